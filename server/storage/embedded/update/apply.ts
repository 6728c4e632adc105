import { Int32, Timestamp } from 'bson';
import { compare } from '../bson/compare.ts';
import { arithmetic, type BsonNumber, isNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import type { Hit } from '../query/walk.ts';
import { addToSet, pop, pull, pullAll, push } from './arrays.ts';
import { find, make, positions } from './place.ts';
import type { Change, Update } from './update.ts';

export interface Circumstances {
  hit: Hit;
  inserting: boolean;
  now: Date;
}

/** Changes `doc` in place, or throws and leaves it half changed: the caller throws it away then. */
export function applyChanges(doc: Doc, update: Extract<Update, { kind: 'change' }>, at: Circumstances): void {
  for (const change of update.changes)
    for (const path of positions(doc, change.path, update.arrayFilters, at.hit)) applyAt(doc, path, change, at);
}

function applyAt(doc: Doc, path: string[], change: Change, at: Circumstances): void {
  const { operator, argument } = change;
  const field = path.join('.');
  switch (operator) {
    case '$set':
      make(doc, path).write(argument);
      break;
    case '$setOnInsert':
      if (at.inserting) make(doc, path).write(argument);
      break;
    case '$unset':
      find(doc, path)?.clear();
      break;
    case '$inc':
    case '$mul':
      calculate(doc, path, operator, argument);
      break;
    case '$min':
    case '$max':
      bound(doc, path, operator, argument);
      break;
    case '$currentDate':
      make(doc, path).write(currentDate(argument, at.now));
      break;
    case '$rename':
      rename(doc, path, argument);
      break;
    case '$push':
    case '$addToSet': {
      const place = make(doc, path);
      place.write((operator === '$push' ? push : addToSet)(place.read(), argument, field));
      break;
    }
    case '$pop':
    case '$pull':
    case '$pullAll': {
      const place = find(doc, path);
      const remove = { $pop: pop, $pull: pull, $pullAll: pullAll }[operator];
      const left = remove(place?.read(), argument, field);
      place?.write(left);
      break;
    }
  }
}

function calculate(doc: Doc, path: string[], operator: '$inc' | '$mul', argument: unknown): void {
  const verb = operator === '$inc' ? 'increment' : 'multiply';
  if (!isNumber(argument))
    throw new StoreError(
      14,
      `Cannot ${verb} with non-numeric argument: {${path.join('.')}: ${JSON.stringify(argument)}}`,
    );
  const place = make(doc, path);
  const current = place.read();
  if (current !== undefined && !isNumber(current))
    throw new StoreError(
      14,
      `Cannot apply ${operator} to a value of non-numeric type. The document has the field '${path.at(-1)}' of another type`,
    );
  place.write(result(operator, current, argument));
}

function result(operator: '$inc' | '$mul', current: BsonNumber | undefined, argument: BsonNumber): unknown {
  if (current === undefined) return operator === '$inc' ? argument : arithmetic('multiply', argument, new Int32(0));
  const value = arithmetic(operator === '$inc' ? 'add' : 'multiply', current, argument);
  if (value === undefined)
    throw badValue(`Failed to apply ${operator} operations to current value: it does not fit a 64-bit integer`);
  return value;
}

function bound(doc: Doc, path: string[], operator: '$min' | '$max', argument: unknown): void {
  const place = make(doc, path);
  const current = place.read();
  const order = current === undefined ? 0 : compare(argument, current);
  if (current === undefined || (operator === '$min' ? order < 0 : order > 0)) place.write(argument);
}

function currentDate(argument: unknown, now: Date): unknown {
  if (typeof argument === 'boolean') return now;
  const type = isDoc(argument) ? argument.$type : undefined;
  if (type === 'date') return now;
  if (type === 'timestamp') return new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  throw badValue("$currentDate takes true, {$type: 'date'} or {$type: 'timestamp'}");
}

/** The target's own entry in the list of changes has no argument; it only took its place in the order. */
function rename(doc: Doc, path: string[], argument: unknown): void {
  if (typeof argument !== 'string') return;
  refuseArrays(doc, path);
  refuseArrays(doc, argument.split('.'));
  const from = find(doc, path);
  if (!from) return;
  const value = from.read();
  from.clear();
  make(doc, argument.split('.')).write(value);
}

function refuseArrays(doc: Doc, path: readonly string[]): void {
  for (let i = 1; i < path.length; i++)
    if (Array.isArray(find(doc, path.slice(0, i))?.read()))
      throw badValue(`The field '${path.slice(0, i).join('.')}' of a $rename cannot be an array element`);
}
