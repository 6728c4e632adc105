import { useNavigate } from '@tanstack/react-router';
import type { SearchHit } from '../../shared/contract/search.ts';
import { usePlace } from '../views/place.ts';

/** Leads to what was found: to the very message or comment, which is then lit for a moment. */
export function useOpenHit(): (hit: SearchHit) => void {
  const navigate = useNavigate();
  const { view } = usePlace();
  return (hit) => {
    if (hit.type === 'contact') return void navigate({ to: '/contacts/{-$contactId}', params: { contactId: hit.id } });
    if (hit.type === 'company') return void navigate({ to: '/companies/{-$companyId}', params: { companyId: hit.id } });
    const search = hit.type === 'message' ? { message: hit.id } : hit.type === 'comment' ? { comment: hit.id } : {};
    const at = view === 'drafts' || view === 'mentions' ? 'open' : view;
    void navigate({ to: '/desk/$view/{-$ticketId}', params: { view: at, ticketId: hit.ticket?.id }, search });
  };
}
