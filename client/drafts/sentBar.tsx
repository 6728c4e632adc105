import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { perScreen } from '../connection/perScreen.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { createStore, useStore } from '../connection/store.ts';
import { useSecondsLeft, waitsForItsTime } from './leaving.tsx';
import { useTakeBack } from './takeBack.ts';

interface Sent {
  ticketId: string;
  messageId: string;
}

/** What was sent from here last. */
export const lastSent = perScreen(() => createStore<Sent | null>(null));

/** After a send, wherever on the desk its author has gone: while it can be taken back, one key does it. */
export default function SentBar() {
  const sent = useStore(lastSent(useScreen()), (value) => value);
  const message = useShown((state) => (sent ? state.timelines[sent.ticketId]?.messages[sent.messageId] : undefined));
  return message && waitsForItsTime(message) ? <Bar key={message.id} message={message} /> : null;
}

function Bar({ message }: { message: MessageView }) {
  const { t } = useTranslation('drafts');
  const left = useSecondsLeft(message);
  const { takeBack, asking } = useTakeBack(message);
  const [to] = message.to;
  const name = to?.name || to?.address || '';
  if (left === null) return null;
  return (
    <div
      role="status"
      className="fixed bottom-4 left-[304px] z-40 flex h-10 animate-arrive items-center gap-3 rounded-card border border-line-strong bg-raised pr-2 pl-4 whitespace-nowrap shadow-pop max-lg:left-4 max-md:bottom-20 max-md:h-12"
    >
      <span>{t('leaving.sent', { name })}</span>
      <span className="text-ink-3 tabular-nums" aria-hidden>
        {left}
      </span>
      <button
        type="button"
        disabled={asking}
        onClick={takeBack}
        className="flex h-7 items-center gap-1.5 rounded-control px-2 font-medium text-accent-ink hover:bg-hover disabled:opacity-50 max-md:h-11"
      >
        <Undo2 className="size-4" aria-hidden />
        {t('leaving.undo')}
      </button>
    </div>
  );
}
