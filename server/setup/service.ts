import { randomBytes } from 'node:crypto';
import type { MailboxTest } from '../../shared/contract/mailboxes.ts';
import type { MailTestResult } from '../../shared/contract/mailServers.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import { hashPassword } from '../auth/passwords.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { Caller, Entry, Sessions } from '../auth/sessions.ts';
import type { AuthStore, Member } from '../auth/store.ts';
import { perAddress, type Tries } from '../auth/tries.ts';
import type { Trips } from '../channels/email/trips/service.ts';
import type { MailboxService } from '../channels/imap/service.ts';
import type { ChannelService, MailTest } from '../channels/service.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { MemberService, NewMember } from '../members/service.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { TicketService } from '../tickets/service.ts';
import type { WorkspaceService } from '../workspaces/service.ts';
import type { SetupStore } from './store.ts';

const slugLength = 40;

/** A name as it may stand in an address, told from others by a few signs. */
function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugLength)
    .replace(/^-+|-+$/g, '');
  return `${plain || 'workspace'}-${randomBytes(3).toString('hex')}`;
}

const done = () => new AppError('notFound', 'This installation has been set up. Sign in.');

/** The first workspace of an installation, and any other. */
export function createSetup(deps: {
  store: SetupStore;
  auth: AuthStore;
  workspaces: WorkspaceService;
  members: MemberService;
  tickets: TicketService;
  channels: ChannelService;
  sessions: Sessions;
  tries: Tries;
  unitOfWork: UnitOfWork;
  audit: Audit;
  clock: Clock;
  /** Strangers may come by: the code is asked for. */
  codeNeeded: boolean;
  isCode: (given: string | undefined) => boolean;
  mailTest: MailTest;
  trips: Trips;
  mailboxes: MailboxService;
  via: MailTestResult['via'];
  /** Of this node's receiver. */
  smtpPort: () => number;
}) {
  const { store, auth, workspaces, members, tickets, channels, sessions, tries, unitOfWork, audit, clock } = deps;
  const { trips, mailboxes } = deps;

  const needed = async () => !(await auth.anyMember());

  /** What every workspace begins with: a pipeline, and an admin. */
  async function furnish(tx: Tx, admin: NewMember, address: string | undefined): Promise<Member> {
    await tickets.addFirstPipeline(tx);
    const member = await members.add(tx, { ...admin, role: 'admin' });
    const from = address === undefined ? {} : { address };
    const deed = { action: 'workspace.created', actorId: member.userId, targetId: tx.workspaceId, ...from } as const;
    await audit.keep([tx.workspaceId], deed, tx.write());
    return member;
  }

  /** @throws invalid, rateLimited */
  async function mustBeHome(given: string | undefined, caller: Caller): Promise<void> {
    if (!deps.codeNeeded) return;
    await tries.spend(perAddress(caller.address));
    if (!deps.isCode(given)) {
      const words = 'This is not the set-up code. The start of Baton printed it, beside the address.';
      throw new AppError('invalid', words, { field: 'code' });
    }
    await tries.giveBack(perAddress(caller.address));
  }

  /** Strangers' connections go nowhere: made only while nobody is in, by who has the code, and counted. */
  async function mayConnect(code: string | undefined, caller: Caller): Promise<void> {
    if (!(await needed())) throw done();
    await mustBeHome(code, caller);
    await tries.spend(perAddress(caller.address));
  }

  return {
    async status(): Promise<Output<'setup.status'>> {
      const isNew = await needed();
      return { needed: isNew, codeNeeded: deps.codeNeeded, via: deps.via, smtpPort: isNew ? deps.smtpPort() : null };
    },

    /** Exactly once: all who try meet in the same workspace, and there the first one wins. */
    async create(input: Input<'setup.create'>, caller: Caller): Promise<Entry> {
      if (!(await needed())) throw done();
      await mustBeHome(input.code, caller);
      const { workspaceName, name, email, supportAddress, supportName, server, mailbox, language } = input;
      const passwordHash = await hashPassword(input.password);
      const id = await store.claim(newId(clock));
      const workspaceId = await workspaces.create(workspaceName, slugOf(workspaceName), id);
      const member = await unitOfWork.run(workspaceId, null, async (tx) => {
        if (await auth.anyMember(tx.session)) throw done();
        const admin = await furnish(tx, { name, email, passwordHash }, caller.address);
        await workspaces.rename(tx, admin.userId, workspaceName);
        if (language) await auth.setUser(admin.userId, { language }, tx.write());
        if (supportAddress) {
          const sending = server ? { server } : {};
          const called = supportName ?? workspaceName;
          const made = await channels.create(tx, { name: called, address: supportAddress, teamId: null, ...sending });
          if (mailbox) await mailboxes.save(tx, admin.userId, { ...mailbox, channelId: made._id });
        }
        return admin;
      });
      const user = await auth.userById(member.userId);
      if (!user) throw new Error('A member is always a user');
      return sessions.begin(user, workspaceId, caller);
    },

    async testMail({ server, code }: Input<'setup.testMail'>, caller: Caller): Promise<MailTestResult> {
      await mayConnect(code, caller);
      return deps.mailTest(server ? await channels.serverOf('', undefined, server) : null);
    },

    async testMailbox({ mailbox, code }: Input<'setup.testMailbox'>, caller: Caller): Promise<MailboxTest> {
      await mayConnect(code, caller);
      return mailboxes.testNew(mailbox);
    },

    async sendTestMail(
      { address, server, language = 'en', code }: Input<'setup.sendTestMail'>,
      caller: Caller,
    ): Promise<Output<'setup.sendTestMail'>> {
      await mayConnect(code, caller);
      const given = server ? await channels.serverOf('', undefined, server) : null;
      return trips.sendBy(address, given, language);
    },

    /** Not counted: it is asked for a mail that was, and only so often. */
    async awaitTestMail({ tripId, mailbox, code }: Input<'setup.awaitTestMail'>, caller: Caller) {
      if (!(await needed())) throw done();
      await mustBeHome(code, caller);
      if (!mailbox) return trips.look(tripId, null);
      return trips.look(tripId, async (mailId) => {
        const found = await mailboxes.lookFor(mailbox, mailId);
        return (
          found && {
            open: async function* () {
              yield found;
            },
            envelopeFrom: '',
            origin: null,
          }
        );
      });
    },

    /** Another workspace, with whoever makes it as its admin. */
    async another(actor: Actor, name: string): Promise<Id> {
      mustAdminister(actor);
      const [user, member] = await Promise.all([auth.userById(actor.id), auth.member(actor.workspaceId, actor.id)]);
      if (!user || !member) throw new Error('An actor is always a member');
      const workspaceId = await workspaces.create(name, slugOf(name));
      const { email, passwordHash } = user;
      const admin = { name: member.name, email, passwordHash, userId: user._id };
      await unitOfWork.run(workspaceId, null, (tx) => furnish(tx, admin, actor.address));
      return workspaceId;
    },
  };
}

export type Setup = ReturnType<typeof createSetup>;
