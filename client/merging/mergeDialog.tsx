import './words/load.ts';
import { ArrowDownUp, GitMerge } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { contactOf, statusOf } from '../tickets/names.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { mergeInto } from './doing.ts';
import { Frame } from './frame.tsx';
import { useCandidates } from './useCandidates.ts';

/** Two tickets become one: first which, then a look at what becomes of them. product: T14. */
export default function MergeDialog({ ticket, onClose }: { ticket: TicketView; onClose: () => void }) {
  const { t } = useTranslation('merging');
  const [other, setOther] = useState<TicketView | null>(null);
  if (other) return <Check ticket={ticket} other={other} onBack={() => setOther(null)} onClose={onClose} />;
  return (
    <Frame title={t('into.title', { number: ticket.number })} onClose={onClose}>
      <Finder ticket={ticket} onFound={setOther} />
    </Frame>
  );
}

function Finder({ ticket, onFound }: { ticket: TicketView; onFound: (ticket: TicketView) => void }) {
  const { t } = useTranslation('merging');
  const [wanted, setWanted] = useState('');
  const found = useCandidates(ticket, wanted);
  return (
    <>
      <Field
        label={t('into.search')}
        hint={t('into.hint')}
        autoComplete="off"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || !first) return;
          event.preventDefault();
          onFound(first);
        }}
      />
      <ul aria-label={t('into.list')} className="mt-3 flex flex-col">
        {found.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              onClick={() => onFound(one)}
              className="flex min-h-9 w-full items-center gap-2 rounded-control px-2 text-left hover:bg-hover max-md:min-h-11"
            >
              <Line ticket={one} />
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="px-2 py-2 text-ink-3">{t('into.none')}</p>}
    </>
  );
}

function Line({ ticket }: { ticket: TicketView }) {
  const status = useShown((state) => statusOf(state, ticket));
  const contact = useShown((state) => contactOf(state, ticket));
  return (
    <>
      <StatusGlyph status={status} />
      <span className="shrink-0 tabular-nums text-ink-3">#{ticket.number}</span>
      <span className="min-w-0 flex-1 truncate">{ticket.name}</span>
      {contact && <span className="max-w-40 shrink-0 truncate text-[0.75rem] text-ink-3">{contact.name}</span>}
    </>
  );
}

interface CheckProps {
  ticket: TicketView;
  other: TicketView;
  onBack: () => void;
  onClose: () => void;
}

function Check({ ticket, other, onBack, onClose }: CheckProps) {
  const { t } = useTranslation('merging');
  const screen = useScreen();
  const [turned, setTurned] = useState(false);
  const [busy, setBusy] = useState(false);
  const [from, into] = turned ? [other, ticket] : [ticket, other];
  const narrower = into.audience.some((scope) => !from.audience.includes(scope));
  async function go(): Promise<void> {
    setBusy(true);
    if (await mergeInto(screen, from, into)) onClose();
    else setBusy(false);
  }
  return (
    <Frame
      title={t('into.title', { number: ticket.number })}
      onClose={onClose}
      footer={
        <>
          <Button look="quiet" onClick={onBack}>
            {t('into.back')}
          </Button>
          <Button look="primary" autoFocus disabled={busy} onClick={() => void go()}>
            <GitMerge className="size-4" aria-hidden />
            {t('into.confirm', { number: into.number })}
          </Button>
        </>
      }
    >
      <h3 className="mb-2 font-semibold">{t('into.result')}</h3>
      <div className="rounded-card border border-line p-3">
        <p className="flex min-w-0 items-center gap-2">
          <Line ticket={into} />
        </p>
        <p className="mt-1 pl-6 text-ink-2">{t('into.stays')}</p>
      </div>
      <div className="flex justify-center py-1">
        <Button size="small" look="quiet" onClick={() => setTurned(!turned)}>
          <ArrowDownUp className="size-4" aria-hidden />
          {t('into.swap')}
        </Button>
      </div>
      <div className="rounded-card border border-line border-dashed p-3">
        <p className="flex min-w-0 items-center gap-2">
          <Line ticket={from} />
        </p>
        <p className="mt-1 pl-6 text-ink-2">{t('into.goes')}</p>
      </div>
      <p className="mt-3 text-ink-2">{t('into.comes')}</p>
      {narrower && <p className="mt-2 text-wait">{t('into.narrower', { stays: into.number, goes: from.number })}</p>}
    </Frame>
  );
}
