import './words/load.ts';
import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { History, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type SearchHit, type SearchType, searchTypes } from '../../shared/contract/search.ts';
import type { Condition, Filter, Value } from '../../shared/filter/language.ts';
import { useScreenState, useShown } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { KeyCap } from '../ui/keyCap.tsx';
import { HitRow } from './hitRow.tsx';
import { forgetRecent, remember, useRecent } from './recent.ts';
import { useOpenHit } from './useOpenHit.ts';
import { type Searching, useSearch } from './useSearch.ts';

/** Of each type, beside the others, and alone. */
const fewHits = 5;
const manyHits = 50;

const rowLook =
  'flex min-h-9 items-start gap-3 rounded-control px-3 py-2 data-[selected=true]:bg-active max-md:min-h-11';
const groupLook =
  '[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-ink-3';

/** Everything the reader may see, searched as he types. */
export default function SearchPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('search');
  const meId = useShown((state) => state.meId);
  const [text, setText] = useState('');
  const [type, setType] = useState<SearchType | null>(null);
  const [narrow, setNarrow] = useState<Narrow[]>([]);
  const types = type ? only[type] : searchTypes;
  const found = useSearch(text, types, type ? manyHits : fewHits, filterOf(narrow));
  const openHit = useOpenHit();
  const open = (hit: SearchHit) => {
    remember(meId, text);
    onClose();
    openHit(hit);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 animate-arrive bg-scrim" />
        <Dialog.Popup
          aria-label={t('title')}
          className="fixed top-16 left-1/2 z-40 flex h-[min(640px,calc(100dvh-96px))] w-[760px] max-w-[calc(100vw-24px)] -translate-x-1/2 flex-col overflow-hidden rounded-palette border border-line-strong bg-raised shadow-panel outline-none max-md:top-3 max-md:h-[calc(100dvh-24px)]"
        >
          <Command label={t('title')} shouldFilter={false} loop className="flex min-h-0 flex-1 flex-col">
            <div className="flex shrink-0 items-center border-b border-line px-4">
              <Search className="size-4 shrink-0 text-ink-3" aria-hidden />
              <Command.Input
                value={text}
                onValueChange={setText}
                maxLength={200}
                placeholder={t('placeholder')}
                className="h-12 min-w-0 flex-1 bg-transparent px-3 text-large outline-none placeholder:text-ink-3"
              />
              <KeyCap>Esc</KeyCap>
            </div>
            <Chips chosen={type} onChoose={setType} narrow={narrow} onNarrow={setNarrow} />
            <Command.List className="min-h-40 flex-1 overflow-y-auto p-1.5 [scrollbar-gutter:stable]">
              {found.state === 'idle' && <Before memberId={meId} onChoose={setText} />}
              <Hits found={found} onOpen={open} onMore={setType} alone={type !== null} />
              <Told found={found} text={text.trim()} />
            </Command.List>
          </Command>
          <Foot found={found} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The same list each time, so that nothing is asked twice. */
const only: Record<SearchType, SearchType[]> = {
  ticket: ['ticket'],
  message: ['message'],
  comment: ['comment'],
  contact: ['contact'],
  company: ['company'],
};

/** What tickets can be narrowed to, and what is said of them. */
const narrowings = {
  mine: { property: 'owner', op: 'anyOf', value: ['me'] },
  open: { property: 'state', op: 'anyOf', value: ['open', 'waiting', 'snoozed'] },
  month: { property: 'activity', op: 'last', value: { n: 30, unit: 'day' } },
} as const satisfies Record<string, unknown>;
type Narrow = keyof typeof narrowings;
const allNarrowings: Narrow[] = ['mine', 'open', 'month'];

const filterOf = (narrow: readonly Narrow[]): Filter | undefined =>
  narrow.length > 0
    ? { and: narrow.map((one): Condition => ({ ...narrowings[one], value: copied(narrowings[one].value) })) }
    : undefined;
const copied = (value: (typeof narrowings)[Narrow]['value']): Value => ('unit' in value ? { ...value } : [...value]);

const chipLook =
  'h-7 shrink-0 rounded-full border border-line px-2.5 text-[0.75rem] text-ink-2 hover:bg-hover aria-pressed:border-transparent aria-pressed:bg-sel aria-pressed:font-medium aria-pressed:text-accent-ink max-md:h-11 max-md:px-4';

function Chips({
  chosen,
  onChoose,
  narrow,
  onNarrow,
}: {
  chosen: SearchType | null;
  onChoose: (type: SearchType | null) => void;
  narrow: Narrow[];
  onNarrow: (narrow: Narrow[]) => void;
}) {
  const { t } = useTranslation('search');
  const toggled = (one: Narrow) => (narrow.includes(one) ? narrow.filter((other) => other !== one) : [...narrow, one]);
  return (
    <fieldset className="flex shrink-0 flex-wrap gap-1.5 border-b max-md:flex-nowrap max-md:overflow-x-auto border-line px-3 py-2">
      <legend className="sr-only">{t('types')}</legend>
      {[null, ...searchTypes].map((type) => (
        <button
          key={type ?? 'all'}
          type="button"
          aria-pressed={chosen === type}
          onClick={() => onChoose(type)}
          className={chipLook}
        >
          {t(type ?? 'all')}
        </button>
      ))}
      <span className="mx-1 my-1 w-px shrink-0 bg-line" aria-hidden />
      {allNarrowings.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={narrow.includes(one)}
          onClick={() => onNarrow(toggled(one))}
          className={chipLook}
        >
          {t(`narrow.${one}`)}
        </button>
      ))}
    </fieldset>
  );
}

function Before({ memberId, onChoose }: { memberId: string; onChoose: (text: string) => void }) {
  const { t } = useTranslation('search');
  const recent = useRecent(memberId);
  if (recent.length === 0) return <p className="px-3 py-6 text-center text-ink-3">{t('begin')}</p>;
  return (
    <Command.Group heading={t('recent')} className={groupLook}>
      {recent.map((text) => (
        <Command.Item key={text} value={`recent ${text}`} onSelect={() => onChoose(text)} className={rowLook}>
          <History className="mt-0.5 size-4 shrink-0 text-ink-3" aria-hidden />
          <span className="truncate">{text}</span>
        </Command.Item>
      ))}
      <Command.Item value="forget" onSelect={() => forgetRecent(memberId)} className={`${rowLook} text-ink-2`}>
        <span className="pl-7">{t('forget')}</span>
      </Command.Item>
    </Command.Group>
  );
}

function Hits({
  found,
  onOpen,
  onMore,
  alone,
}: {
  found: Searching;
  onOpen: (hit: SearchHit) => void;
  onMore: (type: SearchType) => void;
  alone: boolean;
}) {
  const { t } = useTranslation('search');
  const state = useShown((shown) => shown);
  return found.groups.map(({ type, items, more, partial }) => (
    <Command.Group key={type} heading={t(type)} className={groupLook}>
      {items.map((hit) => (
        <Command.Item key={hit.id} value={`${type} ${hit.id}`} onSelect={() => onOpen(hit)} className={rowLook}>
          <HitRow hit={hit} state={state} />
        </Command.Item>
      ))}
      {more && !alone && (
        <Command.Item value={`more ${type}`} onSelect={() => onMore(type)} className={`${rowLook} text-accent-ink`}>
          <span className="pl-[30px]">{t('more')}</span>
        </Command.Item>
      )}
      {more && alone && (
        <p className="px-3 py-2 text-[0.75rem] text-ink-3">
          {partial ? t('partial') : t('first', { count: items.length })}
        </p>
      )}
    </Command.Group>
  ));
}

/** What else there is to say: nothing was found, or nobody answered. */
function Told({ found, text }: { found: Searching; text: string }) {
  const { t } = useTranslation('search');
  const offline = useScreenState((state) => state.line.at === 'offline');
  if (found.state === 'failed')
    return (
      <p role="alert" className="flex flex-wrap items-center justify-center gap-3 px-3 py-4 text-ink-2">
        {t(offline ? 'offline' : 'failed')}
        {!offline && <Button onClick={found.retry}>{t('again')}</Button>}
      </p>
    );
  if (found.groups.length > 0 || found.state === 'idle') return null;
  if (found.state === 'looking') return <p className="px-3 py-6 text-center text-ink-3">{t('looking')}</p>;
  return (
    <div className="px-3 py-6 text-center">
      <p className="font-medium [overflow-wrap:anywhere]">{t('nothing', { text })}</p>
      <p className="mt-1 text-ink-3">{t('nothingHint')}</p>
    </div>
  );
}

function Foot({ found }: { found: Searching }) {
  const { t } = useTranslation('search');
  const count = found.groups.reduce((sum, { items }) => sum + items.length, 0);
  const more = found.groups.some((group) => group.more);
  return (
    <footer className="flex shrink-0 items-center gap-4 border-t border-line bg-panel px-4 py-2 text-[0.75rem] text-ink-3">
      <span className="flex items-center gap-1.5 max-md:hidden">
        <KeyCap>↑</KeyCap>
        <KeyCap>↓</KeyCap> {t('move')}
      </span>
      <span className="flex items-center gap-1.5 max-md:hidden">
        <KeyCap>Enter</KeyCap> {t('open')}
      </span>
      <span role="status" className="tabular-nums">
        {found.state === 'done' && (more ? t('foundMore', { count }) : t('found', { count }))}
      </span>
      <span className="flex-1 text-right max-md:hidden">{t('onlyYours')}</span>
    </footer>
  );
}
