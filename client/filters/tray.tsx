import { Dialog } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayChange } from '../../shared/customViews.ts';
import { conditionsIn, type Filter, problemOf } from '../../shared/filter/language.ts';
import { meIn } from '../../shared/state.ts';
import { newerIn, reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { useChoice, useList } from '../tickets/listChoice.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { Overtaken } from '../ui/overtaken.tsx';
import { say, warn } from '../ui/toast.tsx';
import { countedOf, countKey, useCountWord } from '../views/counted.ts';
import { customIn, type PlaceView } from '../views/place.ts';
import { baseOf } from '../views/saving.ts';
import { ViewDialog } from '../views/viewDialog.tsx';
import { Builder } from './builder.tsx';
import { asGroup, finished } from './editing.ts';
import { closeTray } from './trayOpen.ts';
import { useFilterWords } from './words.ts';

/** On a phone it lies over the whole of the page. */
export function TraySheet({ view }: { view: PlaceView }) {
  const { t } = useTranslation('views');
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeTray()}>
      <Dialog.Portal>
        <Dialog.Popup aria-label={t('filter.label')} className="fixed inset-0 z-40 flex bg-panel text-ink outline-none">
          <Tray view={view} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Under a list's header: what it is narrowed to, how many that leaves, and how it becomes a view. */
export function Tray({ view }: { view: PlaceView }) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const choice = useChoice(view);
  const list = useList(view);
  const { find } = useFilterWords();
  const [draft, setDraft] = useState<Filter>(() => asGroup(choice.where));
  /** What this tray has asked for last; anything else comes from outside. */
  const asked = useRef(JSON.stringify(choice.where));
  const [saving, setSaving] = useState(false);
  const me = useShown(meIn);
  const custom = useShown((state) => state.views[customIn(view) ?? '']);
  const word = useCountWord(view, list);
  const slow = useStore(countedOf(screen), (all) => all[countKey(list)]?.slow);

  const where = JSON.stringify(choice.where);
  useEffect(() => {
    if (where === asked.current) return;
    asked.current = where;
    setDraft(asGroup(JSON.parse(where) as Filter | null));
  }, [where]);

  const change = (next: Filter) => {
    setDraft(next);
    const whole = finished(next, find);
    const wanted = whole ?? (custom ? { and: [] } : null);
    if (JSON.stringify(wanted) === asked.current) return;
    asked.current = JSON.stringify(wanted);
    if (wanted === null) choice.giveUp('where');
    else choice.set({ where: wanted });
  };
  const unfinished = conditionsIn(draft).filter((one) => problemOf(one, find) !== null).length;
  const changed = custom !== undefined && (choice.own.where !== undefined || choice.own.sort !== undefined);
  const [newer, setNewer] = useState(0);
  const [busy, setBusy] = useState(false);
  const base = custom ? baseOf(choice.begun ?? custom, custom, ['filter', 'sort']) : 0;
  const newest = Math.max(newer, custom?.version ?? 0);
  const save = async (baseVersion: number) => {
    if (!custom) return;
    setBusy(true);
    const { id: viewId, name } = custom;
    try {
      await screen.ask('view.save', { viewId, baseVersion, filter: choice.where ?? { and: [] }, sort: choice.sort });
      choice.giveUp('where', 'sort');
      say(t('own.saved', { name }));
    } catch (error) {
      const version = newerIn(error);
      if (version) setNewer(version);
      else warn(t('own.refused', { why: common(`refusal.${reasonOf(error)}`) }));
    }
    setBusy(false);
  };
  return (
    <section
      aria-label={t('filter.label')}
      className="flex shrink-0 gap-6 border-b border-line bg-panel px-4 py-3 max-md:min-w-0 max-md:flex-1 max-md:flex-col max-md:gap-3 max-md:border-0"
    >
      <div className="max-h-[40vh] min-w-0 flex-1 overflow-auto p-1 max-md:max-h-none">
        <Builder filter={draft} onChange={change} />
        {unfinished > 0 && (
          <p role="status" className="mt-2 ml-[72px] text-meta text-ink-3 max-md:ml-0">
            {t('filter.unfinishedNote', { count: unfinished })}
          </p>
        )}
      </div>
      <div className="flex shrink-0 flex-col items-end justify-between gap-3 max-md:contents">
        <div className="flex items-start gap-3 max-md:order-first max-md:justify-between">
          <p role="status" className="text-right max-md:text-left">
            <span className="block text-[1.375rem]/7 font-semibold tabular-nums">{word || '…'}</span>
            <span className="text-ink-2">
              {word ? t('filter.matches', { count: Number(word.replaceAll(/\D/g, '')) }) : t('filter.counting')}
            </span>
          </p>
          <IconButton small icon={X} label={t('filter.close')} onClick={closeTray} />
        </div>
        {slow && (
          <p className="max-w-64 text-right text-meta text-wait max-md:max-w-none max-md:text-left">
            {t('filter.slow', { looked: slow.looked })}
          </p>
        )}
        {custom && changed && mayChange(custom, me) && newest > base && !busy && (
          <div className="max-w-80 max-md:max-w-none">
            <Overtaken
              loadable={custom.version === newest}
              busy={busy}
              onLoad={() => choice.giveUp('where', 'sort')}
              onOver={() => void save(newest)}
            />
          </div>
        )}
        <div className="flex items-center gap-2 max-md:flex-wrap max-md:justify-end">
          {custom
            ? changed && (
                <Button size="small" look="quiet" onClick={() => choice.giveUp('where', 'sort')}>
                  {t('filter.reset')}
                </Button>
              )
            : choice.where !== null && (
                <Button size="small" look="quiet" onClick={() => change({ and: [] })}>
                  {t('filter.clear')}
                </Button>
              )}
          {custom && changed && mayChange(custom, me) && (
            <Button size="small" disabled={busy} onClick={() => void save(base)}>
              {t('filter.save')}
            </Button>
          )}
          {me.role !== 'collaborator' && (
            <Button size="small" disabled={list.where === null && list.view === null} onClick={() => setSaving(true)}>
              {t('filter.saveAs')}
            </Button>
          )}
        </div>
      </div>
      {saving && <ViewDialog from={view} onClose={() => setSaving(false)} />}
    </section>
  );
}
