import type { Id } from '../../shared/ids.ts';
import type { Channel } from '../channels/model.ts';
import type { Incoming } from '../conversations/model.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { Tx } from '../events/batch.ts';
import { newId } from '../platform/clock.ts';
import type { Pipeline } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import { demoTickets } from './content/all.ts';
import { type DemoErrand, demoErrands } from './content/errands.ts';
import type { DemoMessage, DemoTicket, FromCustomer, Who } from './content/shape.ts';
import { type Kept, nothingEnclosed } from './enclosed.ts';
import { richText } from './richText.ts';

/** Who and what the demo's tickets are made with. */
export interface Stage {
  tickets: TicketService;
  conversations: ConversationService;
  channel: Channel;
  pipeline: Pipeline;
  teamIds: Record<'Support' | 'Billing', Id>;
  memberIds: Record<Who, Id>;
  /** What mails hold beside their text, already stored. */
  kept: Kept;
}

/** Something that happened, to be told in the order of time. */
interface Step {
  at: Date;
  happen(): Promise<unknown>;
}

const hourMs = 3_600_000;
/** How soon somebody takes a ticket, at most. */
const takenAfterHours = 0.3;

export async function seedTickets(tx: Tx, stage: Stage): Promise<void> {
  const steps = [
    ...demoTickets.flatMap((ticket) => stepsOf(tx, stage, ticket)),
    ...demoErrands.map((errand) => errandOf(tx, stage, errand)),
  ];
  for (const step of steps.sort((a, b) => a.at.getTime() - b.at.getTime())) await step.happen();
}

const before = (tx: Tx, hours: number) => new Date(tx.now.getTime() - hours * hourMs);
const idAt = (at: Date) => newId({ now: () => at });

function statusId({ pipeline }: Stage, preset: 'waitingOnUs' | 'closed'): Id {
  const status = pipeline.statuses.find((one) => one.preset === preset);
  if (!status) throw new Error(`The first pipeline has no status ${preset}`);
  return status.id;
}

function errandOf(tx: Tx, stage: Stage, errand: DemoErrand): Step {
  const at = before(tx, errand.ago);
  const { name, tags, by, owner, team = 'Support', priority = 'normal' } = errand;
  return {
    at,
    happen: () =>
      stage.tickets.create(tx, {
        name,
        tags,
        priority,
        at,
        source: 'manual',
        statusId: statusId(stage, 'waitingOnUs'),
        teamId: stage.teamIds[team],
        ownerId: stage.memberIds[owner],
        actorId: stage.memberIds[by],
      }),
  };
}

function stepsOf(tx: Tx, stage: Stage, demo: DemoTicket): Step[] {
  const { tickets, conversations, memberIds, teamIds } = stage;
  const [first, second] = demo.talk;
  if (!first || 'by' in first) throw new Error(`${demo.subject} does not begin with a customer`);
  const firstMail = `${idAt(before(tx, first.ago))}@${demo.contact[1].split('@').at(-1)}`;
  let ticketId: Id | null = null;

  async function mustFind() {
    const ticket = ticketId && (await tickets.find(tx.workspaceId, ticketId, tx.session));
    if (!ticket) throw new Error(`${demo.subject} is told in the wrong order`);
    return ticket;
  }

  async function say(message: DemoMessage, at: Date): Promise<void> {
    if ('by' in message) {
      const answer = { messageId: idAt(at), memberId: memberIds[message.by], html: richText(message.text), at };
      await conversations.record(tx, await mustFind(), answer);
      return;
    }
    const mail = { at, message, first: message === first };
    ({ ticketId } = await conversations.receive(tx, incoming(stage, demo, firstMail, mail)));
  }

  const talk = demo.talk.map((message): Step => {
    const at = before(tx, message.ago);
    return { at, happen: () => say(message, at) };
  });

  const soon = Math.min(takenAfterHours, (first.ago - (second?.ago ?? demo.ends?.ago ?? 0)) / 2);
  const takenAt = before(tx, first.ago - soon);
  const owner = demo.owner ?? 'ada';
  const taken: Step = {
    at: takenAt,
    async happen() {
      const fields = {
        ...(demo.owner ? { ownerId: memberIds[demo.owner] } : {}),
        ...(demo.team ? { teamId: teamIds[demo.team] } : {}),
        ...(demo.priority ? { priority: demo.priority } : {}),
        ...(demo.tags ? { tags: demo.tags } : {}),
      };
      await tickets.update(tx, await mustFind(), fields, memberIds[owner], takenAt);
    },
  };

  const { ends } = demo;
  const endsAt = before(tx, ends?.ago ?? 0);
  const end = async () =>
    ends && tickets.putStatus(tx, await mustFind(), statusId(stage, ends.status), memberIds[owner], endsAt);
  return [...talk, taken, ...(ends ? [{ at: endsAt, happen: end }] : [])];
}

/** A customer's mail as the parser would have read it. Answers name the first mail, so they thread as mails do. */
function incoming(
  { channel, kept }: Stage,
  { contact: [name, address], subject }: DemoTicket,
  firstMail: string,
  { at, message, first }: { at: Date; message: FromCustomer; first: boolean },
): Incoming {
  const id = idAt(at);
  return {
    id,
    channel: { id: channel._id, name: channel.name, address: channel.address, teamId: channel.teamId },
    at,
    recipients: [channel.address],
    from: { name, address },
    to: [{ name: channel.name, address: channel.address }],
    cc: [],
    subject: first ? subject : `Re: ${subject}`,
    text: message.text,
    quoted: message.quoted ?? '',
    ...(kept.get(message) ?? nothingEnclosed),
    sourceBlob: null,
    mailId: first ? firstMail : `${id}@${address.split('@').at(-1)}`,
    references: first ? [] : [firstMail],
    broken: false,
    automatic: false,
    trust: null,
    bounce: null,
  };
}
