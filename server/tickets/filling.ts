import { Priority } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Property } from '../../shared/properties.ts';
import type { PropertyChanges, PropertyValue } from '../../shared/propertyKinds.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';
import type { PropertyService } from '../properties/service.ts';
import { changedValues } from '../properties/values.ts';
import type { Ticket } from './model.ts';

type Fields = Partial<Pick<Ticket, 'name' | 'priority' | 'ownerId' | 'teamId' | 'tags' | 'properties'>>;

const refused = (key: string, wanted: string) =>
  new AppError('invalid', `“${key}” takes ${wanted}.`, { field: `properties.${key}` });

const idOrNone = (key: string, value: PropertyValue | null): string | null => {
  if (value === null || value === '') return null;
  if (typeof value !== 'string') throw refused(key, 'an id');
  return value;
};

/** Those of the fixed fields that can be filled in like any property. */
const fixed: Record<string, (value: PropertyValue | null) => Fields> = {
  name(value) {
    if (typeof value !== 'string' || value.trim() === '' || value.length > 300) throw refused('name', 'a text');
    return { name: value.trim() };
  },
  priority(value) {
    const priority = Priority.safeParse(value);
    if (!priority.success) throw refused('priority', 'low, normal or high');
    return { priority: priority.data };
  },
  owner: (value) => ({ ownerId: idOrNone('owner', value) }),
  team: (value) => ({ teamId: idOrNone('team', value) }),
  tags(value) {
    if (value === null) return { tags: [] };
    if (!Array.isArray(value) || value.length > 50) throw refused('tags', 'at most 50 words');
    const tags = value.map((tag) => tag.trim());
    if (tags.some((tag) => tag === '' || tag.length > 50)) throw refused('tags', 'words of at most 50 letters');
    return { tags: [...new Set(tags)] };
  },
};

/** What somebody fills in, as fields of the ticket. */
export function createFilling({ properties, members }: { properties: PropertyService; members: MemberService }) {
  return {
    all: (tx: Tx): Promise<Property[]> => properties.all(tx),

    /** @throws invalid, and says which property */
    async fieldsFrom(tx: Tx, before: Pick<Ticket, 'properties'>, changes: PropertyChanges): Promise<Fields> {
      const entries = Object.entries(changes);
      let fields: Fields = {};
      for (const [key, value] of entries) {
        if (Object.hasOwn(fixed, key)) fields = { ...fields, ...fixed[key]?.(value) };
      }
      if (fields.ownerId) await members.mustBeAssignable(tx, fields.ownerId);
      if (fields.teamId) await members.mustBeTeam(tx, fields.teamId);
      const rest = Object.fromEntries(entries.filter(([key]) => !Object.hasOwn(fixed, key)));
      if (Object.keys(rest).length === 0) return fields;
      const { values, persons } = changedValues(await properties.all(tx), before.properties ?? {}, rest);
      for (const id of persons) await members.mustBeAssignable(tx, id);
      return { ...fields, properties: values };
    },
  };
}

export type Filling = ReturnType<typeof createFilling>;
