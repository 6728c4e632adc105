import type { ClientSession, Connection } from 'mongoose';
import type { Id } from '../../shared/ids.ts';
import { defineModel, Mixed } from '../storage/model.ts';
import type { PropertyDefinition, TicketForm } from './model.ts';

const text = { type: String, required: true };

export function createPropertyStore(connection: Connection) {
  const properties = defineModel<PropertyDefinition>(
    connection,
    'properties',
    {
      workspaceId: text,
      name: text,
      preset: { type: String, default: null },
      kind: text,
      options: Mixed,
      deletedAt: { type: Date, default: null },
      version: Number,
    },
    [[{ workspaceId: 1, _id: 1 }]],
  );
  const forms = defineModel<TicketForm>(connection, 'ticketForms', { fields: Mixed, version: Number });

  return {
    of: (workspaceId: Id, session?: ClientSession) =>
      properties
        .find({ workspaceId })
        .sort({ _id: 1 })
        .session(session ?? null)
        .lean<PropertyDefinition[]>()
        .exec(),
    put: (property: PropertyDefinition, session: ClientSession) =>
      properties.replaceOne({ _id: property._id }, property, { session, upsert: true }),
    form: (workspaceId: Id, session?: ClientSession) =>
      forms
        .findOne({ _id: workspaceId })
        .session(session ?? null)
        .lean<TicketForm>()
        .exec(),
    putForm: (form: TicketForm, session: ClientSession) =>
      forms.replaceOne({ _id: form._id }, form, { session, upsert: true }),
  };
}

export type PropertyStore = ReturnType<typeof createPropertyStore>;
