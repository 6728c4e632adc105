import type { Input } from '../../shared/contract.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { KeepDeed } from './deeds.ts';
import { passwordMatches } from './passwords.ts';
import type { SecondFactors } from './secondFactor.ts';
import type { Caller, Entry, Sessions } from './sessions.ts';
import type { AuthStore, Proof, User } from './store.ts';
import { fromAnywhere, perAccount, perAddress, type Tries } from './tries.ts';

/** Where failures at addresses that nobody has are written, so that they take as long as others. No one lists it. */
export const nowhere = '00000000-0000-0000-0000-000000000000';

type Workspaces = { workspaces: { id: Id; name: string; slug: string }[] };
/** In, or what is still to be answered. */
export type Answer = Entry | { answer: Workspaces | { needs: 'code' }; refresh: null };

const notRight = () => new AppError('unauthenticated', 'The address or the password is not right.');
const codeNotRight = () =>
  new AppError('unauthenticated', 'This code is not right, or was used. Take the next one.', { needs: 'code' });

/** From an address, a password and a code to a session. */
export function createSignIn(deps: {
  store: AuthStore;
  sessions: Sessions;
  secondFactors: SecondFactors;
  tries: Tries;
  keepDeed: KeepDeed;
}) {
  const { store, sessions, secondFactors, tries, keepDeed } = deps;

  async function refused(user: User | null, workspaceIds: Id[], caller: Caller, why: string): Promise<void> {
    const deed = { action: 'session.refused', actorId: user?._id ?? null, details: { why } } as const;
    await keepDeed(user && workspaceIds.length > 0 ? workspaceIds : [nowhere], { ...deed, address: caller.address });
  }

  /** @throws unauthenticated, rateLimited; null when a code is needed and none was given */
  async function proofFor(user: User, code: string | undefined, caller: Caller, workspaceIds: Id[]) {
    if (!user.secondFactor) return { kind: 'none' } satisfies Proof;
    if (code === undefined) return null;
    const proof = await secondFactors.proofOf(user, code);
    if (proof) return proof;
    await refused(user, workspaceIds, caller, 'code');
    throw codeNotRight();
  }

  /** The user whose password this is, and his open workspaces. Wrong address and wrong password read and write the same. */
  async function userBy(email: string, password: string, caller: Caller) {
    const counted = [perAccount(email, caller.address), perAddress(caller.address), fromAnywhere(email)];
    await tries.spend(...counted);
    const user = await store.userByEmail(email);
    const right = await passwordMatches(user?.passwordHash, password);
    const members = await store.membershipsOf(user?._id ?? nowhere);
    const open = members.filter((member) => !member.suspended);
    if (!user || !right || open.length === 0) {
      const everywhere = members.map((member) => member.workspaceId);
      await refused(user, everywhere, caller, right ? 'suspended' : 'password');
      throw notRight();
    }
    await tries.giveBack(...counted);
    return { user, workspaceIds: open.map((member) => member.workspaceId) };
  }

  return {
    userBy,
    proofFor,
    /** @throws unauthenticated, rateLimited; both the same whoever exists */
    async create(input: Input<'session.create'>, caller: Caller): Promise<Answer> {
      const { user, workspaceIds } = await userBy(input.email, input.password, caller);
      const proof = await proofFor(user, input.code, caller, workspaceIds);
      if (!proof) return { answer: { needs: 'code' }, refresh: null };
      const found = await Promise.all(workspaceIds.map((id) => store.workspaceById(id)));
      const workspaces = found.flatMap((one) => (one ? [{ id: one._id, name: one.name, slug: one.slug }] : []));
      const named = input.workspace;
      const chosen = named ? workspaces.filter((one) => one.id === named || one.slug === named) : workspaces;
      const [only] = chosen;
      if (!only) throw notRight();
      if (chosen.length > 1) return { answer: { workspaces: chosen }, refresh: null };
      const entry = await sessions.begin(user, only.id, caller, proof);
      if (proof.kind !== 'none') await secondFactors.proved(user);
      return entry;
    },
  };
}

export type SignIn = ReturnType<typeof createSignIn>;
