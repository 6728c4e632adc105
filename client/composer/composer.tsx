import { CircleSlash2, Lock } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView, TicketView } from '../../shared/entities.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { ComposerShape } from './composerShape.tsx';

const load = () => import('./writer.tsx');
const Writer = lazy(load);

/** The editor is a chunk of its own; it is fetched while the reader still reads. */
export const warmEditor = (): void => void load();

interface ComposerProps {
  ticket: TicketView;
  editable: boolean;
  replyTo: MessageView | null;
  onReplyTo: (message: MessageView | null) => void;
}

export function Composer({ ticket, editable, replyTo, onReplyTo }: ComposerProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  useAction('reply', () => setWanted(true), editable);
  if (!editable || ticket.contactIds.length === 0) {
    const Icon = editable ? CircleSlash2 : Lock;
    return (
      <p className="m-3 flex items-center gap-2 rounded-composer border border-line bg-panel px-4 py-3 text-ink-2">
        <Icon className="size-4 shrink-0 text-ink-3" aria-hidden />
        {t(editable ? 'composer.noContact' : 'composer.readOnly')}
      </p>
    );
  }
  return (
    <Suspense fallback={<ComposerShape />}>
      <Writer ticket={ticket} answered={replyTo} onAnswered={onReplyTo} focusFirst={wanted} />
    </Suspense>
  );
}
