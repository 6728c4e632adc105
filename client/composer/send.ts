import { v7 as uuid } from 'uuid';
import { decodeStateVector } from 'yjs';
import { z } from 'zod';
import type { AttachmentView, Mailbox, MessageView, StatusView, TicketView } from '../../shared/entities.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import { type Reason, Refused, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { base64 } from '../drafts/base64.ts';
import type { Draft, Fields } from '../drafts/document.ts';
import { lastSent } from '../drafts/sentBar.tsx';
import type { Slot } from '../drafts/slot.ts';
import { outboxOf } from '../outbox/outbox.ts';
import { filledIn, namedIn } from '../required/asking.ts';

/**
 * What became of a send. `waits`: it lies on this device and goes out once, when the line is back. `offline`: it cannot
 * even lie here. `lacks`: the status that is set with it requires these properties. `uncertain`: no answer came; the same draft may be sent again and goes out once.
 */
export type Outcome =
  | { at: 'sent' }
  | { at: 'waits' }
  | { at: 'offline' }
  | { at: 'stale' }
  | { at: 'lacks'; keys: string[] }
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
  /** What that status requires. */
  properties: PropertyChanges | undefined;
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
  // What its author saw is what is sent, whatever comes until then.
  draft.set({ to: reply.to, ...reply.below });
  const id = messageIdOf(draft);
  const live = screen.store.get().line.at === 'live';
  if (!live || outboxOf(screen).holds(reply.ticket.id, 'reply')) return layBy(screen, slot, draft, id, reply);
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
    const lacks = reason === 'propertiesRequired' && error instanceof Refused ? namedIn(error.details) : [];
    if (lacks.length > 0) return { at: 'lacks', keys: lacks };
    if (reason !== 'unreachable') return { at: 'refused', reason };
    const laid = await layBy(screen, slot, draft, id, reply);
    return laid.at === 'offline' ? { at: 'uncertain' } : laid;
  }
}

/** Into the outbox, with all of its text: it goes out from there, whatever becomes of this page. */
async function layBy(screen: Screen, slot: Slot, draft: Draft, id: string, reply: Reply): Promise<Outcome> {
  // What several write at once is not this device's to send later.
  const docId = draft.place()?.docId ?? '';
  if ((screen.store.get().shown?.drafts[docId]?.sharedWith.length ?? 0) > 0) return { at: 'offline' };
  try {
    await outboxOf(screen).add({
      kind: 'reply',
      id: uuid(),
      ticketId: reply.ticket.id,
      at: new Date().toISOString(),
      waited: true,
      refusals: 0,
      parked: null,
      place: draft.place(),
      update: base64(draft.update(false)),
      vector: base64(draft.vector()),
      // The ticket's name is not this device's to keep.
      message: { ...outgoingOf(screen, id, reply), subject: '' },
      seen: reply.seen,
      anyway: reply.anyway,
      ...(reply.status && { statusId: reply.status.id }),
      ...(reply.properties && { properties: reply.properties }),
      ...(reply.sendAt && { sendAt: reply.sendAt }),
    });
  } catch {
    return { at: 'offline' };
  }
  slot.queued(draft);
  return { at: 'waits' };
}

/** With what the server is not known to have; when it lacks more than that, with everything. */
async function ask(
  screen: Screen,
  slot: Slot,
  draft: Draft,
  messageId: string,
  vector: Uint8Array,
  { anyway, seen, status, properties, sendAt }: Reply,
): Promise<string> {
  const place = await slot.name();
  const send = async (update: Uint8Array) => {
    const { value } = await screen.ask('draft.send', {
      ...place,
      messageId,
      vector: base64(vector),
      ...(update.length <= updateBytes && { update: base64(update) }),
      ...(status && { statusId: status.id }),
      ...(properties && { properties }),
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
  const { ticket, status, properties = {} } = reply;
  const change = status && {
    id,
    ticketId: ticket.id,
    property: 'status' as const,
    patch: { statusId: status.id, phase: status.state, ...filledIn(ticket, properties) },
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
