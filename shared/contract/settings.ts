import { z } from 'zod';
import { Automation, Language, Signature, StatusColor, StatusRules } from '../entities.ts';
import { StatusState } from '../facets.ts';
import { Id } from '../ids.ts';
import { PropertyKey } from '../propertyKinds.ts';
import { account, BaseVersion, command, forAdmins, query } from './call.ts';
import { DkimCheck, DkimInput, DkimView } from './dkim.ts';
import { MailServerInput, MailServerView, MailTestResult, TripBegun, TripLook } from './mailServers.ts';

const Name = z.string().trim().min(1).max(100);
const Address = z.email().max(320);

const StatusInput = z.strictObject({
  /** Left out: a new status. */
  id: Id.optional(),
  name: Name,
  state: StatusState,
  /** Null: the colour of its state. */
  color: StatusColor.nullable().optional(),
  /** May a ticket begin in it? Left out: as it is, yes at first. */
  atCreation: z.boolean().optional(),
  /** What whoever moves a ticket here is asked for. Left out: as it is. */
  requiredProperties: z.array(PropertyKey).max(20).optional(),
  rules: StatusRules.optional(),
});

/** A status by its id, or, because a new one has none yet, by its place in `statuses`. */
const Named = z.union([Id, z.int().min(0).max(49)]);

/** What is left out stays as it is. */
const AutomationInput = z.strictObject({
  firstMessage: Named.nullable().optional(),
  replySent: Named.nullable().optional(),
  customerReplied: Named.nullable().optional(),
  inactivity: z
    .strictObject({ ...Automation.shape.inactivity.unwrap().shape, statusId: Named })
    .nullable()
    .optional(),
});

export const settingsCalls = {
  'workspace.update': forAdmins(
    command('Rename the workspace (admins).', z.strictObject({ name: Name }), z.object({ version: z.int() })),
  ),
  'member.update': forAdmins(
    command(
      'Change what a member is called (admins).',
      z.strictObject({ memberId: Id, name: z.string().trim().min(1).max(200) }),
      z.object({ memberId: Id, version: z.int() }),
    ),
  ),
  'team.update': forAdmins(
    command(
      'Rename a team, or change the signature below the replies of its members who have none, or the address its tickets are answered from; null answers from the one the customer wrote to (admins).',
      z.strictObject({
        teamId: Id,
        name: Name.optional(),
        signature: Signature.optional(),
        channelId: Id.nullable().optional(),
      }),
      z.object({ teamId: Id, version: z.int() }),
    ),
  ),
  'team.delete': forAdmins(
    command(
      'Delete a team (admins). Its members lose it at once; its tickets and addresses go to `moveTo`, or to no team, a hundred tickets at a time.',
      z.strictObject({ teamId: Id, moveTo: Id.nullable().optional() }),
      z.object({ teamId: Id }),
    ),
  ),
  'pipeline.save': forAdmins(
    command(
      'Make a pipeline, or change its name and its statuses, which stand in this order (admins). The first is where new tickets begin and must be open, one must be closed. In a status with `atCreation` false no ticket begins; `requiredProperties` are asked of whoever moves a ticket there, and `rules` bind him. `automation` sets statuses by itself: at the customer’s first message, at a reply sent, at a customer’s reply, and after days without activity. A status with tickets can be renamed and moved, and does not change its state; it goes when `moves` says which of the statuses that stay its tickets go to, a hundred at a time. With `baseVersion` a pipeline that was saved since is left as it is: `conflict`.',
      z.strictObject({
        pipelineId: Id.optional(),
        baseVersion: BaseVersion,
        name: Name,
        statuses: z.array(StatusInput).min(2).max(50),
        /** For so many days after closing an answer reopens the ticket; a later one begins a linked new one. Left out: as it is, 7 at first. */
        reopenDays: z.int().min(0).max(3650).optional(),
        /** What it sets by itself. A status that is new is named by its place in the list. */
        automation: AutomationInput.optional(),
        moves: z
          .array(z.strictObject({ from: Id, to: Id }))
          .max(50)
          .optional(),
      }),
      z.object({ pipelineId: Id, version: z.int() }),
    ),
  ),
  'pipeline.delete': forAdmins(
    command(
      'Delete a pipeline (admins). Its tickets and addresses go to `moveTo`, each ticket to the first status of the same state there, a hundred at a time. One pipeline stays.',
      z.strictObject({ pipelineId: Id, moveTo: Id }),
      z.object({ pipelineId: Id }),
    ),
  ),
  'pipeline.usage': forAdmins(
    query(
      'How many tickets are in each status of a pipeline, counted up to 1,000 (admins).',
      z.strictObject({ pipelineId: Id }),
      z.object({ statuses: z.array(z.object({ statusId: Id, tickets: z.int() })) }),
    ),
  ),
  'channel.create': forAdmins(
    command(
      'Connect an address that customers write to (admins). Each address belongs to one workspace.',
      z.strictObject({
        name: Name,
        address: Address,
        teamId: Id.nullable().optional(),
        pipelineId: Id.nullable().optional(),
        ownerId: Id.nullable().optional(),
      }),
      z.object({ channelId: Id }),
    ),
  ),
  'channel.update': forAdmins(
    command(
      'Change an address, the name on its mail, its signature and how large its mail may be, or the team, person and pipeline that its new tickets go to (admins).',
      z.strictObject({
        channelId: Id,
        name: Name.optional(),
        address: Address.optional(),
        teamId: Id.nullable().optional(),
        pipelineId: Id.nullable().optional(),
        /** Sent at once to whoever begins a ticket here, at most three times a day to one address; null for nothing. */
        acknowledgement: z.string().trim().min(1).max(5000).nullable().optional(),
        /** Whose its new tickets are; while he is suspended, or has left, nobody's. */
        ownerId: Id.nullable().optional(),
        signature: Signature.optional(),
        /** Megabytes of a mail as it is sent, files in base64; null for 25. */
        maxMailMb: z.int().min(1).max(150).nullable().optional(),
      }),
      z.object({ channelId: Id, version: z.int() }),
    ),
  ),
  'channel.remove': forAdmins(
    command(
      'Take an address away (admins). Its tickets stay; mail to it is refused from now on.',
      z.strictObject({ channelId: Id }),
      z.object({ channelId: Id }),
    ),
  ),
  'channel.test': forAdmins(
    query(
      'Can mail leave? Connects and signs in to a server, and sends nothing (admins): `server`, or the one an address has, or that of SMTP_URL.',
      z.strictObject({ channelId: Id.optional(), server: MailServerInput.optional() }),
      MailTestResult,
    ),
  ),
  'channel.sendTestMail': forAdmins(
    account(
      'Send a mail from an address to itself, the way its mail leaves, to see whether it comes back (admins).',
      z.strictObject({ channelId: Id, language: Language.optional() }),
      TripBegun,
    ),
  ),
  'channel.awaitTestMail': forAdmins(
    query(
      'Has that mail come back? Waits some seconds for it, however mail to its address arrives (admins).',
      z.strictObject({ tripId: z.string().max(64) }),
      TripLook,
    ),
  ),
  'channel.settings': forAdmins(
    query(
      'The mail server an address sends through, null is that of SMTP_URL; and how its mail is signed (admins).',
      z.strictObject({ channelId: Id }),
      z.object({ sending: MailServerView.nullable(), dkim: DkimView.nullable() }),
    ),
  ),
  'channel.makeDkimKey': forAdmins(
    query(
      'A fresh pair of keys to sign mail with (admins). The private one is sealed: it can be handed to channel.setDkim and read by nobody. Nothing is kept.',
      z.strictObject({}),
      z.object({ sealedKey: z.string(), publicKey: z.string() }),
    ),
  ),
  'channel.setDkim': forAdmins(
    command(
      'Sign the mail of an address with DKIM, or, with null, no more (admins). The key is written only.',
      z.strictObject({ channelId: Id, dkim: DkimInput.nullable() }),
      z.object({ channelId: Id, dkim: DkimView.nullable() }),
    ),
  ),
  'channel.checkDkim': forAdmins(
    query(
      'Does the name service say what is signed with (admins)? Looks the record up, and changes nothing.',
      z.strictObject({ channelId: Id }),
      DkimCheck,
    ),
  ),
  'channel.setServer': forAdmins(
    command(
      'Let an address send through a mail server of its own, or, with null, through that of SMTP_URL again (admins).',
      z.strictObject({ channelId: Id, server: MailServerInput.nullable() }),
      z.object({ channelId: Id }),
    ),
  ),
};
