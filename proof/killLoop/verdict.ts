import assert from 'node:assert/strict';
import type { MessageView } from '../../shared/entities.ts';
import { ViewId } from '../../shared/facets.ts';
import type { Client } from '../../test/support/client.ts';
import type { Acknowledged } from './agents.ts';
import { wordOf } from './customers.ts';
import { everyEntry, everyMessage, everyTicket } from './reading.ts';

const count = <T>(items: Iterable<T>): Map<T, number> => {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};

/** Every acknowledged mail is one message, and no other is more than one. */
function mustHoldMails(messages: readonly MessageView[], acknowledged: ReadonlySet<number>): void {
  const words = count(
    messages.filter(({ direction }) => direction === 'in').flatMap(({ text }) => text.match(/mailword\d+x/g) ?? []),
  );
  for (const index of acknowledged) assert.equal(words.get(wordOf(index)) ?? 0, 1, `mail ${index}`);
  for (const [word, times] of words) assert.equal(times, 1, word);
}

/** Every acknowledged answer is there once, and went out once, or says that it failed or that nobody knows. */
function mustHaveSent(
  messages: readonly MessageView[],
  sent: Acknowledged['sent'],
  taken: ReadonlyMap<string, number>,
) {
  const arrived = new Map<string, number>();
  for (const [mailId, times] of taken) {
    const id = [...sent.keys()].find((one) => mailId.startsWith(`${one}.`)) ?? mailId;
    arrived.set(id, (arrived.get(id) ?? 0) + times);
  }
  for (const [id, times] of arrived) assert.equal(times, 1, `${id} arrived ${times} times`);
  const states = new Map<string, number>();
  for (const [id, ticketId] of sent) {
    const [message, ...more] = messages.filter((one) => one.id === id);
    assert.equal(more.length, 0, `${id} is there more than once`);
    assert.equal(message?.ticketId, ticketId, `${id} is not there`);
    const state = message?.delivery?.state ?? 'none';
    states.set(state, (states.get(state) ?? 0) + 1);
    if (state === 'sent') assert.equal(arrived.get(id) ?? 0, 1, `${id} is said to be sent`);
    else assert.ok(state === 'uncertain' || state === 'failed', `${id} is ${state}`);
  }
  return states;
}

async function countsMustEqualLists(client: Client): Promise<void> {
  const { counts } = await client.call('view.counts', {});
  for (const view of ViewId.options) {
    if (counts[view] === undefined) continue;
    assert.equal(counts[view], (await everyTicket(client, view)).length, `the count of ${view}`);
  }
}

export interface Evidence {
  admin: Client;
  everybody: readonly Client[];
  mails: ReadonlySet<number>;
  agents: readonly Acknowledged[];
  taken: ReadonlyMap<string, number>;
}

/** All that was acknowledged is there, once. @throws what is not so */
export async function judge({ admin, everybody, mails, agents, taken }: Evidence): Promise<string> {
  const all = <K extends keyof Acknowledged>(what: K) => new Map(agents.flatMap((one) => [...one[what]]));
  const [renamed, created, sent] = [all('renamed'), all('created'), all('sent')];
  const tickets = await everyTicket(admin);
  const messages = await everyMessage(admin, tickets);
  const entries = await everyEntry(admin, tickets);
  mustHoldMails(messages, mails);
  const states = mustHaveSent(messages, sent, taken);
  const names = count(entries.filter(({ property }) => property === 'name').map(({ to }) => to));
  for (const [name, ticketId] of renamed) {
    assert.equal(names.get(name) ?? 0, 1, `the change to ${name}`);
    assert.ok(
      entries.some((entry) => entry.to === name && entry.ticketId === ticketId),
      `${name} is on its ticket`,
    );
  }
  for (const ticketId of created.values())
    assert.equal(tickets.filter(({ id }) => id === ticketId).length, 1, ticketId);
  const made = count(entries.filter(({ property }) => property === 'created').map(({ ticketId }) => ticketId));
  for (const { id } of tickets) assert.equal(made.get(id), 1, `${id} was made once`);
  assert.equal(new Set(tickets.map(({ number }) => number)).size, tickets.length, 'ticket numbers');
  for (const client of everybody) await countsMustEqualLists(client);
  const outcome = [...states].map(([state, times]) => `${times} ${state}`).join(', ');
  return `${mails.size} mails, ${renamed.size} changes, ${created.size} tickets, ${sent.size} answers (${outcome}), each once`;
}
