import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOf } from '../server/channels/email/fingerprint.ts';
import { blobName } from '../server/files/blobs.ts';
import type { MessageView } from '../shared/entities.ts';
import { type Client, createClient } from '../test/support/client.ts';
import { dovecotPath, startDovecot } from '../test/support/dovecot.ts';
import { openScreen } from '../test/support/screen.ts';
import { until } from '../test/support/until.ts';
import { createProduct, type Product } from './killLoop/product.ts';
import { startSink } from './killLoop/sink.ts';
import { differencesOf, digestOf } from './mail/compare.ts';
import { type CorpusMail, readCorpus } from './mail/corpus.ts';
import { askOracle } from './mail/oracle.ts';
import { handOver } from './mail/smtp.ts';

const corpus = process.env.MAIL_CORPUS;
/** From the server's 250 to the message on a screen. */
const slowestMs = 2000;
const patienceMs = 60_000;
const channel = 'proof';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function enter(url: string): Promise<Client> {
  const answer = await createClient(url, '').call('session.create', {
    email: 'ada@baton.test',
    password: 'baton-demo',
  });
  if (!('token' in answer)) throw new Error('Ada is asked for more than her password');
  return createClient(url, answer.token);
}

/** Every message that came as a mail, by the hash of its source; more than one to a hash is a mail taken twice. */
async function messagesOf(client: Client, product: Product): Promise<Map<string, MessageView[]>> {
  const found = new Map<string, MessageView[]>();
  let cursor: string | null = null;
  do {
    const page: { items: { id: string }[]; next: string | null } = await client.call('ticket.list', {
      sort: 'created',
      limit: 100,
      cursor,
    });
    for (const { id: ticketId } of page.items) {
      const { items } = await client.call('message.list', { ticketId, limit: 200 });
      for (const message of items.filter(({ direction }) => direction === 'in')) {
        const { source } = await client.call('message.urls', { messageId: message.id });
        if (source === null) continue;
        const raw = Buffer.from(await (await fetch(new URL(source, product.url))).arrayBuffer());
        found.set(blobName(raw), [...(found.get(blobName(raw)) ?? []), message]);
      }
    }
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

interface Sending {
  mail: CorpusMail;
  /** The server's words when it did not take it. */
  refused: string | null;
  ms: number;
}

/** Sends each mail twice, and waits after the first time until it has become a message. */
async function sendAll(mails: readonly CorpusMail[], product: Product, token: string): Promise<Sending[]> {
  const screen = await openScreen(product.url, token);
  const prints = new Set<string>();
  const sent: Sending[] = [];
  for (const mail of mails) {
    const print = fingerprintOf(channel, mail.bytes);
    const before = screen.state.seq;
    const began = performance.now();
    const answer = await handOver(product.smtpPort, mail.bytes, 'proof@customers.test');
    const refused = answer.startsWith('250') ? null : answer;
    if (!refused && !prints.has(print)) {
      await until(`a message of ${mail.name}`, () => screen.state.seq > before, patienceMs);
    }
    const ms = performance.now() - began;
    if (!refused) prints.add(print);
    sent.push({ mail, refused, ms });
    const again = await handOver(product.smtpPort, mail.bytes, 'proof@customers.test');
    assert.equal(again.startsWith('250'), refused === null, `${mail.name}, sent again: ${again}`);
  }
  screen.close();
  return sent;
}

/** The same mails through a mailbox. Answers those that the mailbox's own server changed: to it they are other mails. */
async function fetchAll(mails: readonly CorpusMail[], client: Client): Promise<Buffer[] | null> {
  if (!dovecotPath) return null;
  const dovecot = await startDovecot();
  try {
    const imap = await dovecot.client();
    const changed: Buffer[] = [];
    let put = 0;
    for (const { name, bytes } of mails) {
      const done = await imap.append('INBOX', bytes).catch(() => null);
      if (!done) say(`  ${name}: the mailbox's server does not take it`);
      else put += 1;
    }
    await imap.mailboxOpen('INBOX');
    for await (const { source } of imap.fetch('1:*', { source: true })) if (source) changed.push(source);
    await imap.logout();
    const [support] = (await client.call('screen.load', {})).channels;
    await client.call('mailbox.save', {
      channelId: support?.id ?? '',
      host: '127.0.0.1',
      port: dovecot.port,
      security: 'tls',
      anyCertificate: true,
      user: dovecot.user,
      folder: 'INBOX',
      begin: 'all',
      signIn: { kind: 'password', password: dovecot.password },
    });
    await until(
      `${put} mails to be fetched`,
      async () => ((await client.call('mailbox.list', {})).items[0]?.fetched ?? 0) >= put,
      10 * 60_000,
    );
    await client.call('mailbox.remove', { channelId: support?.id ?? '' });
    return changed;
  } finally {
    await dovecot.stop();
  }
}

/**
 * Every mail of a folder, sent twice by SMTP and fetched by IMAP, becomes one message with its bytes as they were, and says
 * what another reader finds in it, too.
 */
export async function mailCorpus(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-mail-'));
  const { mails, passedOver } = await readCorpus(corpus);
  assert.ok(mails.length > 0, 'there is no mail in the folder');
  const sink = await startSink();
  const product = await createProduct(dataDir, sink.url);
  const faults: string[] = [];
  try {
    const theirs = await askOracle(mails, join(dataDir, 'oracle'));
    await product.start();
    const client = await enter(product.url);
    const sent = await sendAll(mails, product, client.token);
    const fetched = await fetchAll(mails, client);
    const prints = new Map<string, string[]>();
    const add = (name: string, bytes: Buffer) => {
      const print = fingerprintOf(channel, bytes);
      prints.set(print, [...(prints.get(print) ?? []), name]);
    };
    for (const { mail, refused } of sent) if (!refused) add(mail.name, mail.bytes);
    for (const bytes of fetched ?? []) add('as the mailbox gives it', bytes);
    const count = async () => [...(await messagesOf(client, product)).values()].flat().length;
    await until(`${prints.size} messages`, async () => (await count()) >= prints.size, patienceMs);
    const messages = await messagesOf(client, product);
    const total = [...messages.values()].flat().length;
    if (total !== prints.size) faults.push(`${total} messages of ${prints.size} mails`);

    const reasons = new Map<string, string[]>();
    let [same, bounces, broken] = [0, 0, 0];
    for (const [index, { mail, refused, ms }] of sent.entries()) {
      if (ms > slowestMs) faults.push(`${mail.name} took ${Math.round(ms)} ms`);
      if (refused) {
        reasons.set(`refused: ${refused}`, [...(reasons.get(`refused: ${refused}`) ?? []), mail.name]);
        continue;
      }
      const [message, ...more] = messages.get(blobName(mail.bytes)) ?? [];
      const twins = prints.get(fingerprintOf(channel, mail.bytes)) ?? [];
      if (more.length > 0) faults.push(`${mail.name} became ${more.length + 1} messages`);
      if (!message) {
        if (twins[0] === mail.name) faults.push(`${mail.name} is not in the store as it was sent`);
        continue;
      }
      if (message.landing?.by === 'bounce') bounces += 1;
      if (message.broken) broken += 1;
      const kept = new Map<string, string>();
      for (const { fileId } of [...message.attachments, ...(message.nested ?? []).flatMap((one) => one.attachments)]) {
        kept.set(
          fileId,
          digestOf(await readFile(join(dataDir, 'blobs', fileId.slice(0, 2), fileId.slice(2, 4), fileId))),
        );
      }
      const answer = theirs[index];
      const found = answer ? differencesOf(mail.bytes, message, kept, answer) : [];
      if (found.length === 0) same += 1;
      for (const { field, because, ours, theirs: other } of found) {
        if (because === null) faults.push(`${mail.name}: ${field}\n      ours:   ${ours}\n      theirs: ${other}`);
        else reasons.set(`${field}: ${because}`, [...(reasons.get(`${field}: ${because}`) ?? []), mail.name]);
      }
    }
    await product.stop();
    for (const line of product.faults()) faults.push(`a bug of its own: ${line}`);
    const slowest = sent.toSorted((a, b) => b.ms - a.ms)[0];
    say(
      `  ${mails.length} mails, ${passedOver.length} files passed over; ${total} messages, ${bounces} of them linked to a mail of ours, ${broken} shown as broken`,
    );
    say(`  ${same} read the same by Python's email package; why the others differ:`);
    for (const [reason, names] of [...reasons].sort(([, a], [, b]) => b.length - a.length)) {
      say(
        `    ${String(names.length).padStart(4)}  ${reason} (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`,
      );
    }
    for (const fault of faults) say(`  ✗ ${fault}`);
    assert.deepEqual(faults.length, 0, `${faults.length} faults`);
    const way = fetched ? 'twice by SMTP and once by IMAP' : 'twice by SMTP (no Dovecot here)';
    return `${mails.length} mails ${way}: ${total} messages; the slowest, ${slowest?.mail.name}, took ${Math.round(slowest?.ms ?? 0)} ms`;
  } finally {
    await product.stop();
    await sink.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
