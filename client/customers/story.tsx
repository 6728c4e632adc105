import { Link } from '@tanstack/react-router';
import { Lock, Mail, Reply, TicketPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactMoment } from '../../shared/contract/contacts.ts';
import type { ContactView, TicketView } from '../../shared/entities.ts';
import { useHasLeft } from '../connection/left.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { Button } from '../ui/button.tsx';
import { Bar } from '../ui/skeleton.tsx';

interface Read {
  items: readonly ContactMoment[];
  tickets: Readonly<Record<string, TicketView>>;
  next: string | null;
}

const icons = { in: Mail, out: Reply, comment: Lock, ticket: TicketPlus };

/** What was said with a contact and about his tickets, as far as the reader may see. `changes`: read anew when it differs. */
export function Story({ contact, changes }: { contact: ContactView; changes: string }) {
  const { t } = useTranslation('customers');
  const screen = useScreen();
  const hasLeft = useHasLeft();
  const [read, setRead] = useState<Read | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const contactId = contact.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `changes` and `tries` say when to read again
  useEffect(() => {
    let here = true;
    setFailed(false);
    screen.ask('contact.timeline', { contactId }).then(
      ({ value }) => here && setRead({ ...value, tickets: byId(value.tickets) }),
      () => here && setFailed(true),
    );
    return () => {
      here = false;
    };
  }, [screen, contactId, changes, tries]);
  async function earlier(cursor: string): Promise<void> {
    const { value } = await screen.ask('contact.timeline', { contactId, cursor });
    setRead(
      (now) =>
        now && {
          items: [...now.items, ...value.items],
          tickets: { ...now.tickets, ...byId(value.tickets) },
          next: value.next,
        },
    );
  }
  if (failed && !read) {
    return (
      <p className="flex items-center gap-2 text-ink-2">
        {t('failed')}
        <Button size="small" onClick={() => setTries((now) => now + 1)}>
          {t('again')}
        </Button>
      </p>
    );
  }
  if (!read) return <Bar className="h-4 w-2/3" />;
  const items = read.items.filter(({ ticketId }) => !hasLeft(ticketId));
  const { next } = read;
  if (items.length === 0 && next === null) return <p className="text-ink-3">{t('storyNone')}</p>;
  return (
    <>
      <ol className="flex flex-col">
        {items.map((moment) => (
          <Line
            key={`${moment.kind} ${moment.id}`}
            moment={moment}
            ticket={read.tickets[moment.ticketId]}
            name={contact.name}
          />
        ))}
      </ol>
      {next !== null && (
        <Button
          size="small"
          look="quiet"
          className="mt-1"
          onClick={() => void earlier(next).catch(() => setFailed(true))}
        >
          {t('earlier')}
        </Button>
      )}
    </>
  );
}

const byId = (tickets: readonly TicketView[]) => Object.fromEntries(tickets.map((ticket) => [ticket.id, ticket]));

function Line({ moment, ticket, name }: { moment: ContactMoment; ticket: TicketView | undefined; name: string }) {
  const { t } = useTranslation('customers');
  const clock = useClock();
  const member = useShown((state) => (moment.memberId ? state.members[moment.memberId]?.name : undefined));
  const kind = moment.kind === 'message' ? (moment.direction ?? 'in') : moment.kind;
  const Icon = icons[kind];
  const what = {
    in: t('wrote', { name }),
    out: member ? t('weWrote', { name: member }) : t('answered'),
    comment: t('remarked', { name: member ?? '' }),
    ticket: t('began'),
  }[kind];
  const search =
    moment.kind === 'comment' ? { comment: moment.id } : moment.kind === 'message' ? { message: moment.id } : {};
  return (
    <li>
      <Link
        to="/desk/$view/{-$ticketId}"
        params={{ view: 'open', ticketId: moment.ticketId }}
        search={search}
        className={`-mx-2 flex gap-2.5 rounded-control px-2 py-2 hover:bg-hover ${kind === 'comment' ? 'bg-comment' : ''}`}
      >
        <Icon className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
        <span className="min-w-0 flex-1">
          <span className="flex gap-2 text-[0.75rem] text-ink-3">
            <span className="min-w-0 flex-1 truncate">
              <b className="font-medium text-ink-2">{what}</b>
              {ticket && ` · #${ticket.number} ${moment.kind === 'ticket' ? '' : ticket.name}`}
            </span>
            <time dateTime={moment.at} className="shrink-0 tabular-nums">
              {momentOf(new Date(moment.at), clock)}
            </time>
          </span>
          <span className="block truncate">{moment.snippet}</span>
        </span>
      </Link>
    </li>
  );
}
