import { randomUUID } from 'node:crypto';
import type { PropertyDefinition } from '../../server/properties/model.ts';
import type { Id } from '../../shared/ids.ts';
import type { PropertyKind, PropertyValues } from '../../shared/propertyKinds.ts';
import { drawn } from './draws.ts';

const kinds: PropertyKind[] = [
  'text',
  'text',
  'number',
  'number',
  'date',
  'choice',
  'choice',
  'multiChoice',
  'checkbox',
  'person',
];
const choices = 8;
const dayMs = 86_400_000;

/** Ten properties of a workspace's own, of every kind. */
export const tenProperties = (workspaceId: Id): PropertyDefinition[] =>
  kinds.map((kind, at) => ({
    _id: randomUUID(),
    workspaceId,
    name: `Own ${kind} ${at}`,
    preset: null,
    kind,
    options:
      kind === 'choice' || kind === 'multiChoice'
        ? Array.from({ length: choices }, (_, n) => ({ id: randomUUID(), name: `Choice ${n}` }))
        : [],
    deletedAt: null,
    version: 1,
  }));

/** What the ticket at this place has of them; of each one ticket in four has nothing. The last choice is rare: one in 512. */
export function valuesAt(index: number, own: readonly PropertyDefinition[], people: readonly Id[]): PropertyValues {
  const values: PropertyValues = {};
  for (const [at, { _id, kind, options }] of own.entries()) {
    const draw = (what: number, sides: number) => drawn(index, 20 + at * 4 + what, sides);
    if (draw(0, 4) === 0) continue;
    const choice = () => options[draw(1, 64) === 0 && draw(2, 8) === 0 ? choices - 1 : draw(3, choices - 1)]?.id ?? '';
    if (kind === 'text') values[_id] = `${['Kettle', 'Teapot', 'Parcel', 'Invoice'][draw(1, 4)]} ${draw(2, 5000)}`;
    if (kind === 'number') values[_id] = draw(1, 10_000);
    if (kind === 'date') values[_id] = new Date(Date.now() + (draw(1, 730) - 365) * dayMs).toISOString().slice(0, 10);
    if (kind === 'choice') values[_id] = choice();
    if (kind === 'multiChoice') values[_id] = [choice()];
    if (kind === 'checkbox' && draw(1, 3) === 0) values[_id] = true;
    if (kind === 'person') values[_id] = people[draw(1, people.length)] ?? '';
  }
  return values;
}
