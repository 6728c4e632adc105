import { useMemo } from 'react';
import type { Mailbox, MessageView, TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import type { Fields } from '../drafts/document.ts';
import { contactOf } from '../tickets/names.ts';
import { answerTo } from './recipients.ts';

export interface Answered {
  to: Mailbox[];
  /** The message that is answered. */
  target: MessageView | undefined;
  /** What it answers when nothing else is said. */
  newest: MessageView | undefined;
  contactName: string | undefined;
}

/** What a reply answers, and so whom it goes to: the latest message, unless its writer has said otherwise. */
export function useAnswered(ticket: TicketView, fields: Fields): Answered {
  const timeline = useShown((state) => state.timelines[ticket.id]);
  const contact = useShown((state) => contactOf(state, ticket));
  const messages = useMemo(() => Object.values(timeline?.messages ?? {}).sort((a, b) => a.seq - b.seq), [timeline]);
  const target = fields.replyTo ? timeline?.messages[fields.replyTo] : undefined;
  const latest = messages.findLast((message) => !message.automatic) ?? messages.at(-1);
  return {
    target: target ?? latest,
    newest: latest,
    to: fields.to ?? answerTo(target ?? latest, contact),
    contactName: contact?.name,
  };
}
