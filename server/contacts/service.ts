import { canSee, type Scope, ticketScopesOf } from '../../shared/access.ts';
import { notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import { newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Contact, reachMoved, viewOf } from './model.ts';
import type { ContactStore } from './store.ts';

export function createContactService({ store }: { store: ContactStore }) {
  /** Tells those who may know of him; those who no longer may are told only that he is gone. */
  function announce(tx: Tx, before: Scope[], contact: Contact): void {
    const subject = { kind: 'contact', id: contact._id } as const;
    const gone = before.filter((scope) => !contact.audience.includes(scope));
    if (gone.length > 0) {
      tx.emit({ type: 'contact.left', contactId: contact._id }, { audience: gone, except: contact.audience });
    }
    tx.emit({ type: 'contact.changed', contact: viewOf(contact) }, { audience: contact.audience, subject });
  }

  return {
    /** The contact with this address; made when there is none, as of his first mail. */
    async byEmail(tx: Tx, mailbox: { name: string; address: string }, at = tx.now): Promise<Contact> {
      const known = await store.byEmail(tx.workspaceId, mailbox.address, tx.session);
      if (known) return known;
      const contact: Contact = {
        _id: newId({ now: () => at }),
        workspaceId: tx.workspaceId,
        name: mailbox.name || mailbox.address,
        email: mailbox.address,
        emailLower: mailbox.address.toLowerCase(),
        createdAt: at,
        reach: [],
        audience: ['all'],
        version: 1,
      };
      store.insert(contact, tx.write());
      announce(tx, [], contact);
      return contact;
    },

    /** A ticket of these contacts changed its audience: so may theirs, and whoever comes to see them is told. */
    async ticketMoved(tx: Tx, contactIds: Id[], before: Scope[] | null, after: Scope[] | null): Promise<void> {
      if (contactIds.length === 0 || before?.join() === after?.join()) return;
      for (const contact of await store.find(tx.workspaceId, contactIds, tx.session)) {
        const moved = reachMoved(contact, before, after);
        const same = moved.audience.join() === contact.audience.join();
        const next = same ? moved : { ...moved, version: contact.version + 1 };
        store.replace(next, tx.write());
        if (!same) announce(tx, contact.audience, next);
      }
    },

    find: (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      ids.length === 0 ? Promise.resolve([]) : store.find(workspaceId, ids, session),

    /** The audiences these contacts have now. */
    async audiences(workspaceId: Id, ids: Id[]): Promise<Map<Id, Scope[]>> {
      const found = await store.find(workspaceId, ids);
      return new Map(found.map((contact) => [contact._id, contact.audience]));
    },

    async mustSee(actor: Actor, id: Id, session?: ClientSession): Promise<Contact> {
      const [contact] = await store.find(actor.workspaceId, [id], session);
      if (!contact || !canSee(actor.rights, contact)) throw notFound('contact');
      return contact;
    },

    async list(
      actor: Actor,
      input: { email?: string | undefined; cursor?: string | null | undefined; limit?: number | undefined },
    ) {
      const limit = input.limit ?? 50;
      const email = input.email?.toLowerCase() ?? null;
      const scopes = ticketScopesOf(actor.rights);
      const page = await store.list(actor.workspaceId, scopes, email, input.cursor ?? null, limit + 1);
      const items = page.slice(0, limit);
      return { items: items.map(viewOf), next: page.length > limit ? (items.at(-1)?._id ?? null) : null };
    },
  };
}

export type ContactService = ReturnType<typeof createContactService>;
