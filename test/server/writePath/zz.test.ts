import { expect, test } from '@jest/globals';
import { buildMember, buildPipeline, buildTicket, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { startCluster } from '../../support/cluster.ts';
import mongoose from 'mongoose';
test('count', async () => {
  const cluster = await startCluster({});
  const p = await buildPipeline(cluster.app, cluster.workspaceId);
  const member = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const other = await buildMember(cluster.app, cluster.workspaceId, { access: reach('everything') });
  const client = await signIn(cluster.node.url, member.email);
  const tickets = await Promise.all(Array.from({ length: 40 }, () => buildTicket(cluster.app, cluster.workspaceId, { name: 'n0' })));
  const names: string[] = [];
  const c = cluster.app.storage.connection.getClient();
  const server = (c as any).topology;
  const proto = Object.getPrototypeOf((await import('mongodb')).default ?? {});
  const mod = await import('../../../node_modules/mongodb/lib/cmap/connection.js' as string);
  const orig = mod.Connection.prototype.command;
  mod.Connection.prototype.command = function (ns: any, cmd: any, ...rest: any[]) { names.push(Object.keys(cmd)[0] + ':' + String(Object.values(cmd)[0])); return orig.call(this, ns, cmd, ...rest); };
  const seen = (title: string) => { console.log(title, names.length, names.join(' ')); names.length = 0; };
  await client.call('ticket.update', { ticketId: tickets[0]!._id, priority: 'high' }); 
  names.length = 0;
  await client.call('ticket.update', { ticketId: tickets[1]!._id, priority: 'high' }); seen('priority');
  try { await client.call('ticket.assign', { ticketId: tickets[1]!._id, ownerId: (other as any).userId }); seen('assign'); } catch (e) { console.log(cluster.faults()); }
  await Promise.all(tickets.slice(2, 34).map((t, i) => client.call(i % 2 ? 'ticket.update' : 'ticket.assign', i % 2 ? { ticketId: t._id, priority: 'high' } : { ticketId: t._id, ownerId: (other as any).userId } as any))); seen('32');
  await cluster.stop();
});
