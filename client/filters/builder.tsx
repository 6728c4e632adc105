import { Brackets, Plus, X } from 'lucide-react';
import { type Ref, type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type Condition,
  conditionsIn,
  type Filter,
  isGroup,
  limits,
  partsOf,
  problemOf,
} from '../../shared/filter/language.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { ChoiceSelect } from './choiceSelect.tsx';
import { asGroup, groupOf, type Joiner, joinerOf, type Path, partAt, replaced } from './editing.ts';
import { ValueEditor } from './valueEditor.tsx';
import { begun, useFilterWords } from './words.ts';

/** The rule of the view that is narrowed takes its part of what a filter may have. */
const most = limits.conditions - 3;
const deepest = limits.depth - 1;

interface BuilderProps {
  filter: Filter;
  onChange: (filter: Filter) => void;
}

/** Nested groups of conditions, each a row: property, operator, value. */
export function Builder({ filter, onChange }: BuilderProps) {
  const put = (path: Path, part: Filter | null) => onChange(replaced(filter, path, part) ?? { and: [] });
  const room = conditionsIn(filter).length < most;
  return <Group group={asGroup(filter)} path={[]} put={put} whole={filter} room={room} />;
}

interface PartProps {
  path: Path;
  whole: Filter;
  room: boolean;
  put: (path: Path, part: Filter | null) => void;
}

interface GroupProps extends PartProps {
  group: Filter;
  /** Adds to the group around it. */
  outerAdd?: RefObject<HTMLButtonElement | null>;
}

function Group({ group, path, whole, room, put, outerAdd }: GroupProps) {
  const { t } = useTranslation('views');
  const parts = isGroup(group) ? partsOf(group) : [group];
  const joiner = joinerOf(group);
  const other: Joiner = joiner === 'and' ? 'or' : 'and';
  const nested = path.length > 0;
  const fresh: Condition = { property: 'status', op: 'anyOf', value: [] };
  const add = (part: Filter) => put(path, groupOf(joiner, [...parts, part]));
  const addButton = useRef<HTMLButtonElement>(null);
  /** The focus goes where another is added; with its last part a group goes as well. */
  const remove = (at: number) => {
    (parts.length > 1 ? addButton : (outerAdd ?? addButton)).current?.focus();
    put([...path, at], null);
  };
  return (
    <div className="flex flex-col items-start gap-2 max-md:w-full max-md:items-stretch">
      {parts.map((part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a part has no name but its place
        <div key={at} className="flex items-start gap-2 max-md:flex-col max-md:items-stretch max-md:gap-1">
          <span className="flex h-7 w-16 shrink-0 items-center justify-end text-ink-2 max-md:h-auto max-md:w-auto max-md:justify-start">
            {at === 0 ? (
              t('filter.where')
            ) : (
              <ChoiceSelect
                label={t('filter.joiner')}
                value={joiner}
                options={[
                  { id: 'and', name: t('filter.and') },
                  { id: 'or', name: t('filter.or') },
                ]}
                onChoose={(id) => put(path, groupOf(id === 'or' ? 'or' : 'and', parts))}
              />
            )}
          </span>
          {isGroup(part) ? (
            <fieldset
              aria-label={t('filter.group')}
              className="flex items-start gap-2 rounded-card border border-line-strong bg-page p-2 max-md:flex-col-reverse max-md:items-end max-md:gap-0"
            >
              <Group group={part} path={[...path, at]} whole={whole} room={room} put={put} outerAdd={addButton} />
              <IconButton small icon={X} label={t('filter.removeGroup')} onClick={() => remove(at)} />
            </fieldset>
          ) : (
            <Row
              condition={part}
              path={[...path, at]}
              whole={whole}
              room={room}
              put={put}
              onRemove={() => remove(at)}
            />
          )}
        </div>
      ))}
      <div className="ml-[72px] flex gap-4 max-md:ml-0 max-md:flex-wrap">
        <AddButton ref={addButton} icon={Plus} disabled={!room} onClick={() => add(fresh)}>
          {nested ? t('filter.addHere') : t('filter.add')}
        </AddButton>
        {path.length + 2 <= deepest && (
          <AddButton icon={Brackets} disabled={!room} onClick={() => add(groupOf(other, [fresh]))}>
            {t('filter.addGroup')}
          </AddButton>
        )}
        {!room && <span className="text-ink-3">{t('filter.tooMany', { count: most })}</span>}
      </div>
    </div>
  );
}

function AddButton({
  icon: Icon,
  children,
  ...rest
}: {
  icon: typeof Plus;
  children: string;
  disabled: boolean;
  onClick: () => void;
  ref?: Ref<HTMLButtonElement>;
}) {
  return (
    <button
      type="button"
      className="flex h-6 items-center gap-1 rounded-control font-medium text-accent-ink hover:underline disabled:opacity-50 max-md:h-11"
      {...rest}
    >
      <Icon className="size-3.5" aria-hidden />
      {children}
    </button>
  );
}

function Row({ condition, path, whole, put, onRemove }: PartProps & { condition: Condition; onRemove: () => void }) {
  const { t } = useTranslation('views');
  const { properties, find, nameOf, opsFor } = useFilterWords();
  const known = find(condition.property);
  const unfinished = problemOf(condition, find) !== null;
  const options =
    known && !known.gone ? properties : [...properties, { id: condition.property, name: nameOf(condition.property) }];
  return (
    <div
      className="flex flex-wrap items-start gap-2 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center"
      data-condition={path.join('.')}
    >
      <ChoiceSelect
        label={t('filter.property')}
        value={condition.property}
        options={options}
        className="w-40 max-md:w-full"
        onChoose={(id) => {
          const [first] = opsFor(id);
          if (first) put(path, begun(find, null, id, first));
        }}
      />
      <ChoiceSelect
        label={t('filter.op')}
        value={condition.op}
        options={opsFor(condition.property).map((op) => ({ id: op, name: t(`op.${op}`) }))}
        className="w-36 max-md:col-span-2 max-md:w-full"
        onChoose={(id) => {
          const op = opsFor(condition.property).find((one) => one === id);
          if (op) put(path, begun(find, condition, condition.property, op));
        }}
      />
      {known && (
        <span className="flex min-w-0 flex-col max-md:col-span-2">
          <ValueEditor
            key={`${condition.property} ${condition.op}`}
            known={known}
            condition={condition}
            invalid={unfinished}
            onChange={(next) => partAt(whole, path) && put(path, next)}
          />
          {unfinished && <span className="mt-0.5 text-meta text-danger">{t('filter.unfinished')}</span>}
        </span>
      )}
      <IconButton
        small
        icon={X}
        label={`${t('filter.remove')}: ${nameOf(condition.property)}`}
        className="max-md:col-start-2 max-md:row-start-1"
        onClick={onRemove}
      />
    </div>
  );
}
