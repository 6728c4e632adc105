import type { ClientSession } from 'mongoose';

/** A transaction that met another is run again with the same session: what was learnt in the first run is void. */
interface Attempt {
  beforeCommit: (() => Promise<void>)[];
}

const attempts = new WeakMap<ClientSession, Attempt>();

export function attemptOf(session: ClientSession): Attempt {
  const known = attempts.get(session);
  if (known) return known;
  throw new Error('This session is not in a transaction of the storage');
}

/** Runs `work` as a new attempt, and then what it left for the moment before the commit. */
export async function attempt<T>(session: ClientSession, work: () => Promise<T>): Promise<T> {
  const made: Attempt = { beforeCommit: [] };
  attempts.set(session, made);
  const value = await work();
  for (const write of made.beforeCommit) await write();
  return value;
}

export const beforeCommit = (session: ClientSession, write: () => Promise<void>): void =>
  void attemptOf(session).beforeCommit.push(write);
