import { CirclePause, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Mailbox, TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { DeliveryState } from '../conversation/deliveryState.tsx';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { statusName, statusOf } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { ContactAvatar, MemberAvatar } from '../ui/avatar.tsx';
import { Chip } from '../ui/chip.tsx';
import type { News } from './useSeen.ts';

const nameOf = ({ name, address }: Mailbox) => name || address;

/** Who said it, by the name the desk knows him by. */
function useWriter(news: News | undefined) {
  const memberId = news?.said.memberId;
  const message = news?.internal === false ? news.said : undefined;
  const member = useShown((state) => (memberId ? state.members[memberId] : undefined));
  const contact = useShown((state) => (message?.contactId ? state.contacts[message.contactId] : undefined));
  return { member, name: member?.name ?? contact?.name ?? message?.from.name ?? '' };
}

function headFor(newest: News | undefined) {
  if (!newest) return 'stale';
  if (newest.internal) return 'staleComment';
  return newest.said.direction === 'in' ? 'staleMessage' : 'staleReply';
}

/** Says that the reply was held back, and by what. */
export function StaleHead({ newest }: { newest: News | undefined }) {
  const { t } = useTranslation('composer');
  const { name } = useWriter(newest);
  return (
    <div
      role="alert"
      className="flex min-h-9 items-center gap-2.5 rounded-t-[9px] bg-wait-tint max-md:rounded-none px-4 py-1.5"
    >
      <CirclePause className="size-4 shrink-0 text-wait" aria-hidden />
      <p className="min-w-0 flex-1 font-medium text-wait">{t(headFor(newest), { name })}</p>
      <p className="shrink-0 text-[0.75rem] text-ink-2 max-md:hidden">{t('untouched')}</p>
    </div>
  );
}

/** What came while the draft was being written, beside the draft. */
export function StaleNews({ ticket, news }: { ticket: TicketView; news: readonly News[] }) {
  const { t } = useTranslation('composer');
  const { t: common } = useTranslation();
  const status = useShown((state) => statusOf(state, ticket));
  const newest = news.at(-1);
  const sent = newest?.internal === false ? newest.said : undefined;
  return (
    <section className="max-h-40 shrink-0 overflow-y-auto border-b border-line bg-panel px-4 py-2 @min-[640px]:max-h-[38vh] @min-[640px]:w-[44%] @min-[640px]:border-r @min-[640px]:border-b-0">
      <p className="flex items-center gap-2 text-[0.75rem] text-ink-2">
        <Chip tone="accent">{t('staleNew')}</Chip>
        {t('staleSince', { count: news.length })}
      </p>
      {news.map((one) => (
        <Said key={one.said.id} news={one} />
      ))}
      <div className="mt-2 flex flex-wrap items-center gap-1.5 pl-8 text-[0.75rem] text-ink-2 empty:hidden">
        {sent?.delivery && (
          <>
            <DeliveryState message={sent} delivery={sent.delivery} onItsWay={false} />
            {status && <span aria-hidden>·</span>}
          </>
        )}
        {status && (
          <>
            <StatusGlyph status={status} />
            {statusName(common, status)}
          </>
        )}
      </div>
    </section>
  );
}

function Said({ news }: { news: News }) {
  const { t } = useTranslation('drafts');
  const { t: common } = useTranslation();
  const clock = useClock();
  const { member, name } = useWriter(news);
  const { said, internal } = news;
  const names = internal || news.said.direction === 'in' ? '' : news.said.to.map(nameOf).join(', ');
  return (
    <div className={`mt-2 ${internal ? 'rounded-control bg-comment px-2 py-1.5' : ''}`}>
      <p className="flex items-center gap-2">
        {member ? <MemberAvatar name={name} color={member.color} size={24} /> : <ContactAvatar name={name} size={24} />}
        <b className="max-w-full shrink-0 truncate font-semibold">{name}</b>
        {names && (
          <span className="min-w-0 truncate text-[0.75rem] text-ink-3">{common('conversation.to', { names })}</span>
        )}
        {internal && (
          <span className="flex min-w-0 items-center gap-1 truncate text-[0.75rem] text-ink-3">
            <Lock className="size-3 shrink-0" aria-hidden />
            {t('news.internal')}
          </span>
        )}
        <span className="ml-auto shrink-0 text-ink-3">{timeOf(new Date(said.at), clock)}</span>
      </p>
      {said.text
        .trim()
        .split(/\n\s*\n/)
        .map((paragraph, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said does not change
          <p key={at} className="mt-1.5 pl-8 whitespace-pre-wrap break-words">
            {paragraph}
          </p>
        ))}
    </div>
  );
}
