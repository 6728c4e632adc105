import type { AuditAction } from '../../../shared/contract/audit.ts';
import type { Words } from '../refusal.ts';

type Key<A extends string> = A extends `${infer Thing}.${infer Deed}` ? `${Thing}_${Deed}` : never;

/** A catalogue key holds no dot: it would be a path. */
const keyOf = <A extends AuditAction>(action: A) => action.replace('.', '_') as Key<A>;

export const actionIn = (t: Words, action: AuditAction): string => t(`audit.act.${keyOf(action)}`);

/** What is known of it, for a person: names and values as they were written down. */
export const detailsOf = (details: Readonly<Record<string, string>>): string =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ');
