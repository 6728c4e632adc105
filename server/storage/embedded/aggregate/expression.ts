import { type Doc, fieldOf, isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import type { Expression } from './evaluation.ts';
import { operatorNamed } from './operators.ts';

/** Compiles an expression once for all documents; unknown operators are refused (168). */
export function compile(spec: unknown): Expression {
  if (typeof spec === 'string' && spec.startsWith('$')) return reference(spec);
  if (Array.isArray(spec)) {
    const parts = spec.map(compile);
    return (scope) => parts.map((part) => part(scope) ?? null);
  }
  if (!isDoc(spec)) return () => spec;
  const [name = ''] = Object.keys(spec);
  if (!name.startsWith('$')) return fields(spec);
  if (Object.keys(spec).length > 1)
    throw new StoreError(15983, 'An object representing an expression must have exactly one field');
  if (name === '$literal') return () => spec[name];
  return operatorNamed(name)(spec[name], compile);
}

function fields(spec: Doc): Expression {
  const parts = Object.entries(spec).map(([field, part]) => [field, compile(part)] as const);
  return (scope) => {
    const out: Doc = {};
    for (const [field, part] of parts) {
      const value = part(scope);
      if (value !== undefined) out[field] = value;
    }
    return out;
  };
}

function reference(spec: string): Expression {
  if (!spec.startsWith('$$')) {
    const path = spec.slice(1).split('.');
    return ({ doc }) => valueAt(doc, path);
  }
  const [name = '', ...path] = spec.slice(2).split('.');
  if (name === 'REMOVE') return () => undefined;
  return ({ variables }) => {
    if (!Object.hasOwn(variables, name)) throw badValue(`Use of undefined variable: ${name}`);
    return valueAt(variables[name], path);
  };
}

/** Through an array a path gives the array of what its elements have. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return value;
  if (Array.isArray(value))
    return value.map((element) => valueAt(element, path)).filter((found) => found !== undefined);
  return isDoc(value) ? valueAt(fieldOf(value, path[0] ?? ''), path.slice(1)) : undefined;
}
