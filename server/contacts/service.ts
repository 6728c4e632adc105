import { canEdit, canSee, type Scope } from '../../shared/access.ts';
import { AppError, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import { firstReach, reachMoved } from '../auth/reach.ts';
import type { CompanyService } from '../companies/service.ts';
import type { Tx } from '../events/batch.ts';
import { newId } from '../platform/clock.ts';
import { given, type Loose } from '../platform/given.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type Contact, type ContactFields, distinct, viewOf } from './model.ts';
import type { ContactStore } from './store.ts';

/** Nobody turns out to be another more often. */
const mostSteps = 50;

export function createContactService({ store, companies }: { store: ContactStore; companies: CompanyService }) {
  /** Tells those who may know of him; those who no longer may are told only that he is gone. */
  function announce(tx: Tx, before: Scope[], contact: Contact): void {
    const subject = { kind: 'contact', id: contact._id } as const;
    const gone = before.filter((scope) => !contact.audience.includes(scope));
    if (gone.length > 0) {
      tx.emit({ type: 'contact.left', contactId: contact._id }, { audience: gone, except: contact.audience });
    }
    tx.emit({ type: 'contact.changed', contact: viewOf(contact) }, { audience: contact.audience, subject });
  }

  /** Whoever may know of him may know his company. */
  async function moveCompany(tx: Tx, before: Contact | null, after: Contact): Promise<void> {
    if (before?.companyId === after.companyId) {
      return companies.moved(tx, after.companyId, before.audience, after.audience);
    }
    await companies.moved(tx, after.companyId, null, after.audience);
    if (before) await companies.moved(tx, before.companyId, before.audience, null);
  }

  async function insert(tx: Tx, contact: Contact): Promise<Contact> {
    store.insert(contact, tx.write());
    await moveCompany(tx, null, contact);
    announce(tx, [], contact);
    return contact;
  }

  const blank = (tx: Tx, at: Date, creatorId: Id | null): Omit<Contact, keyof ContactFields> => ({
    ...firstReach(creatorId),
    _id: newId({ now: () => at }),
    workspaceId: tx.workspaceId,
    createdAt: at,
    version: 1,
  });

  /** @throws conflict; names the other contact to whoever may know of him */
  async function mustBeFree(tx: Tx, actor: Actor | null, emails: string[], own: Id | null): Promise<void> {
    for (const email of emails) {
      const holder = await store.byEmail(tx.workspaceId, email, tx.session);
      if (!holder || holder._id === own) continue;
      const known = actor && canSee(actor.rights, holder) ? { contactId: holder._id } : {};
      throw new AppError('conflict', `Another contact has the address ${email}.`, { field: 'emails', email, ...known });
    }
  }

  async function mustBeCompany(tx: Tx, actor: Actor | null, companyId: Id | null | undefined, before: Id | null) {
    if (actor && companyId && companyId !== before) await companies.mustSee(actor, companyId, tx.session);
  }

  /** The contact, or whom he has turned out to be. */
  async function current(workspaceId: Id, id: Id, session?: ClientSession): Promise<Contact | undefined> {
    let [found] = await store.find(workspaceId, [id], session);
    for (let step = 0; found?.mergedIntoId && step < mostSteps; step += 1) {
      [found] = await store.find(workspaceId, [found.mergedIntoId], session);
    }
    return found;
  }

  async function mustFind(actor: Actor, id: Id, may: typeof canSee, session?: ClientSession): Promise<Contact> {
    const contact = await current(actor.workspaceId, id, session);
    if (!contact || !may(actor.rights, contact)) throw notFound('contact');
    return contact;
  }

  return {
    /** The contact with this address; made when there is none, as of his first mail. */
    async byEmail(tx: Tx, mailbox: { name: string; address: string }, at = tx.now): Promise<Contact> {
      const known = await store.byEmail(tx.workspaceId, mailbox.address, tx.session);
      if (known) return known;
      const name = mailbox.name || mailbox.address;
      const fields = { name, emails: [mailbox.address], phone: null, companyId: null, language: null, notes: '' };
      return insert(tx, { ...blank(tx, at, null), ...fields, provisional: true });
    },

    /**
     * Without an actor he is brought along from elsewhere.
     * @throws notFound when the maker himself would not see him; conflict when an address is another's
     */
    async create(tx: Tx, actor: Actor | null, fields: ContactFields): Promise<Contact> {
      const emails = distinct(fields.emails);
      const contact: Contact = { ...blank(tx, tx.now, actor?.id ?? null), ...fields, emails };
      if (actor && !canEdit(actor.rights, contact)) throw notFound('contact');
      await mustBeCompany(tx, actor, fields.companyId, null);
      await mustBeFree(tx, actor, emails, null);
      return insert(tx, contact);
    },

    /** @throws conflict when an address is another's */
    async update(tx: Tx, actor: Actor, contact: Contact, fields: Loose<ContactFields>): Promise<Contact> {
      const emails = fields.emails && distinct(fields.emails);
      const next: Contact = { ...contact, ...given(fields), ...(emails ? { emails } : {}), provisional: false };
      if (JSON.stringify(viewOf(next)) === JSON.stringify(viewOf(contact))) return contact;
      await mustBeCompany(tx, actor, fields.companyId, contact.companyId);
      if (emails) await mustBeFree(tx, actor, emails, contact._id);
      next.version += 1;
      store.replace(next, tx.write());
      await moveCompany(tx, contact, next);
      announce(tx, contact.audience, next);
      return next;
    },

    /** A ticket of these contacts changed its audience: so may theirs, and whoever comes to see them is told. */
    async ticketMoved(tx: Tx, contactIds: Id[], before: Scope[] | null, after: Scope[] | null): Promise<void> {
      if (contactIds.length === 0 || before?.join() === after?.join()) return;
      for (const contact of await store.find(tx.workspaceId, contactIds, tx.session)) {
        const reached = reachMoved(contact, before, after);
        const moved = contact.mergedIntoId ? { ...reached, audience: [] } : reached;
        const same = moved.audience.join() === contact.audience.join();
        const next = same ? moved : { ...moved, version: contact.version + 1 };
        store.replace(next, tx.write());
        if (same) continue;
        await moveCompany(tx, contact, next);
        announce(tx, contact.audience, next);
      }
    },

    /** The one turns out to be the other, who gets his addresses and what he lacks. His tickets follow by themselves. */
    async absorb(tx: Tx, from: Contact, into: Contact): Promise<Contact> {
      const gone: Contact = { ...from, emails: [], mergedIntoId: into._id, audience: [], version: from.version + 1 };
      store.replace(gone, tx.write());
      await store.settle(tx.write());
      await moveCompany(tx, from, gone);
      announce(tx, from.audience, gone);
      const next: Contact = {
        ...into,
        emails: distinct([...into.emails, ...from.emails]),
        phone: into.phone ?? from.phone,
        companyId: into.companyId ?? from.companyId,
        language: into.language ?? from.language,
        notes: [into.notes, from.notes].filter((notes) => notes !== '').join('\n\n'),
        provisional: false,
        version: into.version + 1,
      };
      store.replace(next, tx.write());
      await moveCompany(tx, into, next);
      announce(tx, into.audience, next);
      return next;
    },

    find: (workspaceId: Id, ids: Id[], session?: ClientSession) =>
      ids.length === 0 ? Promise.resolve([]) : store.find(workspaceId, ids, session),

    /** The audiences these contacts have now. */
    async audiences(workspaceId: Id, ids: Id[]): Promise<Map<Id, Scope[]>> {
      const found = await store.find(workspaceId, ids);
      return new Map(found.map((contact) => [contact._id, contact.audience]));
    },

    mustSee: (actor: Actor, id: Id, session?: ClientSession) => mustFind(actor, id, canSee, session),
    mustEdit: (actor: Actor, id: Id, session?: ClientSession) => mustFind(actor, id, canEdit, session),
  };
}

export type ContactService = ReturnType<typeof createContactService>;
