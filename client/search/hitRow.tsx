import { Building2, Lock, Mail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { SearchHit } from '../../shared/contract/search.ts';
import type { State } from '../../shared/state.ts';
import { rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { statusName } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { ContactAvatar } from '../ui/avatar.tsx';
import { Highlight } from './highlight.tsx';

function Icon({ hit, state }: { hit: SearchHit; state: State }) {
  const { t } = useTranslation();
  if (hit.type === 'contact') return <ContactAvatar name={hit.title.text} size={18} />;
  if (hit.type === 'company') return <Building2 className="size-4 text-ink-2" aria-hidden />;
  if (hit.type === 'message') return <Mail className="size-4 text-ink-2" aria-hidden />;
  if (hit.type === 'comment') return <Lock className="size-4 text-ink-2" aria-hidden />;
  const all = Object.values(state.pipelines).flatMap(({ statuses }) => statuses);
  const status = all.find(({ id }) => id === hit.ticket?.statusId);
  return <StatusGlyph status={status} {...(status ? { label: statusName(t, status) } : {})} />;
}

/** What was found, as a row: what it is called, what of it answers, who says it and when. */
export function HitRow({ hit, state }: { hit: SearchHit; state: State }) {
  const clock = useClock();
  const who = hit.memberId ? state.members[hit.memberId]?.name : hit.from;
  const isSaid = hit.type === 'message' || hit.type === 'comment';
  const about = [hit.ticket && `#${hit.ticket.number}`, who].filter(Boolean).join(' · ');
  return (
    <>
      <span className="flex h-5 w-[18px] shrink-0 items-center justify-center">
        <Icon hit={hit} state={state} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className={`min-w-0 truncate ${isSaid ? 'text-ink-2' : 'font-medium'}`}>
            <Highlight {...hit.title} />
          </span>
          <span className="max-w-[45%] shrink-0 truncate text-[0.75rem] text-ink-3 tabular-nums">{about}</span>
          <span className="flex-1" />
          {hit.ticket && (
            <time dateTime={hit.at} className="shrink-0 text-[0.75rem] text-ink-3 tabular-nums">
              {rowTime(new Date(hit.at), clock)}
            </time>
          )}
        </span>
        {hit.excerpt && (
          <span className="line-clamp-2 text-ink-2 [overflow-wrap:anywhere]">
            <Highlight {...hit.excerpt} />
          </span>
        )}
      </span>
    </>
  );
}
