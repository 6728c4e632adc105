import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { contract } from '../../../shared/contract.ts';
import { errorStatus } from '../../../shared/errors.ts';
import { Event } from '../../../shared/events.ts';

const file = new URL('../../../docs/contract.json', import.meta.url);

function schemaOf(type: z.ZodType, io: 'input' | 'output') {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return schema;
}

/** All that goes over the wire, as text that a reviewer can read a change in. */
function contractAsText(): string {
  const requests = Object.entries(contract).map(([name, { kind, about, input, output }]) => [
    name,
    { kind, about, input: schemaOf(input, 'input'), output: schemaOf(output, 'output') },
  ]);
  const all = { errors: errorStatus, requests: Object.fromEntries(requests), events: schemaOf(Event, 'output') };
  return `${JSON.stringify(all, null, 2)}\n`;
}

test('docs/contract.json is what both sides say', async () => {
  const now = contractAsText();
  if (process.env.UPDATE_CONTRACT) await writeFile(file, now);
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept === now) return;
  throw new Error(
    'The contract has changed. If that is meant, and programs written for the old one still work, run ' +
      '`UPDATE_CONTRACT=1 npm test -- test/server/docs` and commit docs/contract.json with the change.',
  );
});

test('every request says what it does, in a sentence', () => {
  const silent = Object.entries(contract).filter(([, { about }]) => !/^[A-Z].*\.$/.test(about));
  expect(silent.map(([name]) => name)).toEqual([]);
});
