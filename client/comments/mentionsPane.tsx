import '../notices/words/load.ts';
import { AtSign } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { MentionCard } from '../notices/mentionCard.tsx';
import { useJustSeen } from '../notices/seen.ts';
import { useListed } from '../notices/useListed.ts';
import { OwnMenu } from '../session/ownMenu.tsx';
import { TicketRowShape } from '../tickets/ticketRow.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { useNarrow, usePhone } from '../ui/media.ts';
import { deskCountOf } from '../views/deskViews.ts';
import { ViewChips } from '../views/viewChips.tsx';
import { ViewMenu } from '../views/viewMenu.tsx';

/** The view *My mentions*: what the bell's lane holds, beside the conversation it leads to. */
export default function MentionsPane({ width }: { width: number | undefined }) {
  const { t } = useTranslation('notices');
  const { t: word } = useTranslation();
  const notifications = useShown((state) => state.notifications);
  const count = useShown((state) => deskCountOf(state, 'mentions'));
  const seen = useJustSeen();
  const { items, failed, again } = useListed('mentions');
  const waiting = items?.filter(({ id }) => id in notifications && !seen.has(id));
  const phone = usePhone();
  const narrow = useNarrow();
  return (
    <section
      aria-label={word('view.mentions')}
      style={width === undefined ? undefined : { width }}
      className={`flex h-full flex-col bg-panel ${width === undefined ? 'min-w-0 flex-1' : 'shrink-0'}`}
    >
      <header className="flex h-12 shrink-0 items-center gap-2 border-b border-line px-4 max-md:h-16">
        {narrow ? (
          <div className="flex min-w-0 flex-1">
            <ViewMenu />
          </div>
        ) : (
          <h2 className="flex min-w-0 flex-1 items-baseline gap-2">
            <span className="truncate text-list font-semibold">{word('view.mentions')}</span>
            <span className="tabular-nums text-mention">{count}</span>
          </h2>
        )}
        {phone && <OwnMenu side="bottom" />}
      </header>
      {phone && <ViewChips />}
      <div className="min-h-0 flex-1 overflow-y-auto p-3">
        {!waiting && !failed && ['a', 'b', 'c'].map((row) => <TicketRowShape key={row} />)}
        {failed && <Empty icon={AtSign} title={t('failed')} action={<Button onClick={again}>{t('again')}</Button>} />}
        {waiting && waiting.length > 0 && (
          <ul className="flex flex-col gap-2" aria-live="polite">
            {waiting.map((mention) => (
              <MentionCard key={mention.id} mention={mention} view="mentions" onOpen={() => {}} />
            ))}
          </ul>
        )}
        {waiting?.length === 0 && <Empty icon={AtSign} title={t('noMentions')} body={t('noMentionsHint')} />}
      </div>
    </section>
  );
}
