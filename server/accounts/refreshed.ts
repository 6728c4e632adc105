import type { SignedIn } from '../../shared/contract/session.ts';
import { AppError } from '../../shared/errors.ts';
import type { Sessions } from '../auth/sessions.ts';
import { enter, mustHaveCookies, type Visit } from '../rpc/visit.ts';

/** A new token for the cookie; a cookie that is refused is taken away. */
export async function refreshed(visit: Visit, sessions: Sessions): Promise<SignedIn> {
  const cookies = mustHaveCookies(visit);
  try {
    return enter(visit, await sessions.refresh(cookies.refresh, visit.address));
  } catch (error) {
    if (error instanceof AppError) cookies.drop();
    throw error;
  }
}
