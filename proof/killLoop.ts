import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { State } from '../shared/state.ts';
import { type Client, createClient } from '../test/support/client.ts';
import { comparable, readEverything } from '../test/support/reading.ts';
import { openScreen, type Screen } from '../test/support/screen.ts';
import { until } from '../test/support/until.ts';
import { type Agent, startAgent } from './killLoop/agents.ts';
import { createCustomers } from './killLoop/customers.ts';
import { createProduct, type Product } from './killLoop/product.ts';
import { everyMessage, everyTicket } from './killLoop/reading.ts';
import { startSink } from './killLoop/sink.ts';
import { judge } from './killLoop/verdict.ts';

const rounds = Number(process.env.PROOF_ROUNDS ?? 20);
const mails = Number(process.env.PROOF_MAILS ?? 500);
const agentsAtWork = 8;
const people = ['ada@baton.test', 'ben@baton.test', 'mei@baton.test', 'kai@baton.test', 'rio@baton.test'];

/** A job that a killed process held waits for its lease to run out, and its next try for its backoff. */
const settleMs = 5 * 60_000;

async function enter(url: string, email: string): Promise<Client> {
  const answer = await createClient(url, '').call('session.create', { email, password: 'baton-demo' });
  if (!('token' in answer)) throw new Error(`${email} is asked for more than his password`);
  return createClient(url, answer.token);
}

async function deskOf(client: Client) {
  const { items, contacts } = await client.call('ticket.list', { limit: 40 });
  const { items: pipelines } = await client.call('pipeline.list', {});
  const [pipeline] = pipelines;
  const known = new Set(contacts.filter(({ email }) => email !== null).map(({ id }) => id));
  const tickets = items.filter(({ contactIds }) => contactIds.some((id) => known.has(id))).map(({ id }) => id);
  const [contactId] = known;
  if (!pipeline || !contactId) throw new Error('The demo has no tickets');
  return { tickets, contactId, pipelineId: pipeline.id, statusIds: pipeline.statuses.map(({ id }) => id) };
}

/** Some of the round's work, then the kill, in the middle of the rest. */
async function oneRound(product: Product, agents: readonly Agent[], sending: Promise<void>): Promise<void> {
  const before = agents.map((agent) => agent.done());
  const moved = () => agents.every((agent, index) => agent.done() > (before[index] ?? 0) + 2);
  await until('every agent has got something done', moved, 120_000);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
  await product.kill();
  await product.start();
  await sending;
}

/** Until nothing is on its way any more: every mail read, every answer sent or given up. */
async function settled(admin: Client, expected: number): Promise<void> {
  await until(
    'all is settled',
    async () => {
      const messages = await everyMessage(admin, await everyTicket(admin));
      const incoming = messages.filter(({ text }) => /mailword\d+x/.test(text)).length;
      const leaving = messages.filter(({ delivery }) => delivery?.state === 'queued' || delivery?.state === 'sending');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      return incoming >= expected && leaving.length === 0;
    },
    settleMs,
  );
}

async function mustEqualFresh(screens: readonly Screen[], clients: readonly Client[]): Promise<void> {
  for (const [index, screen] of screens.entries()) {
    const client = clients[index];
    if (!client) continue;
    await screen.reconnect();
    await readEverything(screen);
    const fresh = await openScreen(client.url, client.token);
    await readEverything(fresh);
    await screen.heard(fresh.state.seq);
    const [followed, loaded]: [Partial<State>, Partial<State>] = [comparable(screen.state), comparable(fresh.state)];
    assert.deepEqual(followed, loaded);
    fresh.close();
    screen.close();
  }
}

/** The product is killed again and again while mails arrive and agents work; whatever it has acknowledged is there once. */
export async function killLoop(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-kill-'));
  const sink = await startSink();
  const product = await createProduct(dataDir, sink.url);
  try {
    await product.start();
    const clients = await Promise.all(people.map((email) => enter(product.url, email)));
    const [admin] = clients;
    if (!admin) throw new Error('Nobody came in');
    const screens = await Promise.all(clients.map(({ url, token }) => openScreen(url, token)));
    for (const screen of screens) await readEverything(screen);
    const desk = await deskOf(admin);
    const writers = clients.slice(0, 3);
    const agents = Array.from({ length: agentsAtWork }, (_, index) =>
      startAgent(writers[index % writers.length] ?? admin, desk, index),
    );
    const customers = createCustomers(product.smtpPort);
    for (let round = 0; round < rounds; round += 1) {
      const share = Math.floor((mails * (round + 1)) / rounds) - Math.floor((mails * round) / rounds);
      await oneRound(product, agents, customers.send(share));
      for (const screen of screens) if (screen.line !== 'live') await screen.reconnect();
      process.stderr.write(`killed ${round + 1} times, ${customers.acknowledged.size} mails taken\n`);
    }
    await Promise.all(agents.map((agent) => agent.end()));
    for (const screen of screens) screen.drop();
    await settled(admin, customers.acknowledged.size);
    const found = await judge({
      admin,
      everybody: clients,
      mails: customers.acknowledged,
      agents: agents.map(({ acknowledged }) => acknowledged),
      taken: sink.taken,
    });
    await mustEqualFresh(screens, clients);
    await product.stop();
    assert.deepEqual(product.faults(), [], 'it met a bug of its own');
    return `killed ${rounds} times; ${found}; counts equal lists, every screen equals a fresh load`;
  } finally {
    await product.stop();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
