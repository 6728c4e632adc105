import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { type DeskView, isDeskView } from './deskViews.ts';

/** A custom view, by its id. */
export type CustomPlace = `v-${string}`;
/** Whatever the desk's list can be of. */
export type PlaceView = DeskView | CustomPlace;

const isCustom = (view: string | undefined): view is CustomPlace => view?.startsWith('v-') ?? false;
/** The id of a custom view; null for the others. */
export const customIn = (view: PlaceView): string | null => (isCustom(view) ? view.slice(2) : null);

export interface Place {
  view: PlaceView;
  ticketId: string | undefined;
  /** A comment of the ticket that the reader was led to; forgotten once it has been shown. */
  commentId: string | undefined;
  /** The same of a message. */
  messageId: string | undefined;
  go: (view: PlaceView, ticketId?: string, commentId?: string) => void;
  /** The same place in another ticket, which is what this one has become. */
  moveOn: (ticketId: string) => void;
  /** The comment has been shown. */
  arrived: () => void;
}

/** What else an address may say: `?comment=<id>`, `?message=<id>`. */
export function placeSearch({ comment, message }: Record<string, unknown>): { comment?: string; message?: string } {
  if (typeof comment === 'string') return { comment };
  return typeof message === 'string' ? { message } : {};
}

/** The address that leads a colleague to this comment. */
export const commentUrl = (ticketId: string, commentId: string): string =>
  `${location.origin}/desk/open/${ticketId}?comment=${encodeURIComponent(commentId)}`;

/** Where on the desk the reader is; the address bar says it. */
export function usePlace(): Place {
  const params: { view?: string; ticketId?: string } = useParams({ strict: false });
  const navigate = useNavigate();
  const { comment: commentId, message: messageId }: ReturnType<typeof placeSearch> = useSearch({ strict: false });
  const go = useCallback(
    (view: PlaceView, ticketId?: string, comment?: string) =>
      void navigate({
        to: '/desk/$view/{-$ticketId}',
        params: { view, ticketId },
        search: comment === undefined ? {} : { comment },
      }),
    [navigate],
  );
  const moveOn = useCallback(
    (ticketId: string) =>
      void navigate({ to: '.', params: (was: object) => ({ ...was, ticketId }), search: true, replace: true }),
    [navigate],
  );
  const arrived = useCallback(() => void navigate({ to: '.', search: {}, replace: true }), [navigate]);
  const view = isDeskView(params.view) || isCustom(params.view) ? params.view : 'open';
  return { view, ticketId: params.ticketId, commentId, messageId, go, moveOn, arrived };
}
