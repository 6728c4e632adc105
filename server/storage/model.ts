import {
  type Connection,
  type IndexDefinition,
  type IndexOptions,
  type Model,
  Schema,
  type SchemaDefinition,
  trusted,
} from 'mongoose';

type Index = [IndexDefinition, IndexOptions?];

/** A collection: plain documents with string ids, unknown fields refused, each index named by its use in the store. */
export function defineModel<T extends { _id: string }>(
  connection: Connection,
  name: string,
  fields: SchemaDefinition,
  indexes: Index[] = [],
): Model<T> {
  const schema = new Schema({ _id: { type: String, required: true }, ...fields } as SchemaDefinition, {
    collection: name,
    strict: 'throw',
    versionKey: false,
    minimize: false,
    autoIndex: false,
  });
  for (const [keys, options] of indexes) schema.index(keys, options);
  return connection.model<T>(name, schema as unknown as Schema<T>);
}

export type { Model };

/** A value whose shape the contract has checked before it came here. */
export const Mixed = Schema.Types.Mixed;

/** Marks operators that a store wrote itself; any other operator in a filter is taken for a value. */
export const op = (operators: Record<string, unknown>) => trusted(operators);
