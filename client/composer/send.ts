import { v7 as uuid } from 'uuid';
import { decodeStateVector } from 'yjs';
import { z } from 'zod';
import type { AttachmentView, Mailbox, MessageView, StatusView, TicketView } from '../../shared/entities.ts';
import { type Reason, Refused, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { base64 } from '../drafts/base64.ts';
import type { Draft, Fields } from '../drafts/document.ts';
import { lastSent } from '../drafts/sentBar.tsx';
import type { Slot } from '../drafts/slot.ts';

/** What became of a send. `uncertain`: no answer came; the same draft may be sent again and goes out once. */
export type Outcome =
  | { at: 'sent' }
  | { at: 'offline' }
  | { at: 'stale' }
  | { at: 'uncertain' }
  | { at: 'mailTooLarge'; bytes: number; limit: number }
  | { at: 'refused'; reason: Reason };

export interface Reply {
  ticket: TicketView;
  html: string;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  files: AttachmentView[];
  /** What goes along below the text. */
  below: Pick<Fields, 'replyTo' | 'quote' | 'signature' | 'channelId'>;
  /** The log position its author has seen. */
  seen: number;
  anyway: boolean;
  status: StatusView | undefined;
  from: Mailbox;
  /** Not before then. ISO. */
  sendAt: string | undefined;
}

/** Whatever the socket or the body may hold; larger drafts are sent once the server has them. */
const updateBytes = 600_000;

/** What a mail would have, and what it may have. */
const Size = z.object({ bytes: z.number(), limit: z.number() });

const ids = new WeakMap<Draft, string>();

/** The id of the message that this draft will become, however often it is sent from here. */
function messageIdOf(draft: Draft): string {
  const id = ids.get(draft) ?? uuid();
  ids.set(draft, id);
  return id;
}

/** The message as its author sees it until the server's own comes. */
const outgoingOf = (screen: Screen, id: string, { ticket, html, to, cc, bcc, files, from }: Reply): MessageView => ({
  id,
  ticketId: ticket.id,
  direction: 'out',
  memberId: screen.store.get().shown?.meId ?? null,
  contactId: null,
  from,
  to,
  cc,
  bcc,
  subject: ticket.name,
  text: '',
  quoted: '',
  html,
  hasHtml: true,
  remoteImages: 0,
  attachments: files,
  broken: false,
  automatic: false,
  at: new Date().toISOString(),
  seq: Number.MAX_SAFE_INTEGER,
  delivery: { state: 'queued', attempts: 0, error: null },
  version: 0,
});

/** Sends a draft once, however often it is asked to. Whatever happens, the draft is untouched until it is the message. */
export async function sendReply(screen: Screen, slot: Slot, draft: Draft, reply: Reply): Promise<Outcome> {
  if (screen.store.get().line.at === 'offline') return { at: 'offline' };
  // What its author saw is what is sent, whatever comes until then.
  draft.set({ to: reply.to, ...reply.below });
  const id = messageIdOf(draft);
  const undo = showAtOnce(screen, id, reply);
  try {
    const vector = draft.vector();
    const messageId = await ask(screen, slot, draft, id, vector, reply);
    // Another tab was quicker: the message has the id it gave.
    if (messageId !== id) undo();
    slot.sent(draft, decodeStateVector(vector));
    lastSent(screen).set(() => ({ ticketId: reply.ticket.id, messageId }));
    return { at: 'sent' };
  } catch (error) {
    undo();
    const reason = reasonOf(error);
    const size = Size.safeParse(error instanceof Refused ? error.details : null);
    if (reason === 'tooLarge' && size.success) return { at: 'mailTooLarge', ...size.data };
    if (reason === 'stale') return { at: 'stale' };
    return reason === 'unreachable' ? { at: 'uncertain' } : { at: 'refused', reason };
  }
}

/** With what the server is not known to have; when it lacks more than that, with everything. */
async function ask(
  screen: Screen,
  slot: Slot,
  draft: Draft,
  messageId: string,
  vector: Uint8Array,
  { anyway, seen, status, sendAt }: Reply,
): Promise<string> {
  const place = await slot.name();
  const send = async (update: Uint8Array) => {
    const { value } = await screen.ask('draft.send', {
      ...place,
      messageId,
      vector: base64(vector),
      ...(update.length <= updateBytes && { update: base64(update) }),
      ...(status && { statusId: status.id }),
      ...(sendAt && { sendAt }),
      ...(anyway ? { anyway: true } : { seen }),
    });
    return value.messageId;
  };
  try {
    return await send(draft.update(true));
  } catch (error) {
    if (reasonOf(error) !== 'unsaved') throw error;
    return send(draft.update(false));
  }
}

/** Puts the message into the conversation and the status on the ticket; answers how to take both back. */
function showAtOnce(screen: Screen, id: string, reply: Reply): () => void {
  const { ticket, status } = reply;
  const change = status && {
    id,
    ticketId: ticket.id,
    property: 'status' as const,
    patch: { statusId: status.id, phase: status.state },
    settled: (screen.store.get().known?.tickets[ticket.id]?.version ?? 0) + 1,
  };
  screen.update((state) => ({
    ...state,
    outgoing: [...state.outgoing.filter((message) => message.id !== id), outgoingOf(screen, id, reply)],
    changes: change ? [...state.changes, change] : state.changes,
  }));
  return () =>
    screen.update((state) => ({
      ...state,
      outgoing: state.outgoing.filter((message) => message.id !== id),
      changes: state.changes.filter((made) => made.id !== id),
    }));
}
