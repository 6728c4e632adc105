import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Condition, type Op, opsOf } from '../../shared/filter/language.ts';
import { filterPropertiesOf, finderOf, type Known } from '../../shared/filter/properties.ts';
import type { State } from '../../shared/state.ts';
import { type Names, useNames } from '../connection/screenContext.ts';
import { pipelineName, statusName } from '../tickets/names.ts';
import { languageName, propertyName } from '../tickets/propertyWords.ts';

type Words = TFunction<'views'>;

/** Those that only filters know; the others are named as everywhere. */
const onlyHere = ['number', 'state', 'lastMessage', 'unread', 'following', 'draft'] as const;
const isOnlyHere = (id: string): id is (typeof onlyHere)[number] => onlyHere.some((one) => one === id);

export const filterName = (t: TFunction, word: Words, names: Pick<State, 'properties'>, id: string): string =>
  isOnlyHere(id) ? word(`filter.${id}`) : propertyName(t, names, id === 'contact' ? 'contacts' : id);

export interface Choosable {
  id: string;
  name: string;
}

const byName = (a: Choosable, b: Choosable) => a.name.localeCompare(b.name);

/** What a choice can be of, in words; null where it is searched for or typed. */
function choicesFor(t: TFunction, word: Words, names: Names, known: Known): Choosable[] | null {
  const { id, look, options } = known;
  const special = (known.words ?? []).map((one) => ({ id: one, name: word(`filter.${one}`) }));
  if (id === 'contact' || id === 'company' || id === 'tags') return null;
  if (id === 'state') return (known.values ?? []).map((one) => ({ id: one, name: word(`state.${one as 'open'}`) }));
  if (id === 'lastMessage')
    return [...(known.values ?? []).map((one) => ({ id: one, name: word(`value.${one as 'in'}`) })), ...special];
  if (look === 'status') {
    const pipelines = Object.values(names.pipelines);
    return pipelines.flatMap((pipeline) =>
      pipeline.statuses.map((status) => ({
        id: status.id,
        name: pipelines.length > 1 ? `${statusName(t, status)} · ${pipelineName(t, pipeline)}` : statusName(t, status),
      })),
    );
  }
  if (look === 'pipeline')
    return Object.values(names.pipelines).map((one) => ({ id: one.id, name: pipelineName(t, one) }));
  if (look === 'team') return [...special, ...Object.values(names.teams).sort(byName)];
  if (look === 'person')
    return [
      ...special,
      ...Object.values(names.members)
        .filter((one) => !one.suspended)
        .sort(byName),
    ];
  return options.map(({ id: option, name }) => ({ id: option, name: optionWord(t, id, option) ?? name }));
}

function optionWord(t: TFunction, property: string, id: string): string | null {
  if (property === 'priority') return t(`priority.${id as 'low'}`);
  if (property === 'source') return t(`channel.${id as 'email'}`);
  return property === 'language' ? languageName(id) : null;
}

/** All that can be filtered by, in the reader's words. */
export function useFilterWords() {
  const { t } = useTranslation();
  const { t: word } = useTranslation('views');
  const names = useNames();
  return useMemo(() => {
    const find = finderOf(names.properties);
    return {
      properties: filterPropertiesOf(names.properties).map(({ id }) => ({ id, name: filterName(t, word, names, id) })),
      find,
      nameOf: (id: string) => filterName(t, word, names, id),
      opsFor: (id: string): readonly Op[] => opsOf[find(id)?.kind ?? 'text'],
      choices: (id: string) => {
        const known = find(id);
        return known ? choicesFor(t, word, names, known) : [];
      },
      valueName(id: string, value: string): string {
        if (id === 'tags') return value;
        if (id === 'contact') return names.contacts[value]?.name ?? word('filter.gone');
        if (id === 'company' && value !== 'none') return names.companies[value]?.name ?? word('filter.gone');
        if (id === 'company') return word('filter.none');
        const known = find(id);
        const all = known ? choicesFor(t, word, names, known) : null;
        return all?.find((one) => one.id === value)?.name ?? names.members[value]?.name ?? word('filter.gone');
      },
    };
  }, [t, word, names]);
}

/** What a condition begins with when its property or operator was chosen: the value stays where it can. */
export function begun(
  find: (id: string) => Known | undefined,
  before: Condition | null,
  property: string,
  op: Op,
): Condition {
  const kind = find(property)?.kind ?? 'text';
  const kept = before?.property === property ? before.value : undefined;
  if (op === 'empty' || op === 'notEmpty') return { property, op };
  if (op === 'anyOf' || op === 'allOf' || op === 'noneOf')
    return { property, op, value: Array.isArray(kept) ? kept : [] };
  if (op === 'last' || op === 'notLast' || op === 'next')
    return { property, op, value: typeof kept === 'object' && !Array.isArray(kept) ? kept : { n: 7, unit: 'day' } };
  if (kind === 'yes') return { property, op, value: typeof kept === 'boolean' ? kept : true };
  if (kind === 'number') return typeof kept === 'number' ? { property, op, value: kept } : { property, op };
  return typeof kept === 'string' ? { property, op, value: kept } : { property, op };
}
