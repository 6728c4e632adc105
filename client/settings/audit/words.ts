import type { AuditAction } from '../../../shared/contract/audit.ts';
import type { TokenScope } from '../../../shared/contract/call.ts';
import { scopes } from '../options.ts';
import type { Words } from '../refusal.ts';
import { en } from '../words/en.ts';

type Key<A extends string> = A extends `${infer Thing}.${infer Deed}` ? `${Thing}_${Deed}` : never;

/** A catalogue key holds no dot: it would be a path. */
const keyOf = <A extends AuditAction>(action: A) => action.replace('.', '_') as Key<A>;

export const actionIn = (t: Words, action: AuditAction): string => t(`audit.act.${keyOf(action)}`);

type Names = Readonly<Record<string, { name: string }>>;

const isKey = <T extends object>(of: T, key: PropertyKey): key is keyof T => Object.hasOwn(of, key);

/** One value in the reader's words: a role, a reach such as `teams + unassigned`, teams by name; else as written. */
function valueIn(t: Words, name: string, value: string, teams: Names): string {
  if (name === 'role' && isKey(en.role, value)) return t(`role.${value}`);
  if (name === 'suspended') return t(value === 'true' ? 'audit.yes' : 'audit.no');
  if (name === 'mainTeamId' || name === 'teamIds') {
    const ids = value.split(',').filter((id) => id && id !== 'null');
    return ids.map((id) => teams[id]?.name ?? id.slice(0, 8)).join(', ') || '–';
  }
  if (name === 'name' || name === 'email') return value;
  const parts = name === 'scopes' ? value.split(' ') : value.split(' + ');
  const words = parts.map((part) => {
    if (name === 'scopes' && isScope(part)) return t(`tokens.${part}`);
    return isKey(en.audit.value, part) ? t(`audit.value.${part}`) : part;
  });
  return words.join(' + ');
}

const isScope = (value: string): value is TokenScope => scopes.some((scope) => scope === value);

/** What is known of it, in the reader's words. */
export const detailsIn = (t: Words, details: Readonly<Record<string, string>>, teams: Names): string =>
  Object.entries(details)
    .map(([name, value]) => {
      const label = isKey(en.audit.detail, name) ? t(`audit.detail.${name}`) : name;
      return `${label}: ${valueIn(t, name, value, teams)}`;
    })
    .join(' · ');
