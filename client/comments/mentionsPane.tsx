import '../notices/words/load.ts';
import { AtSign } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { MentionCard } from '../notices/mentionCard.tsx';
import { useJustSeen } from '../notices/seen.ts';
import { useListed } from '../notices/useListed.ts';
import { TicketRowShape } from '../tickets/ticketRow.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { deskCountOf } from '../views/deskViews.ts';
import { ViewPane } from '../views/viewPane.tsx';

/** The view *My mentions*: what the bell's lane holds, beside the conversation it leads to. */
export default function MentionsPane({ width }: { width: number | undefined }) {
  const { t } = useTranslation('notices');
  const { t: word } = useTranslation();
  const notifications = useShown((state) => state.notifications);
  const count = useShown((state) => deskCountOf(state, 'mentions'));
  const seen = useJustSeen();
  const { items, failed, again } = useListed('mentions');
  const waiting = items?.filter(({ id }) => id in notifications && !seen.has(id));
  return (
    <ViewPane label={word('view.mentions')} title={word('view.mentions')} count={count} tone="mention" width={width}>
      <div className="min-h-0 flex-1 overflow-y-auto border-t border-line p-3">
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
    </ViewPane>
  );
}
