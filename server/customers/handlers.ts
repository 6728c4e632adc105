import { z } from 'zod';
import { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { Customers } from './service.ts';

export const customerQueries = (customers: Customers): QueryHandlers<'contact.timeline' | 'contact.duplicates'> => ({
  'contact.timeline': (actor, input) => customers.timeline(actor, input),
  'contact.duplicates': (actor, { contactId }) => customers.duplicates(actor, contactId),
});

export const customerCommands = (
  customers: Customers,
  audit: Audit,
): CommandHandlers<'contact.merge' | 'contact.identify'> => ({
  'contact.merge': async (tx, actor, input) => {
    const { from, into } = await customers.merge(tx, actor, input);
    await audit.note(tx, actor, 'contact.merged', {
      targetId: into._id,
      details: { from: from.name, into: into.name },
    });
    return { contactId: into._id, version: into.version };
  },
  'contact.identify': async (tx, actor, input) => {
    const { _id: contactId, name, version } = await customers.identify(tx, actor, input);
    await audit.note(tx, actor, 'contact.identified', { targetId: contactId, details: { name } });
    return { contactId, version };
  },
});

const Carrying = z.object({ contactId: Id, intoId: Id });

/** What a merged contact had goes on following, a hundred at a time. */
export const carryContactJob =
  ({ customers, unitOfWork }: { customers: Customers; unitOfWork: UnitOfWork }): JobHandler =>
  async ({ workspaceId, payload }) => {
    const { contactId, intoId } = Carrying.parse(payload);
    await unitOfWork.run(workspaceId, null, (tx) => customers.carry(tx, contactId, intoId, null));
  };
