import type { CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { ContactReads } from './reads.ts';
import type { ContactService } from './service.ts';

export const contactQueries = (reads: ContactReads): QueryHandlers<'contact.list' | 'contact.get'> => ({
  'contact.list': (actor, input) => reads.list(actor, input),
  'contact.get': (actor, { contactId }) => reads.get(actor, contactId),
});

export const contactCommands = (contacts: ContactService): CommandHandlers<'contact.create' | 'contact.update'> => ({
  'contact.create': async (tx, actor, input) => {
    const { name, emails = [], phone = null, companyId = null, language = null, notes = '' } = input;
    const contact = await contacts.create(tx, actor, { name, emails, phone, companyId, language, notes });
    return { contactId: contact._id, version: contact.version };
  },
  'contact.update': async (tx, actor, { contactId, ...fields }) => {
    const contact = await contacts.mustEdit(actor, contactId, tx.session);
    const { version } = await contacts.update(tx, actor, contact, fields);
    return { contactId, version };
  },
});
