import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import type { Fields } from '../drafts/document.ts';

export interface SignatureChoice {
  /** What stands below the text, and goes along. */
  text: string;
  own: string;
  team: string;
}

/** The writer's own signature, else his team's for this ticket, unless he has chosen. */
export function useSignature(ticket: TicketView, fields: Fields): SignatureChoice {
  const own = useShown((state) => meIn(state).signature ?? '');
  const team = useShown((state) => {
    const id = ticket.teamId ?? meIn(state).mainTeamId;
    return (id && state.teams[id]?.signature) || '';
  });
  return { own, team, text: fields.signature ?? (own || team) };
}
