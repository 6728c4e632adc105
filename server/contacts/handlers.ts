import type { QueryHandlers } from '../rpc/handler.ts';
import { viewOf } from './model.ts';
import type { ContactService } from './service.ts';

export const contactQueries = (contacts: ContactService): QueryHandlers<'contact.list' | 'contact.get'> => ({
  'contact.list': (actor, input) => contacts.list(actor, input),
  'contact.get': async (actor, { contactId }) => ({ contact: viewOf(await contacts.mustSee(actor, contactId)) }),
});
