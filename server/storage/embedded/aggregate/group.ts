import { Double, Int32 } from 'bson';
import { compare } from '../bson/compare.ts';
import { type BsonNumber, exact, isNumber, toNumber } from '../bson/numbers.ts';
import { type Doc, isDoc } from '../bson/values.ts';
import { badValue, StoreError } from '../errors.ts';
import { encodeValue } from '../keys/encode.ts';
import { sum } from './arithmetic.ts';
import { type Expression, rootScope } from './evaluation.ts';
import { compile } from './expression.ts';

/** Collects values of one group. */
interface Accumulator {
  add(value: unknown): void;
  result(): unknown;
}

const accumulators: Record<string, () => Accumulator> = {
  $sum: () => {
    let total: BsonNumber = new Int32(0);
    return {
      add: (value) => {
        total = sum([total, value]);
      },
      result: () => total,
    };
  },
  $avg: () => {
    let [total, count] = [0, 0];
    return {
      add: (value) => {
        if (!isNumber(value)) return;
        total += Number(exact(value));
        count++;
      },
      result: () => (count === 0 ? null : new Double(total / count)),
    };
  },
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: () => {
    const values: unknown[] = [];
    return { add: (value) => void (values.length === 0 && values.push(value)), result: () => values[0] ?? null };
  },
  $last: () => {
    let last: unknown;
    return {
      add: (value) => {
        last = value;
      },
      result: () => last ?? null,
    };
  },
  $push: () => {
    const values: unknown[] = [];
    return { add: (value) => void (value !== undefined && values.push(value)), result: () => values };
  },
  $addToSet: () => {
    const values = new Map<string, unknown>();
    return {
      add: (value) => void (value !== undefined && values.set(encodeValue(value).toString('latin1'), value)),
      result: () => [...values.values()],
    };
  },
  $count: () => {
    let count = 0;
    return { add: () => void count++, result: () => new Int32(count) };
  },
};

function extreme(sign: number): Accumulator {
  let best: unknown;
  return {
    add: (value) => {
      if (value === undefined || value === null) return;
      if (best === undefined || sign * compare(value, best) > 0) best = value;
    },
    result: () => best ?? null,
  };
}

interface Field {
  name: string;
  make: () => Accumulator;
  input: Expression;
}

/** MongoDB's limit for what a stage keeps in memory, counted here in groups and their keys. */
const maxGroupBytes = 100 * 1024 * 1024;

/** `$group`: two ids are one group when BSON calls them equal, 1 and 1.0 for example. */
export class Group {
  readonly #id: Expression;
  readonly #fields: Field[];
  readonly #now: Date;
  readonly #groups = new Map<string, { id: unknown; values: Accumulator[] }>();
  #bytes = 0;

  constructor(spec: unknown, now: Date) {
    if (!isDoc(spec)) throw new StoreError(15947, "a group's fields must be specified in an object");
    if (!('_id' in spec)) throw new StoreError(15955, 'a group specification must include an _id');
    const { _id, ...fields } = spec;
    this.#id = compile(_id);
    this.#fields = Object.entries(fields).map(([name, value]) => parseField(name, value));
    this.#now = now;
  }

  add(doc: Doc): void {
    const scope = rootScope(doc, this.#now);
    const id = this.#id(scope) ?? null;
    const key = encodeValue(id).toString('latin1');
    let group = this.#groups.get(key);
    if (!group) {
      this.#bytes += key.length + 100 * (this.#fields.length + 1);
      if (this.#bytes > maxGroupBytes) throw new StoreError(292, 'Exceeded memory limit for $group');
      group = { id, values: this.#fields.map(({ make }) => make()) };
      this.#groups.set(key, group);
    }
    this.#fields.forEach(({ input }, i) => {
      group.values[i]?.add(input(scope));
    });
  }

  *results(): Iterable<Doc> {
    for (const { id, values } of this.#groups.values())
      yield { _id: id, ...Object.fromEntries(this.#fields.map(({ name }, i) => [name, values[i]?.result()])) };
  }
}

function parseField(name: string, value: unknown): Field {
  if (!isDoc(value) || Object.keys(value).length !== 1)
    throw new StoreError(40234, `The field '${name}' must be an accumulator object`);
  const [operator = ''] = Object.keys(value);
  const make = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  if (!make) throw new StoreError(15952, `unknown group operator '${operator}'`);
  return { name, make, input: compile(value[operator]) };
}

/** `$limit` and `$skip` take whole numbers. */
export function wholeNumber(stage: string, value: unknown, least: number): number {
  const number = toNumber(value);
  if (!Number.isInteger(number) || number < least) throw badValue(`invalid argument to ${stage} stage`);
  return number;
}
