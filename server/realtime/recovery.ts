import { z } from 'zod';
import { scopesOf } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import type { ActorOf } from '../auth/actor.ts';
import type { Relay } from '../events/relay.ts';
import type { EventStore } from '../events/store.ts';
import type { BatonSocket, Place } from './protocol.ts';
import { type Audiences, stillFor } from './replay.ts';
import { scopeRoom } from './rooms.ts';

/** Missing more than this, loading anew is quicker than catching up. */
const maxMissed = 1000;
const pageSize = 200;

const Resume = z.object({ epoch: z.string(), seq: z.int().min(0) });

interface Deps {
  relay: Relay;
  events: EventStore;
  actorOf: ActorOf;
  audiences: Audiences;
  rightsSeqOf: (workspaceId: Id, memberId: Id) => Promise<number>;
}

/**
 * Start and recovery are one path: hear what was missed, then join the rooms at the very position that the relay has
 * delivered, then `ready`. Nothing falls between, nothing comes twice. A `reset` waits for the rooms as well: what is
 * loaded after it is no older than what will be heard. `place` is what the screen said of where it is.
 */
export async function recover(socket: BatonSocket, place: unknown, deps: Deps): Promise<void> {
  const { wid: workspaceId, sub: memberId } = socket.data.claims;
  const { relay, events } = deps;
  await relay.follow(workspaceId);
  const position = await events.position(workspaceId);
  if (!position) throw new Error('A token names a workspace that is gone');
  const resume = Resume.safeParse(place).data;
  let reason = resume ? await whyAnew(resume, position, memberId, deps) : null;
  let from = resume && !reason ? resume.seq : null;
  for (;;) {
    const version = socket.data.rightsVersion;
    const { rights } = await deps.actorOf(socket.data.claims);
    const scopes = scopesOf(rights, 'view');
    if (from !== null) {
      const missed = await events.after(workspaceId, from, pageSize);
      const heard = await stillFor(missed, scopes, deps.audiences);
      if (socket.data.rightsVersion !== version || missed.some(({ rightsOf }) => rightsOf.includes(memberId))) {
        reason = 'rights';
        from = null;
        continue;
      }
      for (const event of heard) socket.emit('event', event);
      from = missed.at(-1)?.seq ?? from;
    }
    if (socket.data.rightsVersion !== version) continue;
    if (!socket.connected) return;
    const delivered = relay.position(workspaceId);
    if (from !== null && from < delivered) continue;
    if (from !== null && from > delivered) {
      await relay.reach(workspaceId, from);
      continue;
    }
    socket.data.scopes = scopes;
    void socket.join(scopes.map((scope) => scopeRoom(workspaceId, scope)));
    if (reason) socket.emit('reset', { reason });
    socket.emit('ready', { epoch: position.epoch, seq: delivered });
    return;
  }
}

async function whyAnew(
  resume: Place,
  position: Place & { _id: Id },
  memberId: Id,
  deps: Deps,
): Promise<'epoch' | 'behind' | 'rights' | null> {
  if (resume.epoch !== position.epoch || resume.seq > position.seq) return 'epoch';
  if (position.seq - resume.seq > maxMissed) return 'behind';
  if (position.seq > resume.seq) {
    const [next] = await deps.events.after(position._id, resume.seq, 1);
    if (next?.seq !== resume.seq + 1) return 'behind';
  }
  return (await deps.rightsSeqOf(position._id, memberId)) > resume.seq ? 'rights' : null;
}
