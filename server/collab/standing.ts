import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor, ActorOf } from '../auth/actor.ts';
import type { Claims } from '../auth/credentials.ts';
import { mustHold } from '../auth/policy.ts';
import type { Clock } from '../platform/clock.ts';
import type { Documents } from './documents.ts';
import { askEveryMs } from './limits.ts';
import type { StoredDoc } from './model.ts';

/** How a member may open a document. `about`: the ticket whose changes may take that away from a guest. */
export interface Standing {
  as: 'owner' | 'guest';
  about: Id;
}

/** Asked of the feature that owns the document; null says neither "may not" nor "is not". */
export type StandingOf = (actor: Actor, doc: Pick<StoredDoc, '_id' | 'kind' | 'state'>) => Promise<Standing | null>;

/** Until when a standing is taken for granted, unless the log says something; milliseconds. */
export interface Admitted extends Standing {
  lookAt: number;
}

/** Answers how somebody may open a document at this moment, or why not, as an HTTP status. */
export function createAdmission(deps: {
  documents: Documents;
  actorOf: ActorOf;
  standingOf: StandingOf;
  clock: Clock;
}) {
  const { documents, clock } = deps;

  /** A program must be allowed to read and to write. */
  async function signedIn(claims: Claims): Promise<Actor> {
    const actor = await deps.actorOf(claims);
    mustHold(actor, 'read');
    mustHold(actor, 'write');
    return actor;
  }

  async function admit(claims: Claims, docId: string): Promise<Admitted | null> {
    const actor = await signedIn(claims);
    const doc = await documents.head(docId);
    const found = doc && doc.workspaceId === actor.workspaceId ? await deps.standingOf(actor, doc) : null;
    const soon = clock.now().getTime() + askEveryMs;
    return found && { ...found, lookAt: Math.min(actor.until?.getTime() ?? soon, soon) };
  }

  /** Only a refusal is one: a store that is away says nothing of anybody. */
  return async (claims: Claims, docId: string): Promise<Admitted | 401 | 404> => {
    try {
      return (await admit(claims, docId)) ?? 404;
    } catch (error) {
      if (error instanceof AppError) return error.code === 'unauthenticated' ? 401 : 404;
      throw error;
    }
  };
}

export type Admission = ReturnType<typeof createAdmission>;
