import { Ellipsis, History, Link2, Lock, Pencil } from 'lucide-react';
import { memo, type ReactNode, Suspense, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { RichBody } from '../conversation/richBody.tsx';
import { momentOf, timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { WaitingState } from '../outbox/waitingState.tsx';
import { MemberAvatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { lazily } from '../ui/lazily.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { say, warn } from '../ui/toast.tsx';
import { commentUrl } from '../views/place.ts';

const CommentHistory = lazily(() => import('./commentHistory.tsx'));
const CommentChange = lazily(() => import('./commentChange.tsx'));

/** A comment that came within this time fades in. */
const arrival = 3_000;
const icon = { className: 'size-4', 'aria-hidden': true } as const;

interface CommentCardProps {
  comment: CommentView;
  onItsWay: boolean;
  /** The reader was led here. */
  lit: boolean;
  onLit: () => void;
}

/** What colleagues say among themselves: in a colour, with a lock and in words that no mail has. */
function CommentCardBare({ comment, onItsWay, lit, onLit }: CommentCardProps) {
  const { t } = useTranslation('comments');
  const clock = useClock();
  const author = useShown((state) => state.members[comment.memberId]);
  const [arriving] = useState(() => Date.now() - Date.parse(comment.at) < arrival);
  const [history, setHistory] = useState(false);
  const change = useChange(comment);
  const editor = useShown((state) => (comment.editedBy ? state.members[comment.editedBy]?.name : undefined));
  const ticket = useShown((state) => state.tickets[comment.ticketId]);
  const name = author?.name ?? t('somebody');
  const at = new Date(comment.at);
  return (
    <article
      data-comment={comment.id}
      tabIndex={-1}
      onAnimationEnd={(event) => event.target === event.currentTarget && lit && onLit()}
      aria-label={t('cardLabel', { name, time: momentOf(at, clock) })}
      className={`rounded-card border border-comment-line bg-comment p-3 outline-none ${lit ? 'animate-lit' : arriving ? 'animate-arrive' : ''} ${onItsWay ? 'opacity-70' : ''}`}
    >
      <header className="flex min-h-6 items-center gap-2">
        <MemberAvatar name={name} color={author?.color ?? 0} size={24} />
        <p className="ml-0.5 flex min-w-0 flex-1 items-baseline gap-1.5">
          <span className="truncate font-semibold">{name}</span>
          <span className="shrink-0 text-[0.75rem] text-ink-3 max-md:text-meta">{t('internal')}</span>
        </p>
        <Lock className="size-3.5 shrink-0 text-ink-3" aria-hidden />
        {comment.editedAt && (
          <EditedMark at={comment.editedAt} by={editor ?? name} onShow={() => setHistory(!history)} open={history} />
        )}
        {onItsWay ? (
          <WaitingState id={comment.id}>
            <span className="shrink-0 text-[0.75rem] text-ink-3">{t('sending')}</span>
          </WaitingState>
        ) : (
          <time
            dateTime={comment.at}
            title={momentOf(at, clock)}
            className="shrink-0 text-[0.75rem] tabular-nums text-ink-3 max-md:text-meta"
          >
            {timeOf(at, clock)}
          </time>
        )}
        {!onItsWay && (
          <More comment={comment} onHistory={() => setHistory(true)} onChange={change.may ? change.open : undefined} />
        )}
      </header>
      {change.edit && ticket ? (
        <Suspense fallback={<RichBody html={comment.html} />}>
          <CommentChange comment={comment} ticket={ticket} edit={change.edit} onClose={change.close} />
        </Suspense>
      ) : (
        <Text>
          <RichBody html={comment.html} />
        </Text>
      )}
      {change.may && !change.edit && comment.edit?.open && (
        <p className="mt-2 flex items-center gap-2 pl-[34px] text-[0.75rem] text-ink-2 max-md:pl-0">
          <Pencil className="size-3.5 shrink-0" aria-hidden />
          <span className="flex-1">{t('change.open')}</span>
          <Button size="small" onClick={change.open}>
            {t('together.join')}
          </Button>
        </p>
      )}
      {history && (
        <Suspense>
          <CommentHistory comment={comment} onClose={() => setHistory(false)} />
        </Suspense>
      )}
    </article>
  );
}

export const CommentCard = memo(CommentCardBare);

/** Its author may change it, and whom he lets; the server says in which document. */
function useChange(comment: CommentView) {
  const { t } = useTranslation();
  const screen = useScreen();
  const may = useShown(({ meId }) => meId === comment.memberId || comment.editorIds.includes(meId));
  const [edit, setEdit] = useState<{ docId: string; gen: number } | null>(null);
  const close = useCallback(() => setEdit(null), []);
  const open = async () => {
    try {
      const { value } = await screen.ask('comment.edit', { commentId: comment.id });
      setEdit({ docId: value.docId, gen: value.gen });
    } catch (error) {
      warn(t(`refusal.${reasonOf(error)}`));
    }
  };
  return { may, edit, close, open: () => void open() };
}

const Text = ({ children }: { children: ReactNode }) => (
  <div className="mt-1 pl-[34px] max-md:pl-0 max-md:pt-1">{children}</div>
);

interface EditedMarkProps {
  at: string;
  by: string;
  onShow: () => void;
  open: boolean;
}

function EditedMark({ at, by, onShow, open }: EditedMarkProps) {
  const { t } = useTranslation('comments');
  const clock = useClock();
  return (
    <button
      type="button"
      aria-expanded={open}
      title={momentOf(new Date(at), clock)}
      aria-label={t('editedAt', { name: by, time: momentOf(new Date(at), clock) })}
      onClick={onShow}
      className="shrink-0 rounded-chip px-1 text-[0.75rem] text-ink-3 underline decoration-dotted underline-offset-2 hover:text-ink max-md:min-h-11"
    >
      {t('edited')}
    </button>
  );
}

interface MoreProps {
  comment: CommentView;
  onHistory: () => void;
  /** Absent for who may not. */
  onChange: (() => void) | undefined;
}

function More({ comment, onHistory, onChange }: MoreProps) {
  const { t } = useTranslation('comments');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(commentUrl(comment.ticketId, comment.id));
      say(t('linkCopied'));
    } catch {
      warn(t('linkNotCopied'));
    }
  };
  return (
    <Menu
      align="end"
      trigger={<IconButton small className="max-md:-my-2 max-md:-mr-2" icon={Ellipsis} label={t('more')} />}
    >
      <MenuItem icon={<Link2 {...icon} />} onSelect={() => void copy()}>
        {t('copyLink')}
      </MenuItem>
      {onChange && (
        <MenuItem icon={<Pencil {...icon} />} onSelect={onChange}>
          {t('change.start')}
        </MenuItem>
      )}
      {comment.editedAt && (
        <MenuItem icon={<History {...icon} />} onSelect={onHistory}>
          {t('history')}
        </MenuItem>
      )}
    </Menu>
  );
}
