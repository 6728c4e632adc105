import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ViewId } from '../../shared/views.ts';

export interface Place {
  view: ViewId;
  ticketId: string | undefined;
  go: (view: ViewId, ticketId?: string) => void;
}

/** Where on the desk the reader is; the address bar says it. */
export function usePlace(): Place {
  const params: { view?: string; ticketId?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const parsed = ViewId.safeParse(params.view);
  const go = useCallback(
    (view: ViewId, ticketId?: string) => void navigate({ to: '/desk/$view/{-$ticketId}', params: { view, ticketId } }),
    [navigate],
  );
  return { view: parsed.success ? parsed.data : 'open', ticketId: params.ticketId, go };
}
