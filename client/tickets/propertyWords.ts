import type { TFunction } from 'i18next';
import { builtInKeys } from '../../shared/properties.ts';
import type { PropertyKind } from '../../shared/propertyKinds.ts';
import type { State } from '../../shared/state.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';

/** What those are called that every ticket has, as the catalogue's keys. */
const builtInLabels = {
  name: 'property.name',
  description: 'property.description',
  pipeline: 'property.pipeline',
  status: 'status.label',
  priority: 'priority.label',
  category: 'property.category',
  source: 'property.source',
  owner: 'owner.label',
  team: 'team.label',
  contacts: 'property.contact',
  company: 'property.company',
  tags: 'property.tags',
  language: 'property.language',
  created: 'property.created',
  closed: 'property.closed',
  firstReply: 'property.firstReply',
  lastReply: 'property.lastReply',
  activity: 'property.activity',
} as const;

const isBuiltIn = (key: string): key is keyof typeof builtInLabels => builtInKeys.includes(key);

/** A property by its name in the reader's language; one that was deleted is still called what it was. */
export const propertyName = (t: TFunction, state: Pick<State, 'properties'>, key: string): string =>
  isBuiltIn(key) ? t(builtInLabels[key]) : (state.properties[key]?.name ?? t('property.gone'));

/** In each language of the desk; making one takes longer than drawing what it stands in. */
const languageNames = new Map<string, Intl.DisplayNames>();

/** A language by its ISO 639-1 code. */
export function languageName(code: string): string {
  const tag = tagOf(currentLanguage());
  const names = languageNames.get(tag) ?? new Intl.DisplayNames([tag], { type: 'language' });
  languageNames.set(tag, names);
  return names.of(code) ?? code;
}

/** A day as `2026-03-02`, as its reader writes days. */
export function dayWord(day: string): string {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime())
    ? day
    : new Intl.DateTimeFormat(tagOf(currentLanguage()), { dateStyle: 'medium' }).format(at);
}

/** The kind and the choices of a property that lives in a ticket's `properties`. */
export function customOf(
  state: Pick<State, 'properties'>,
  key: string,
): { kind: PropertyKind; options: readonly { id: string; name: string }[] } {
  const own = state.properties[key] ?? Object.values(state.properties).find(({ preset }) => preset === key);
  return own ?? { kind: key === 'category' ? 'choice' : 'text', options: [] };
}

/** A value as history keeps it, in words. */
export function customWord(
  t: TFunction,
  state: Pick<State, 'properties' | 'members'>,
  key: string,
  value: string | null,
): string {
  if (value === null || value === '') return t('property.none');
  if (key === 'language') return languageName(value);
  const { kind, options } = customOf(state, key);
  const named = (id: string) => options.find((one) => one.id === id)?.name ?? t('property.goneChoice');
  if (kind === 'checkbox') return t('property.yes');
  if (kind === 'person') return state.members[value]?.name ?? t('history.somebody');
  if (kind === 'date') return dayWord(value);
  if (kind === 'choice') return named(value);
  return kind === 'multiChoice' ? value.split(',').map(named).join(', ') : value;
}
