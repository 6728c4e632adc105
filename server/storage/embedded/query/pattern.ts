import { BSONRegExp } from 'bson';
import { regexParts } from '../bson/compare.ts';
import { badValue, StoreError } from '../errors.ts';
import type { Pattern } from './filter.ts';

export const isRegex = (value: unknown): boolean => value instanceof BSONRegExp || value instanceof RegExp;

/** Compiles what a client sent. `x` (free spacing) does not exist in JavaScript and is refused. */
export function patternOf(source: unknown, options = ''): Pattern {
  const [pattern, own] = isRegex(source) ? regexParts(source) : [source, ''];
  if (typeof pattern !== 'string') throw badValue('$regex has to be a string');
  const flags = options || own;
  if (/[^imsu]/.test(flags)) throw new StoreError(51108, `invalid flag in regex options: ${flags}`);
  return { source: pattern, flags, compiled: compile(pattern, flags) };
}

/** Unicode mode first, as MongoDB counts characters; patterns that only the lenient mode accepts still work. */
function compile(pattern: string, flags: string): RegExp {
  const wanted = [...new Set(flags.replace('u', ''))].join('');
  try {
    return new RegExp(pattern, `${wanted}u`);
  } catch {
    try {
      return new RegExp(pattern, wanted);
    } catch {
      throw badValue(`Regular expression is invalid: ${pattern}`);
    }
  }
}

/** The literal text every match must begin with, for index bounds; empty when there is none to be sure of. */
export function literalPrefix({ source, flags }: Pattern): string {
  if (!source.startsWith('^') || /[imxs]/.test(flags) || source.includes('|')) return '';
  let prefix = '';
  for (let i = 1; i < source.length; ) {
    const escaped = source[i] === '\\';
    const char = escaped ? source[i + 1] : source[i];
    if (char === undefined || (escaped ? /[a-zA-Z0-9]/.test(char) : /[.*+?()[\]{}^$]/.test(char))) break;
    const next = source[i + (escaped ? 2 : 1)] ?? '';
    if (/[*?{]/.test(next)) break;
    prefix += char;
    i += escaped ? 2 : 1;
  }
  return prefix.replace(/[\uD800-\uDBFF]$/, '');
}
