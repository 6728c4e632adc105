import type { Id } from '../../../shared/ids.ts';
import { buildChannel, buildContact, buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { type Client, signIn } from '../../support/client.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../../support/cluster.ts';

/** A workspace with people who write drafts. */
export interface Desk {
  cluster: Cluster;
  author: Person;
  colleague: Person;
  admin: Person;
  /** Sees no ticket of anybody else. */
  outsider: Person;
  /** The author's. */
  ticketId: Id;
  newTicket(ownerId?: Id | null): Promise<Id>;
}

export interface Person {
  id: Id;
  client: Client;
}

export async function openDesk(options: ClusterOptions = {}): Promise<Desk> {
  const cluster = await startCluster({ ...options, env: { BATON_UNDO_SECONDS: '0', ...options.env } });
  const { app, workspaceId, node } = cluster;
  await buildPipeline(app, workspaceId);
  await buildChannel(app, workspaceId);
  const person = async (given: Parameters<typeof buildMember>[2]): Promise<Person> => {
    const member = await buildMember(app, workspaceId, given);
    return { id: member.userId, client: await signIn(node.url, member.email) };
  };
  const author = await person({ access: reach('everything') });
  const contact = await buildContact(app, workspaceId);
  const newTicket = async (ownerId: Id | null = null) =>
    (await buildTicket(app, workspaceId, { ownerId, contactIds: [contact._id] }))._id;
  return {
    cluster,
    author,
    colleague: await person({ access: reach('everything') }),
    admin: await person({ role: 'admin', access: reach('everything') }),
    outsider: await person({ access: reach('own') }),
    ticketId: await newTicket(author.id),
    newTicket,
  };
}
