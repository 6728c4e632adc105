import type { Audit } from '../audit/service.ts';
import { nowhere } from '../auth/signIn.ts';
import type { AuthStore } from '../auth/store.ts';
import type { Tries } from '../auth/tries.ts';
import type { Clock } from '../platform/clock.ts';
import type { AccountStore } from './store.ts';

/** Long enough to ask what happened; nothing of it opens anything any more. */
const keptDays = 30;

/** Forgets sessions and mailed links that ran out, and failures at addresses that nobody has. Workspaces' logs stay. */
export async function forgetOldSignIns(
  deps: { auth: AuthStore; store: AccountStore; audit: Audit; tries: Tries },
  clock: Clock,
): Promise<void> {
  const before = new Date(clock.now().getTime() - keptDays * 86_400_000);
  await deps.tries.forget();
  await deps.auth.forgetSessions(before);
  await deps.store.forgetLinks(before);
  await deps.audit.forget(nowhere, before);
}
