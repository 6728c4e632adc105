import type { Server } from 'node:http';
import type { Id } from '../../shared/ids.ts';
import { claimsOf } from '../collab/credentials.ts';
import { type Collab, createCollab } from '../collab/server.ts';
import { createRelay, type Relay } from '../events/relay.ts';
import { createRealtime } from '../realtime/server.ts';
import { routeUpgrades } from '../realtime/upgrade.ts';
import { sameOrigin } from '../rpc/cookie.ts';
import type { Dispatch } from '../rpc/dispatch.ts';
import type { Drafts } from './drafts.ts';
import type { Ground } from './ground.ts';
import type { People } from './people.ts';
import type { Tickets } from './tickets.ts';

/** Whoever is connected: sockets, shared documents, and the relay that tells both what has changed. */
export function createLive(
  ground: Ground,
  { accounts }: People,
  { tickets, contacts, companies }: Tickets,
  { inRooms }: Drafts,
  parts: { http: Server; dispatch: Dispatch },
) {
  const { actorOf } = ground.actors;
  const common = { ...ground, relay: () => relay, actorOf, mayConnect: sameOrigin };
  const realtime = createRealtime({
    ...common,
    ...parts,
    audiences: { ticket: tickets.audiences, contact: contacts.audiences, company: companies.audiences },
    rightsSeqOf: async (workspaceId, memberId) => (await ground.auth.member(workspaceId, memberId))?.rightsSeq ?? 0,
  });
  const collab: Collab = createCollab({
    ...common,
    features: inRooms,
    claimsOf: (request) => claimsOf(request, { ...ground, sessions: accounts.sessions }),
  });
  routeUpgrades(parts.http, { '/collab/': collab.upgrade });
  const relay: Relay = createRelay({
    ...ground,
    async deliver(run, passed) {
      for (const entry of run) await collab.deliver(entry);
      await realtime.deliver(run, passed);
    },
    looked: realtime.looked,
    needed: (workspaceId) => realtime.isIn(workspaceId) || collab.isIn(workspaceId),
  });

  return {
    realtime,
    collab,
    relay,
    /** The place in the log that this node has delivered; where it delivers to nobody, the log's own. */
    async seqOf(workspaceId: Id): Promise<number> {
      const delivered = relay.position(workspaceId);
      return delivered >= 0 ? delivered : ((await ground.events.position(workspaceId))?.seq ?? 0);
    },
  };
}

export type Live = ReturnType<typeof createLive>;
