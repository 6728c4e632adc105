import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { propertiesOf } from '../../shared/properties.ts';
import { newerIn, reasonOf } from '../connection/refused.ts';
import { useNames, useScreen } from '../connection/screenContext.ts';
import { propertyName } from '../tickets/propertyWords.ts';
import { Button } from '../ui/button.tsx';
import { FieldError, fieldLook } from '../ui/field.tsx';
import { Overtaken } from '../ui/overtaken.tsx';
import { say } from '../ui/toast.tsx';
import { changedLine, draftOf, leftOut, movedTo, outOfOrder, without } from './formDraft.ts';
import { FormRow } from './formRow.tsx';

/** What is asked of whoever creates a ticket: which properties, in which order, which must be filled in, and when. product: T5. */
export function FormEditor({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const names = useNames();
  const [base, setBase] = useState(names.form.version);
  const [newer, setNewer] = useState(0);
  const [draft, setDraft] = useState(() => draftOf(names.form));
  const [dragged, setDragged] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const newest = Math.max(newer, names.form.version);
  const all = propertiesOf(names.properties);
  const nameOf = (key: string) => propertyName(common, names, key);
  // A property that was deleted meanwhile is in no form any more.
  const lines = draft.filter(({ property }) => all.some(({ key }) => key === property));
  const free = leftOut(lines, all);
  const aboveOf = (at: number) =>
    lines.slice(0, at).flatMap(({ property }) => {
      const found = all.find(({ key }) => key === property);
      return found && property !== 'name' ? [{ property: found, name: nameOf(property) }] : [];
    });

  function move(from: number, to: number) {
    const line = lines[from];
    if (!line || to < 0 || to >= lines.length) return;
    setDraft(movedTo(lines, from, to));
    setTold(t('form.moved', { name: nameOf(line.property), number: to + 1, count: lines.length }));
  }
  function over(at: number) {
    const from = lines.findIndex(({ property }) => property === dragged);
    if (from >= 0 && from !== at) setDraft(movedTo(lines, from, at));
  }
  async function save(baseVersion: number) {
    if (lines.some((_line, at) => outOfOrder(lines, at))) return;
    setBusy(true);
    setError(null);
    try {
      await screen.ask('form.save', { fields: [...lines], baseVersion });
      say(t('form.saved'));
      onDone();
    } catch (failure) {
      const version = newerIn(failure);
      if (version) setNewer(version);
      else setError(t('form.failed', { why: common(`refusal.${reasonOf(failure)}`) }));
      setBusy(false);
    }
  }
  return (
    <>
      <div className="flex flex-1 flex-col gap-3 overflow-y-auto p-6 max-md:p-4">
        <p className="text-ink-2">{t('form.hint')}</p>
        {newest > base && !busy && (
          <Overtaken
            loadable={names.form.version === newest}
            busy={busy}
            onLoad={() => {
              setDraft(draftOf(names.form));
              setBase(names.form.version);
            }}
            onOver={() => void save(newest)}
          />
        )}
        <p role="status" className="sr-only">
          {told}
        </p>
        <ol aria-label={t('form.lines')} className="flex flex-col gap-2">
          {lines.map((line, at) => {
            const waitsFor = outOfOrder(lines, at);
            return (
              <FormRow
                key={line.property}
                line={line}
                name={nameOf(line.property)}
                number={at + 1}
                count={lines.length}
                above={aboveOf(at)}
                waitsFor={waitsFor && nameOf(waitsFor)}
                dragged={line.property === dragged}
                onChange={(change) => setDraft(changedLine(lines, line.property, change))}
                onMove={(to) => move(at, to)}
                onRemove={() => setDraft(without(lines, line.property))}
                onDrag={(dragging) => setDragged(dragging ? line.property : null)}
                onOver={() => over(at)}
              />
            );
          })}
        </ol>
        <div className="flex flex-wrap items-center gap-2">
          <select
            aria-label={t('form.add')}
            disabled={free.length === 0}
            value=""
            onChange={(event) => setDraft([...lines, { property: event.target.value }])}
            className={`${fieldLook} w-auto! min-w-40 flex-1`}
          >
            <option value="">{free.length === 0 ? t('form.addNone') : `＋ ${t('form.add')}`}</option>
            {free.map(({ key }) => (
              <option key={key} value={key}>
                {nameOf(key)}
              </option>
            ))}
          </select>
          <a href="/settings/properties" target="_blank" rel="noreferrer" className="text-accent-ink hover:underline">
            {t('form.makeProperty')}
          </a>
        </div>
      </div>
      <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-panel px-6 py-3 max-md:px-4">
        {error && (
          <div className="w-full">
            <FieldError>{error}</FieldError>
          </div>
        )}
        <Button look="primary" disabled={busy} onClick={() => void save(base)}>
          {t(busy ? 'form.saving' : 'form.save')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t('form.cancel')}
        </Button>
      </footer>
    </>
  );
}
