import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListedNotification } from '../../shared/contract/notifications.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { statusOf } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { MemberAvatar } from '../ui/avatar.tsx';
import type { DeskView } from '../views/deskViews.ts';
import { acknowledge } from './seen.ts';
import { actorOf, opensOf, searchOf, ticketOf, toldOf } from './told.ts';

export const cardButton =
  'inline-flex h-7 items-center gap-1.5 rounded-control px-2.5 text-[0.75rem] font-medium max-md:h-11 max-md:px-4 max-md:text-body';

interface MentionCardProps {
  mention: ListedNotification;
  /** What stands beside the conversation once it is open. */
  view?: DeskView;
  onOpen: () => void;
}

/** One mention, whole: it stays until its reader says that he has it. */
export function MentionCard({ mention, view = 'open', onOpen }: MentionCardProps) {
  const { t } = useTranslation('notices');
  const screen = useScreen();
  const clock = useClock();
  const members = useShown((state) => state.members);
  const ticket = useShown((state) => state.tickets[mention.ticketId]);
  const status = useShown((state) => (ticket ? statusOf(state, ticket) : undefined));
  const actor = actorOf(mention, members);
  const told = toldOf(t, mention, members);
  return (
    <li className="flex gap-3 rounded-card bg-mention-tint p-3">
      <MemberAvatar name={actor?.name ?? '?'} color={actor?.color ?? 0} size={24} />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 font-medium">{told}</span>
          <time dateTime={mention.at} className="shrink-0 text-meta tabular-nums text-ink-2">
            {rowTime(new Date(mention.at), clock)}
          </time>
        </p>
        {mention.snippet && (
          <p className="mt-0.5 line-clamp-3 break-words">
            <Words text={mention.snippet} />
          </p>
        )}
        <p className="mt-1 flex items-center gap-1.5 text-[0.75rem] text-ink-2 max-md:text-meta">
          {ticket && <StatusGlyph status={status} />}
          <span className="truncate">{ticketOf(mention)}</span>
        </p>
        <div className="mt-2 flex gap-1.5">
          <Link
            to="/desk/$view/{-$ticketId}"
            params={{ view, ticketId: mention.ticketId }}
            search={searchOf(mention)}
            onClick={onOpen}
            className={`${cardButton} border border-line-strong bg-page hover:bg-hover`}
          >
            {t(`open.${opensOf(mention)}`)}
          </Link>
          <button
            type="button"
            aria-label={t('gotItOf', { what: `${told}, ${ticketOf(mention)}` })}
            onClick={() => void acknowledge(screen, mention.id)}
            className={`${cardButton} text-ink-2 hover:bg-hover hover:text-ink`}
          >
            <Check className="size-3.5" aria-hidden />
            {t('gotIt')}
          </button>
        </div>
      </div>
    </li>
  );
}

/** The text, with the reader's own name in the colour of mentions. */
function Words({ text }: { text: string }) {
  const name = `@${useShown(meIn).name}`;
  const [first = '', ...rest] = text.split(name);
  return (
    <>
      {first}
      {rest.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text keep their places
        <span key={index}>
          <span className="font-medium text-mention">{name}</span>
          {part}
        </span>
      ))}
    </>
  );
}
