import type { Audit } from '../audit/service.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { TicketService } from '../tickets/service.ts';
import type { PropertyService } from './service.ts';

export const propertyQueries = (properties: PropertyService): QueryHandlers<'property.list' | 'form.get'> => ({
  'property.list': async (actor) => ({ items: await properties.listOf(actor.workspaceId), next: null }),
  'form.get': (actor) => properties.formOf(actor.workspaceId),
});

/** What admins set of tickets' properties. Each is a line of the audit log. */
export function propertyCommands(parts: {
  properties: PropertyService;
  tickets: TicketService;
  audit: Audit;
}): CommandHandlers<'property.save' | 'property.delete' | 'form.save'> {
  const { properties, tickets, audit } = parts;
  return {
    'property.save': async (tx, actor, input) => {
      mustAdminister(actor);
      const { _id, version, name } = await properties.save(tx, actor.id, input);
      const action = version === 1 ? 'property.created' : 'property.changed';
      await audit.note(tx, actor, action, { targetId: _id, details: { name } });
      return { propertyId: _id, version };
    },
    'property.delete': async (tx, actor, { propertyId }) => {
      mustAdminister(actor);
      const { name } = await properties.remove(tx, actor.id, propertyId);
      await tickets.propertyLeft(tx, propertyId, actor.id);
      await audit.note(tx, actor, 'property.deleted', { targetId: propertyId, details: { name } });
      return { propertyId };
    },
    'form.save': async (tx, actor, input) => {
      mustAdminister(actor);
      const { version } = await properties.saveForm(tx, actor.id, input);
      await audit.note(tx, actor, 'form.changed', { details: {} });
      return { version };
    },
  };
}
