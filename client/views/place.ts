import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback } from 'react';
import { isViewId, type ViewId } from '../../shared/views.ts';

export interface Place {
  view: ViewId;
  ticketId: string | undefined;
  go: (view: ViewId, ticketId?: string) => void;
}

/** Where on the desk the reader is; the address bar says it. */
export function usePlace(): Place {
  const params: { view?: string; ticketId?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const go = useCallback(
    (view: ViewId, ticketId?: string) => void navigate({ to: '/desk/$view/{-$ticketId}', params: { view, ticketId } }),
    [navigate],
  );
  return { view: isViewId(params.view) ? params.view : 'open', ticketId: params.ticketId, go };
}
