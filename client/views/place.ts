import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type DeskView, isDeskView } from './deskViews.ts';

export interface Place {
  view: DeskView;
  ticketId: string | undefined;
  /** A comment of the ticket that the reader was led to; forgotten once it has been shown. */
  commentId: string | undefined;
  go: (view: DeskView, ticketId?: string, commentId?: string) => void;
  /** The comment has been shown. */
  arrived: () => void;
}

/** What else an address may say: `?comment=<id>`. */
export const placeSearch = (search: Record<string, unknown>): { comment?: string } =>
  typeof search.comment === 'string' ? { comment: search.comment } : {};

/** The address that leads a colleague to this comment. */
export const commentUrl = (ticketId: string, commentId: string): string =>
  `${location.origin}/desk/open/${ticketId}?comment=${encodeURIComponent(commentId)}`;

/** Where on the desk the reader is; the address bar says it. */
export function usePlace(): Place {
  const params: { view?: string; ticketId?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const { comment: commentId }: { comment?: string } = useSearch({ strict: false });
  const go = useCallback(
    (view: DeskView, ticketId?: string, comment?: string) =>
      void navigate({
        to: '/desk/$view/{-$ticketId}',
        params: { view, ticketId },
        search: comment === undefined ? {} : { comment },
      }),
    [navigate],
  );
  const arrived = useCallback(() => void navigate({ to: '.', search: {}, replace: true }), [navigate]);
  const view = isDeskView(params.view) ? params.view : 'open';
  return { view, ticketId: params.ticketId, commentId, go, arrived };
}
