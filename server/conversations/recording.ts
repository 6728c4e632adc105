import type { Id } from '../../shared/ids.ts';
import type { Tx } from '../events/batch.ts';
import type { Ticket } from '../tickets/model.ts';
import type { TicketService } from '../tickets/service.ts';
import type { Addressing } from './addressing.ts';
import { type Message, snippetOf } from './model.ts';
import { reduceRichText } from './richText.ts';
import type { Writing } from './writing.ts';

export const createRecording = (deps: { write: Writing; address: Addressing; tickets: TicketService }) =>
  /** An answer that was sent before Baton knew of it: shown, never sent. */
  async function record(
    tx: Tx,
    ticket: Ticket,
    answer: { messageId: string; memberId: Id; html: string; at: Date },
  ): Promise<Message> {
    const { at, memberId } = answer;
    const message = await deps.write(tx, ticket, {
      ...(await deps.address(tx, ticket, {})),
      ...answer,
      html: reduceRichText(answer.html),
      attachments: [],
      inputHash: null,
      delivery: { state: 'sent', attempts: 1, error: null },
    });
    await deps.tickets.noteMessage(tx, ticket, {
      at,
      direction: 'out',
      snippet: snippetOf(message.text),
      actorId: memberId,
      seq: message.seq,
    });
    return message;
  };
