import type { ChannelView, MessageView, TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import type { Fields } from '../drafts/document.ts';

export interface From {
  /** The address the reply goes out from; undefined while none is connected. */
  channel: ChannelView | undefined;
  all: readonly ChannelView[];
  /** The customer wrote to another one. */
  other: ChannelView | undefined;
}

/** The address that was chosen, else the one its team sends from, else that of the thread: as the server decides, too. */
export function useFrom(ticket: TicketView, target: MessageView | undefined, { channelId }: Fields): From {
  const channels = useShown((state) => state.channels);
  const all = Object.values(channels).sort((a, b) => (a.id < b.id ? -1 : 1));
  const usual = useShown((state) => (ticket.teamId ? state.teams[ticket.teamId]?.channelId : undefined));
  const team = all.find(({ id }) => id === usual);
  const thread = all.find(({ id }) => id === target?.channelId);
  const chosen = all.find(({ id }) => id === channelId);
  const channel = chosen ?? team ?? thread ?? all.find(({ teamId }) => teamId === ticket.teamId) ?? all[0];
  return { channel, all, other: thread && thread.id !== channel?.id ? thread : undefined };
}
