import { Lock, Reply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShown } from '../connection/screenContext.ts';
import { idsOf } from '../tickets/survivor.ts';

export type ComposerTab = 'reply' | 'comment';

interface TabsProps {
  ticketId: string;
  tab: ComposerTab;
  /** Absent when there is only one. */
  onTab: ((tab: ComposerTab) => void) | undefined;
}

const icons = { reply: Reply, comment: Lock };

/** To the customer, or among colleagues. A dot says that something is begun on the other side. */
export function Tabs({ ticketId, tab: current, onTab }: TabsProps) {
  const { t } = useTranslation();
  const other = current === 'reply' ? 'comment' : 'reply';
  const begun = useShown((state) => {
    const ticket = state.tickets[ticketId];
    const ids = ticket ? idsOf(ticket) : [ticketId];
    return [...Object.values(state.drafts), ...Object.values(state.invitations)].some(
      (draft) => ids.includes(draft.ticketId) && draft.kind === other,
    );
  });
  const tabs: ComposerTab[] = onTab ? ['reply', 'comment'] : [current];
  return (
    <div role="tablist" aria-label={t('composer.tabs')} className="flex h-full items-stretch gap-4">
      {tabs.map((tab) => {
        const Icon = icons[tab];
        const chosen = tab === current;
        const edge = tab === 'reply' ? 'after:bg-accent' : 'after:bg-wait';
        return (
          <button
            key={tab}
            type="button"
            role="tab"
            aria-selected={chosen}
            onClick={() => onTab?.(tab)}
            className={`relative flex items-center gap-2 ${
              chosen
                ? `font-medium after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 ${edge}`
                : 'text-ink-2 hover:text-ink'
            }`}
          >
            <Icon className="size-4" aria-hidden />
            {t(`composer.${tab}`)}
            {!chosen && begun && (
              <span role="img" aria-label={t('composer.draft')} className="size-1.5 rounded-full bg-wait" />
            )}
          </button>
        );
      })}
    </div>
  );
}
