import type { Mailbox, Meeting, MeetingAnswer } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../events/batch.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { TicketService } from '../tickets/service.ts';
import { replyCalendar } from './itip.ts';
import { type Incoming, type Message, type Sender, sameAddress, snippetOf, viewOf } from './model.ts';
import { mustEditMessage } from './policy.ts';
import type { MessageStore } from './store.ts';
import type { Writing } from './writing.ts';

/** So many of the latest mails about one event are looked at. */
const mailsAsked = 30;

/** What the organiser's program shows of the answer besides the answer itself. */
const words: Record<'en' | 'zh', Record<MeetingAnswer, string>> = {
  en: { accepted: 'Accepted', tentative: 'Tentative', declined: 'Declined' },
  zh: { accepted: '已接受', tentative: '暫定', declined: '已婉拒' },
};

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

type Invited = Message & { meeting: Meeting };
const isInvited = (message: Message): message is Invited => Boolean(message.meeting);

/** Events of calendars: invitations that are answered from here, and what later mails say of them. */
export function createMeetings(deps: {
  messages: MessageStore;
  tickets: TicketService;
  write: Writing;
  channels: { listOf(workspaceId: Id, session?: ClientSession): Promise<Sender[]> };
}) {
  const { messages, tickets, write, channels } = deps;

  async function save(tx: Tx, message: Invited, fields: Partial<Meeting>, actorId: Id | null): Promise<void> {
    const next = { ...message, meeting: { ...message.meeting, ...fields }, version: message.version + 1 };
    await messages.replace(next, tx.write());
    const ticket = await tickets.find(tx.workspaceId, message.ticketId, tx.session);
    if (!ticket) return;
    const subject = { kind: 'ticket', id: ticket._id } as const;
    tx.emit({ type: 'message.changed', message: viewOf(next) }, { audience: ticket.audience, subject, actorId });
  }

  /** Only who sent the invitation, or was named its organiser in it, has a say in it. */
  const mayChange = (mail: Incoming, { from, meeting }: Invited): boolean =>
    mail.from !== null &&
    mail.trust?.from !== 'fail' &&
    [from.address, meeting.organizer?.address ?? ''].some((address) => sameAddress(address, mail.from?.address ?? ''));

  return {
    /**
     * How the event of a mail that comes in stands, with what is known of it from other mails; and what it says of those. Called
     * before the mail is kept.
     */
    async settle(tx: Tx, mail: Incoming): Promise<Meeting | null> {
      const { meeting } = mail;
      if (!meeting || (meeting.method !== 'request' && meeting.method !== 'cancel')) return meeting ?? null;
      const all = await messages.byMeeting(tx.workspaceId, meeting.uid, mailsAsked, tx.session);
      const known = all.filter(isInvited).filter((one) => mayChange(mail, one) && one.meeting.method !== 'reply');
      const newer = known.find(
        (one) => one.meeting.sequence > meeting.sequence && one.meeting.occurrence === meeting.occurrence,
      );
      if (newer) return { ...meeting, state: newer.meeting.method === 'cancel' ? 'cancelled' : 'updated' };
      for (const one of known) {
        const concerned = meeting.occurrence === null || one.meeting.occurrence === meeting.occurrence;
        if (!concerned || one.meeting.state === 'cancelled') continue;
        await save(tx, one, { state: meeting.state === 'cancelled' ? 'cancelled' : 'updated' }, null);
      }
      return meeting;
    },

    /** Answers an invitation from the address that was invited. The same answer again sends nothing. @throws notFound, conflict */
    async answer(tx: Tx, actor: Actor, input: { messageId: string; answer: MeetingAnswer }): Promise<string> {
      const found = await messages.find(tx.workspaceId, input.messageId, tx.session);
      const placed = {
        message: found,
        ticket: found && (await tickets.find(tx.workspaceId, found.ticketId, tx.session)),
      };
      mustEditMessage(actor, placed);
      const { message, ticket } = placed;
      const { meeting } = message;
      const ours = await channels.listOf(tx.workspaceId, tx.session);
      const organizer = meeting?.organizer ?? null;
      const isOurs = ours.some(({ address }) => sameAddress(address, organizer?.address ?? ''));
      if (!isInvited(message) || !organizer || isOurs || message.meeting.method !== 'request') {
        throw new AppError('conflict', 'This message holds no invitation that could be answered.');
      }
      const { answer: before, state, title } = message.meeting;
      if (before?.answer === input.answer) return before.messageId;
      if (state !== 'current') {
        throw new AppError('conflict', 'This invitation holds no longer: a later mail has changed it.');
      }
      const sender = ours.find(({ id }) => id === message.channelId) ?? ours[0];
      if (!sender) throw new AppError('invalid', 'No e-mail address is connected. An admin can connect one.');
      const invited = message.meeting.attendees.find(({ address }) => sameAddress(address, sender.address));
      const attendee: Mailbox = { name: invited?.name || sender.name, address: invited?.address ?? sender.address };
      const line = `${words[message.language === 'zh' ? 'zh' : 'en'][input.answer]}: ${title || message.subject}`;
      const messageId = `rsvp${message.version}-${message.id}`.slice(0, 64);
      const reply = await write(tx, ticket, {
        target: message,
        sender,
        to: [organizer],
        cc: [],
        bcc: [],
        messageId,
        memberId: actor.id,
        subject: line,
        html: `<p>${escaped(line)}</p>`,
        attachments: [],
        inputHash: null,
        at: tx.now,
        delivery: { state: 'queued', attempts: 0, error: null },
        calendar: replyCalendar({ meeting: message.meeting, organizer, attendee, answer: input.answer, at: tx.now }),
      });
      tx.later({ kind: 'message.deliver', payload: { messageId } });
      // It is sent like a reply, but the ticket waits for nobody because of it.
      const said = { direction: 'out', snippet: snippetOf(reply.text), actorId: actor.id, keepStatus: true } as const;
      await tickets.noteMessage(tx, ticket, { ...said, at: tx.now, seq: reply.seq });
      const answer = { answer: input.answer, memberId: actor.id, at: tx.now.toISOString(), messageId };
      await save(tx, message, { answer }, actor.id);
      return messageId;
    },
  };
}

export type Meetings = ReturnType<typeof createMeetings>;
