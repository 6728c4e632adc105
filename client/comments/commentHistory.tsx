import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import type { CommentView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { RichBody } from '../conversation/richBody.tsx';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Bar } from '../ui/skeleton.tsx';

type Edits = Output<'comment.history'>['items'];

/** What a comment said before it was changed, newest first; read anew with every change. */
export default function CommentHistory({ comment, onClose }: { comment: CommentView; onClose: () => void }) {
  const { t } = useTranslation('comments');
  const clock = useClock();
  const screen = useScreen();
  const members = useShown((state) => state.members);
  const [edits, setEdits] = useState<Edits | 'failed' | null>(null);
  const { id, version } = comment;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has another history
  useEffect(() => {
    let wanted = true;
    screen.ask('comment.history', { commentId: id }).then(
      ({ value }) => wanted && setEdits(value.items),
      () => wanted && setEdits('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [screen, id, version]);
  return (
    <section aria-label={t('historyTitle')} className="mt-2 ml-[34px] border-comment-line border-t pt-1 max-md:ml-0">
      <header className="flex items-center">
        <h4 className="flex-1 text-[0.75rem] font-medium text-ink-2">{t('history')}</h4>
        <IconButton small icon={X} label={t('close')} onClick={onClose} />
      </header>
      {edits === null && <Bar className="my-2 h-3 w-1/2" />}
      {edits === 'failed' && (
        <p role="alert" className="py-1 text-ink-2">
          {t('historyFailed')}
        </p>
      )}
      {Array.isArray(edits) && (
        <ol className="flex flex-col gap-2">
          {edits.map((edit) => (
            <li key={edit.at} className="border-l-2 border-comment-line pl-2.5 text-ink-2">
              <time dateTime={edit.at} className="text-[0.75rem] tabular-nums text-ink-3">
                {momentOf(new Date(edit.at), clock)}
              </time>
              <span className="pl-2 text-[0.75rem] text-ink-3">{members[edit.memberId]?.name}</span>
              <RichBody html={edit.html} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
