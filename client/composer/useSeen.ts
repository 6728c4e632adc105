import { useCallback, useMemo, useState } from 'react';
import type { CommentView, MessageView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';

/** What somebody else has said since; `internal` is among colleagues. */
export type News = { internal: false; said: MessageView } | { internal: true; said: CommentView };

export interface Seen {
  /** All that is on the screen now counts as seen. */
  look: () => void;
  /** The log position the writer has seen. */
  seq: () => number;
  /** What has come since, oldest first. */
  news: News[];
}

/** What the writer has had before his eyes: as of opening the ticket, beginning to write, or being shown what is new. */
export function useSeen(ticketId: string): Seen {
  const screen = useScreen();
  const now = useCallback(() => screen.store.get().known?.seq ?? 0, [screen]);
  const [seen, setSeen] = useState(now);
  const timeline = useShown((state) => state.timelines[ticketId]);
  const me = useShown((state) => state.meId);
  const news = useMemo((): News[] => {
    const isNews = ({ said }: News) => said.seq > seen && said.memberId !== me;
    const messages = Object.values(timeline?.messages ?? {}).map((said): News => ({ internal: false, said }));
    const comments = Object.values(timeline?.comments ?? {}).map((said): News => ({ internal: true, said }));
    return [...messages, ...comments].filter(isNews).sort((a, b) => a.said.seq - b.said.seq);
  }, [timeline, seen, me]);
  return { news, seq: () => seen, look: useCallback(() => setSeen(now()), [now]) };
}
