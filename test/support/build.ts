import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { App } from '../../server/app.ts';
import type { Member } from '../../server/auth/store.ts';
import type { Channel } from '../../server/channels/model.ts';
import type { Contact } from '../../server/contacts/model.ts';
import type { NewMember } from '../../server/members/service.ts';
import type { Pipeline, Ticket } from '../../server/tickets/model.ts';
import type { NewTicket } from '../../server/tickets/service.ts';
import type { Access, Level } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';

/** Everybody's. */
export const password = 'correct horse battery';
/** As the product keeps it, but cheap to check: a hash names its own cost, and tests sign in by the hundred. */
const passwordHash = hash(password, { memoryCost: 1024, timeCost: 1, parallelism: 1 });

export const shortId = () => randomUUID().slice(0, 8);

/** The same reach for seeing, editing and deleting. */
export function reach(level: Level, unassigned = false): Access {
  const one = { level, unassigned };
  return { view: one, edit: one, delete: one };
}

export async function buildMember(app: App, workspaceId: Id, given: Partial<NewMember> = {}): Promise<Member> {
  const name = given.name ?? `m-${shortId()}`;
  const member = {
    email: `${name}@people.test`,
    role: 'agent',
    ...given,
    name,
    passwordHash: await passwordHash,
  } as const;
  return app.unitOfWork.run(workspaceId, null, (tx) => app.members.add(tx, member));
}

export async function buildTeam(app: App, workspaceId: Id, name = `team-${shortId()}`): Promise<Id> {
  return (await app.unitOfWork.run(workspaceId, null, (tx) => app.members.addTeam(tx, name)))._id;
}

export const buildPipeline = (app: App, workspaceId: Id): Promise<Pipeline> =>
  app.unitOfWork.run(workspaceId, null, (tx) => app.tickets.addFirstPipeline(tx));

export const buildContact = (
  app: App,
  workspaceId: Id,
  name = `c-${shortId()}`,
  address = `${name}@customers.test`,
): Promise<Contact> => app.unitOfWork.run(workspaceId, null, (tx) => app.contacts.byEmail(tx, { name, address }));

export const buildTicket = (app: App, workspaceId: Id, given: Partial<NewTicket> = {}): Promise<Ticket> =>
  app.unitOfWork.run(workspaceId, null, (tx) =>
    app.tickets.create(tx, { name: `t-${shortId()}`, source: 'manual', actorId: null, ...given }),
  );

/** An address to write from and to. */
export const buildChannel = (app: App, workspaceId: Id, teamId: Id | null = null): Promise<Channel> =>
  app.unitOfWork.run(workspaceId, null, (tx) =>
    app.channels.create(tx, { name: 'Support', address: `support-${shortId()}@baton.test`, teamId }),
  );

/** A contact of a company of his own. */
export const buildCustomer = (
  app: App,
  workspaceId: Id,
  { person, address, company }: { person: string; address: string; company: string },
): Promise<{ contactId: Id; companyId: Id }> =>
  app.unitOfWork.run(workspaceId, null, async (tx) => {
    const { _id: companyId } = await app.companies.create(tx, null, {
      name: company,
      domain: null,
      phone: null,
      notes: '',
    });
    const fields = { name: person, emails: [address], phone: null, companyId, language: null, notes: '' };
    return { contactId: (await app.contacts.create(tx, null, fields))._id, companyId };
  });

/** An answer that lies in the ticket and is not sent. The ticket needs a contact with an address, the workspace a channel. */
export async function buildMessage(
  app: App,
  workspaceId: Id,
  ticketId: Id,
  memberId: Id,
  text: string,
): Promise<string> {
  const messageId = randomUUID();
  await app.unitOfWork.run(workspaceId, null, async (tx) => {
    const ticket = await app.tickets.find(workspaceId, ticketId, tx.session);
    if (!ticket) throw new Error('There is no such ticket');
    const html = `<p>${text}</p>`;
    await app.conversations.record(tx, ticket, { messageId, memberId, html, at: tx.now });
  });
  return messageId;
}
