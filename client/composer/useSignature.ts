import type { ChannelView, TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import type { Fields } from '../drafts/document.ts';

export interface SignatureChoice {
  /** What stands below the text, and goes along. */
  text: string;
  own: string;
  address: string;
  team: string;
}

/** The writer's own signature, else that of the address or of his team for this ticket, unless he has chosen. */
export function useSignature(ticket: TicketView, fields: Fields, channel: ChannelView | undefined): SignatureChoice {
  const address = channel?.signature ?? '';
  const own = useShown((state) => meIn(state).signature ?? '');
  const team = useShown((state) => {
    const id = ticket.teamId ?? meIn(state).mainTeamId;
    return (id && state.teams[id]?.signature) || '';
  });
  return { own, address, team, text: fields.signature ?? (own || address || team) };
}
