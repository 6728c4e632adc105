import type { Id } from '../../shared/ids.ts';
import type { FormField, PropertyKind, PropertyOption, PropertyView } from '../../shared/propertyKinds.ts';

export interface PropertyDefinition {
  _id: Id;
  workspaceId: Id;
  name: string;
  preset: PropertyView['preset'];
  kind: PropertyKind;
  options: PropertyOption[];
  deletedAt: Date | null;
  version: number;
}

/** A workspace's form for making tickets; its id is the workspace's. */
export interface TicketForm {
  _id: Id;
  fields: FormField[];
  version: number;
}

export const viewOf = ({ _id, name, preset, kind, options, deletedAt, version }: PropertyDefinition): PropertyView => ({
  id: _id,
  name,
  preset,
  kind,
  options,
  ...(deletedAt ? { deleted: true as const } : {}),
  version,
});
