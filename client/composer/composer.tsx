import { Lock } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { fetched, lazily } from '../ui/lazily.ts';
import { usePhone } from '../ui/media.ts';
import type { Answer } from './answer.ts';
import { ComposerShape } from './composerShape.tsx';
import { floatingOf } from './floating.ts';
import { FloatingStrip } from './floatingStrip.tsx';
import { type ComposerTab, Tabs } from './tabs.tsx';

const load = () => import('./writer.tsx');
const loadComments = () => import('../comments/commentWriter.tsx');
const Writer = lazily(load);
const CommentWriter = lazily(loadComments);

/** The editor is a chunk of its own; it is fetched while the reader still reads. */
export const warmEditor = (): void => {
  void fetched(load);
  void fetched(loadComments);
};

interface ComposerProps {
  ticket: TicketView;
  editable: boolean;
  replyTo: Answer | null;
  onReplyTo: (answer: Answer | null) => void;
}

/** Reply and Comment, each with a draft of its own. Who may not answer may still comment. */
export function Composer({ ticket, editable, replyTo, onReplyTo }: ComposerProps) {
  const { t } = useTranslation();
  const answerable = editable && ticket.contactIds.length > 0;
  const [chosen, setChosen] = useState<ComposerTab | null>(null);
  const [wanted, setWanted] = useState(false);
  const tab = answerable ? (chosen ?? 'reply') : 'comment';
  const turn = (to: ComposerTab) => {
    setChosen(to);
    setWanted(true);
  };
  useAction('reply', () => turn('reply'), answerable);
  useAction('comment', () => turn('comment'));
  const phone = usePhone();
  const inWindow = useStore(floatingOf(useScreen()).all, (all) => all.some((one) => one.ticketId === ticket.id));
  const floats = inWindow && !phone;
  const tabs = <Tabs ticketId={ticket.id} tab={tab} onTab={answerable ? turn : undefined} />;
  return (
    <>
      {!answerable && (
        <p className="mx-3 mt-2 flex items-center gap-2 px-1 text-[0.75rem] text-ink-3">
          <Lock className="size-3.5 shrink-0" aria-hidden />
          {t(editable ? 'composer.noContact' : 'composer.readOnly')}
        </p>
      )}
      <Suspense fallback={<ComposerShape />}>
        {tab === 'reply' && floats ? (
          <FloatingStrip ticket={ticket} answered={replyTo} onAnswered={onReplyTo} tabs={tabs} />
        ) : tab === 'reply' ? (
          <Writer ticket={ticket} answered={replyTo} onAnswered={onReplyTo} focusFirst={wanted} tabs={tabs} />
        ) : (
          <CommentWriter ticket={ticket} focusFirst={wanted} tabs={tabs} />
        )}
      </Suspense>
    </>
  );
}
