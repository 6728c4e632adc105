import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { countOf } from '../../../shared/state.ts';
import { buildChannel, buildMember, buildPipeline, buildTeam, buildTicket, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { openScreen } from '../../support/screen.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster({ nodes: 2 });
  await buildPipeline(cluster.app, cluster.workspaceId);
});
afterAll(() => cluster.stop());

// R5
test('over HTTP an answer names its place in the log, whether somebody is connected or not', async () => {
  const { app, workspaceId, node } = cluster;
  const { email } = await buildMember(app, workspaceId);
  const { token } = await signIn(node.url, email);
  await buildTicket(app, workspaceId, { name: 'read' });
  const place = (await app.events.position(workspaceId))?.seq;
  const read = () =>
    fetch(`${node.url}/api/ticket.list`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({}),
    });
  expect(place).toBeGreaterThan(0);
  expect((await read()).headers.get('baton-seq')).toBe(`${place}`);
  const screen = await openScreen(node.url, token);
  expect((await read()).headers.get('baton-seq')).toBe(`${place}`);
  screen.close();
});

// L3
test('a change that one person makes is on the screen of another, at another node', async () => {
  const { app, workspaceId, nodes } = cluster;
  const ann = await buildMember(app, workspaceId);
  const bob = await buildMember(app, workspaceId);
  const ticket = await buildTicket(app, workspaceId, { name: 'before' });
  const his = await signIn(nodes[1]?.url ?? '', bob.email);
  const hers = await signIn(cluster.node.url, ann.email);
  const screen = await openScreen(his.url, his.token);
  await screen.list();
  await hers.call('ticket.update', { ticketId: ticket._id, name: 'after' });
  await screen.until('the new name is shown', (state) => state.tickets[ticket._id]?.name === 'after');
  expect(cluster.faults()).toEqual([]);
  screen.close();
});

// L2, L3, S5
test('a mail that was acknowledged is on every screen, in its views, with the counts right', async () => {
  const { app, workspaceId, nodes, node } = cluster;
  const team = await buildTeam(app, workspaceId);
  const { address } = await buildChannel(app, workspaceId, team);
  const people = await Promise.all(
    [reach('everything'), reach('teams'), reach('own')].map((access) =>
      buildMember(app, workspaceId, { access, mainTeamId: team }),
    ),
  );
  const screens = await Promise.all(
    people.map(async ({ email }, index) => {
      const { token } = await signIn(node.url, email);
      return openScreen(nodes[index % 2]?.url ?? '', token);
    }),
  );
  const before = screens.map(({ state }) => countOf(state, 'teamUnassigned'));
  const transport = createTransport({ host: '127.0.0.1', port: node.smtpPort, ignoreTLS: true });
  await transport.sendMail({ from: 'Cleo <cleo@customers.test>', to: address, subject: 'Cracked', text: 'It broke.' });
  transport.close();
  const [all, ofTeam, own] = screens;
  for (const screen of [all, ofTeam]) {
    await screen?.until('the mail is a ticket', ({ tickets }) =>
      Object.values(tickets).some(({ name }) => name === 'Cracked'),
    );
    await screen?.until('it says what was written', ({ tickets }) =>
      Object.values(tickets).some(({ lastMessage }) => lastMessage?.snippet === 'It broke.'),
    );
    expect(Object.values(screen?.state.contacts ?? {}).map(({ email }) => email)).toContain('cleo@customers.test');
  }
  const seq = await cluster.mark();
  for (const screen of screens) await screen.heard(seq);
  const counted = screens.map(({ state }, index) => countOf(state, 'teamUnassigned') - (before[index] ?? 0));
  expect(counted).toEqual([1, 1, 0]);
  expect(own?.state.tickets).toEqual({});
  expect(own?.bytes).not.toContain('cleo@customers.test');
  for (const screen of screens) screen.close();
});
