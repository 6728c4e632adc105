import '../comments/words/load.ts';
import '../customers/words/load.ts';
import '../composer/words/load.ts';
import '../drafts/words/load.ts';
import '../outbox/words/load.ts';
import { Lock, SearchX } from 'lucide-react';
import { Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { MessageView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import type { Answer } from '../composer/answer.ts';
import { Composer, warmEditor } from '../composer/composer.tsx';
import { ComposerShape } from '../composer/composerShape.tsx';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { ContextPanel } from '../context/contextPanel.tsx';
import { useLeftHere } from '../drafts/leftHere.ts';
import { leadFrom } from '../drafts/writingPlace.ts';
import { perform } from '../keyboard/keyboard.ts';
import { mergedHere } from '../merging/own.ts';
import { WritingLine } from '../presence/writingLine.tsx';
import { AsideNote } from '../tickets/asideNote.tsx';
import type { Question } from '../tickets/question.ts';
import { survivorOf } from '../tickets/survivor.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { lazily } from '../ui/lazily.ts';
import { usePhone } from '../ui/media.ts';
import { say } from '../ui/toast.tsx';
import { usePlace } from '../views/place.ts';
import { ConversationHeader } from './conversationHeader.tsx';
import { useThread } from './thread.ts';
import { TimelineView } from './timelineView.tsx';
import { useReadMark } from './useReadMark.ts';

export { warmEditor };

const IdentifyPanel = lazily(() => import('../customers/identifyPanel.tsx'));
const MergeDialog = lazily(() => import('../merging/mergeDialog.tsx'));
const MoveDialog = lazily(() => import('../merging/moveDialog.tsx'));
const PurgeDialog = lazily(() => import('../tickets/purgeDialog.tsx'));
const SplitBar = lazily(() => import('../merging/splitBar.tsx'));
const LostDrafts = lazily(() => import('../drafts/lostDrafts.tsx'));
const WakeDialog = lazily(() => import('../tickets/wakeDialog.tsx'));

export default function Conversation({ ticketId, onBack }: { ticketId: string; onBack: () => void }) {
  const { t } = useTranslation();
  const phone = usePhone();
  /** Or what it was merged into a moment ago: whoever is writing writes on, where he is. */
  const ticket = useShown((state) => state.tickets[ticketId] ?? survivorOf(state, ticketId));
  const me = useShown(meIn);
  const drafted = useShown((state) => Object.values(state.drafts).some((draft) => draft.ticketId === ticketId));
  const left = useLeftHere().some((one) => one.ticketId === ticketId);
  const { thread, retry, earlier } = useThread(ticketId);
  useReadMark(ticket, thread?.state === 'here');
  const [about, setAbout] = useState(false);
  const [replyTo, setReplyTo] = useState<Answer | null>(null);
  const answer = useCallback((given: Answer) => {
    setReplyTo(given);
    perform('reply');
  }, []);
  const [question, setQuestion] = useState<Question | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const answered = () => {
    setQuestion(null);
    setChosen(new Set());
  };
  const [stranger, setStranger] = useState<MessageView | null>(null);
  useMovedOn(ticketId);
  const wasHere = useRef(false);
  if (thread?.state === 'here') wasHere.current = true;

  if (!ticket) {
    const lost = thread?.state === 'here';
    const gone = lost || thread?.state === 'gone';
    if (gone && (drafted || left)) {
      return (
        <main className="flex min-w-0 flex-1 bg-page">
          <Suspense>
            <LostDrafts ticketId={ticketId} />
          </Suspense>
        </main>
      );
    }
    return (
      <main className="flex min-w-0 flex-1 items-center justify-center bg-page">
        {gone && (
          <Empty
            icon={lost ? Lock : SearchX}
            title={t(lost ? 'conversation.left' : 'conversation.gone')}
            body={lost ? undefined : t('conversation.goneHint')}
            action={<Button onClick={onBack}>{t('conversation.toList')}</Button>}
          />
        )}
        {(thread?.state === 'failed' || thread?.state === 'cut') && (
          <Empty
            icon={SearchX}
            title={t('conversation.failed')}
            action={<Button onClick={retry}>{t('list.retry')}</Button>}
          />
        )}
      </main>
    );
  }

  const editable = canEdit(me, ticket);
  return (
    <>
      <main
        aria-label={t('desk.conversationPane')}
        className={`relative flex h-full min-w-0 flex-1 flex-col bg-page ${phone && about ? 'hidden' : ''}`}
      >
        <ConversationHeader
          ticket={ticket}
          editable={editable}
          phone={phone}
          onBack={onBack}
          onAbout={() => setAbout(true)}
          onAsk={setQuestion}
        />
        <AsideNote ticket={ticket} editable={editable} onPurge={() => setQuestion('purge')} />
        <TimelineView
          ticket={ticket}
          thread={thread}
          onEarlier={earlier}
          onRetry={retry}
          onReply={editable && ticket.contactIds.length > 0 ? answer : undefined}
          onIdentify={editable ? setStranger : undefined}
          chosen={question === 'split' ? chosen : undefined}
          onChosen={setChosen}
        />
        {question === 'split' && (
          <Suspense>
            <SplitBar ticket={ticket} chosen={chosen} onClose={answered} />
          </Suspense>
        )}
        <WritingLine ticketId={ticket.id} />
        {thread?.state === 'here' || wasHere.current ? (
          <Composer ticket={ticket} editable={editable} replyTo={replyTo} onReplyTo={setReplyTo} />
        ) : (
          <ComposerShape />
        )}
      </main>
      <ContextPanel
        ticket={ticket}
        editable={editable}
        phone={phone}
        shownOnPhone={about}
        onClose={() => setAbout(false)}
      />
      <Suspense>
        {stranger && (
          <IdentifyPanel key={stranger.id} ticket={ticket} message={stranger} onClose={() => setStranger(null)} />
        )}
        {question === 'merge' && <MergeDialog ticket={ticket} onClose={answered} />}
        {question === 'move' && <MoveDialog ticket={ticket} onClose={answered} />}
        {question === 'wakingTime' && <WakeDialog ticket={ticket} onClose={answered} />}
        {question === 'purge' && <PurgeDialog ticket={ticket} onClose={answered} onLeave={onBack} />}
      </Suspense>
    </>
  );
}

/** Its ticket was merged into another: whoever looks at it is led there, with the draft he is writing. */
function useMovedOn(ticketId: string): void {
  const { t } = useTranslation('merging');
  const screen = useScreen();
  const { moveOn } = usePlace();
  const survivor = useShown((state) => survivorOf(state, ticketId));
  const id = survivor?.id;
  const number = survivor?.number;
  const from = survivor?.merged?.find((one) => one.id === ticketId)?.number;
  useEffect(() => {
    if (!id) return;
    leadFrom(screen, ticketId);
    moveOn(id);
    if (!mergedHere.has(ticketId)) say(t('into.moved', { from, number }));
  }, [screen, ticketId, id, from, number, moveOn, t]);
}
