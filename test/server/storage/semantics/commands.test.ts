import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { mongo } from 'mongoose';
import { codeOf, type Engine, openEngine } from '../engine.ts';
import { commandRows } from './commands.ts';
import { deviations } from './deviations.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine('commands');
});

afterAll(() => engine.close());

test.each(commandRows.map((row, i) => ({ ...row, i })))('$name', async ({ name, docs, run, gives, code, i }) => {
  if (!engine.embedded && deviations.has(name)) return;
  const rows = engine.db.collection<mongo.Document & { _id: string | number }>(`rows${i}`);
  if (docs.length > 0) await rows.insertMany(docs as never);
  if (code === undefined) expect(await run(rows)).toEqual(gives);
  else expect(await codeOf(run(rows))).toBe(code);
});
