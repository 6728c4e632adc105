import type { AttachmentView, Mailbox, MessageView, StatusView, TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { type Reason, reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import type { Draft } from './draft.ts';

/** What became of a send. `uncertain`: no answer came; the same draft may be sent again and goes out once. */
export type Outcome =
  | { at: 'sent' }
  | { at: 'nothing' }
  | { at: 'offline' }
  | { at: 'stale' }
  | { at: 'uncertain' }
  | { at: 'refused'; reason: Reason };

export interface Reply {
  ticket: TicketView;
  html: string;
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  replyTo: string | undefined;
  files: AttachmentView[];
  /** The log position its author has seen. */
  seen: number;
  anyway: boolean;
  status: StatusView | undefined;
  from: Mailbox;
}

/** Two tabs send a draft one after the other, so the second finds it sent. */
const oneTabAtATime = <T>(name: string, work: () => Promise<T>): Promise<T> =>
  navigator.locks ? navigator.locks.request(`baton.send ${name}`, work) : work();

const addresses = (boxes: readonly Mailbox[]) => boxes.map((box) => box.address);

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

/** Sends a draft once. The draft is cleared only when the server has taken it; whatever else happens, it stays. */
export function sendReply(
  screen: Screen,
  draft: Draft,
  draftName: string,
  compose: () => Reply | null,
): Promise<Outcome> {
  return oneTabAtATime(draftName, async () => {
    const reply = compose();
    if (!reply) return { at: 'nothing' };
    if (screen.store.get().line.at === 'offline') return { at: 'offline' };
    const id = draft.messageId();
    const undo = showAtOnce(screen, id, reply);
    try {
      await screen.ask('message.send', {
        ticketId: reply.ticket.id,
        messageId: id,
        html: reply.html,
        to: addresses(reply.to),
        ...(reply.cc.length > 0 && { cc: addresses(reply.cc) }),
        ...(reply.bcc.length > 0 && { bcc: addresses(reply.bcc) }),
        ...(reply.replyTo && { replyTo: reply.replyTo }),
        ...(reply.files.length > 0 && { fileIds: reply.files.map((file) => file.fileId) }),
        ...(reply.status && { statusId: reply.status.id }),
        ...(reply.anyway ? { anyway: true } : { seen: reply.seen }),
      });
      draft.clear();
      return { at: 'sent' };
    } catch (error) {
      undo();
      const reason = reasonOf(error);
      if (reason === 'stale') return { at: 'stale' };
      return reason === 'unreachable' ? { at: 'uncertain' } : { at: 'refused', reason };
    }
  });
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

/** The reader's own name and the workspace's address, as From shows them. */
export function fromOf(screen: Screen): Mailbox {
  const { shown } = screen.store.get();
  const channel = Object.values(shown?.channels ?? {})[0];
  return { name: channel?.name ?? (shown ? meIn(shown).name : ''), address: channel?.address ?? '' };
}
