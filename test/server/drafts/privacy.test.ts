import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CallName, contract } from '../../../shared/contract.ts';
import { exchange } from '../../support/client.ts';
import { type Cluster, startCluster } from '../../support/cluster.ts';
import { someOf } from '../../support/long.ts';
import { openScreen, type Screen } from '../../support/screen.ts';
import { until } from '../../support/until.ts';
import { buildWorld, kinds, type Person, type Planted, secret, type World } from '../../support/world.ts';
import { trials } from '../access/everyRequest.ts';
import { type Editor, openEditor } from '../collab/editors.ts';
import { connectRaw, type Raw, refusalOf } from '../collab/raw.ts';
import { rightInputs } from '../robustness/bodies.ts';

/** Stands in everything that the author writes, and nowhere else. */
const marker = secret();
const names = Object.keys(contract) as CallName[];
/** Of each request, those of the tickets where the drafts lie; the access matrix asks of all. */
const asked = 2;

interface Written {
  docId: string;
  gen: number;
  ticketId: string;
  fileId: string;
  editor: Editor;
}

let cluster: Cluster;
let world: World;
let author: Person;
let others: Person[];
let screens: Screen[];
let reply: Written;
let comment: Written;
let discarded: Written;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 2, everyWord: true });
  world = await buildWorld(cluster);
  author = world.people.everything;
  others = [...kinds.map((kind) => world.people[kind]), world.stranger, world.nobody].filter((one) => one !== author);
  const away = ['suspended', 'nobody'];
  screens = await Promise.all(
    others.filter(({ kind }) => !away.includes(kind)).map(({ client }) => openScreen(url(1), client.token)),
  );
  const [first, second] = world.tickets;
  if (!first || !second) throw new Error('A world has tickets');
  reply = await write(first, 'reply');
  comment = await write(first, 'comment');
  discarded = await write(second, 'reply');
  await author.client.call('draft.discard', { docId: discarded.docId, gen: discarded.gen });
});
afterAll(async () => {
  for (const { editor } of [reply, comment, discarded]) editor.stop();
  for (const screen of screens) screen.close();
  await cluster.stop();
});

const url = (node = 0) => cluster.nodes[node]?.url ?? '';

/** The marker is in the text, every field, a file, its name, and beside the cursor; and the Drafts view shows it. */
async function write({ id: ticketId }: Planted, kind: 'reply' | 'comment'): Promise<Written> {
  const { client } = author;
  const { docId, gen } = await client.call('draft.open', { ticketId, kind });
  const uploaded = await fetch(`${url()}/files?name=${marker}.txt`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}`, 'content-type': 'text/plain' },
    body: `${kind} ${marker}`,
  });
  const { fileId } = (await uploaded.json()) as { fileId: string };
  const editor = openEditor(client, docId);
  await editor.synced();
  editor.provider.awareness.setLocalStateField('user', { name: marker });
  editor.type(`${kind}: ${marker}`);
  const fields = editor.doc.getMap('fields');
  fields.set('subject', marker);
  fields.set('to', [{ name: marker, address: `${marker}@customers.test` }]);
  fields.set('files', [{ fileId, name: `${marker}.txt`, type: 'text/plain', size: 1, inline: false }]);
  await editor.untilSaved();
  const listed = async () => (await client.call('draft.list', { limit: 200 })).items.some((one) => one.docId === docId);
  await until('its author has it in his list', listed);
  return { docId, gen, ticketId, fileId, editor };
}

/** A right input of a request, aimed at this draft by every id that it takes. */
function aimedAt({ docId, gen, ticketId, fileId }: Written, name: CallName, asker: Person): unknown {
  const aims: Record<string, unknown> = {
    docId,
    gen,
    ticketId,
    fileId,
    fileIds: [fileId],
    commentId: docId,
    messageId: docId.slice(0, 64),
    memberId: asker.id || author.id,
    cursor: null,
  };
  const input = rightInputs[name];
  const entries = Object.entries(input).map(([field, value]) => [field, field in aims ? aims[field] : value]);
  return Object.fromEntries(entries);
}

const aimable = names.filter((name) =>
  ['docId', 'fileId', 'fileIds', 'commentId'].some((field) => field in rightInputs[name]),
);

// D2
test('every request of the contract, asked by everybody else of everything and of the drafts themselves, answers not a byte of them', async () => {
  for (const person of someOf('who else is there', others, 2)) {
    const { client } = person;
    client.heard.length = 0;
    for (const name of names)
      await Promise.all(
        trials[name](world)
          .slice(0, asked)
          .map(({ input }) => client.ask(name, input)),
      );
    for (const draft of [reply, comment, discarded]) {
      await Promise.all(aimable.map((name) => client.ask(name, aimedAt(draft, name, person))));
    }
    const leaked = client.heard.filter((text) => text.includes(marker));
    expect([person.kind, leaked]).toEqual([person.kind, []]);
  }
}, 600_000);

// D2
test('a file that lies in it can be put into no message by anybody else', async () => {
  for (const { client } of [world.people.admin, world.people.teamsUnassigned]) {
    const send = { ticketId: reply.ticketId, messageId: randomUUID(), html: '<p>mine?</p>', anyway: true };
    const asked = await client.ask('message.send', { ...send, fileIds: [reply.fileId] });
    expect([400, 404]).toContain(asked.status);
  }
});

// D2
test('the audit log that is exported says nothing of it', async () => {
  const { client } = world.people.admin;
  const { url: path } = await client.call('audit.export', {});
  const file = await exchange(new URL(path, url()).href);
  expect(file.status).toBe(200);
  expect(file.text).not.toContain(marker);
});

// D2, E2
test("somebody else's draft and one that nobody has are refused to the letter alike, by every request and before the upgrade", async () => {
  const nobodys = (docId: string) => docId.replace(/\.[^.]+\.1$/, `.${randomUUID()}.1`);
  const guesses = [reply, comment, discarded].flatMap((draft) => {
    const none = { ...draft, docId: nobodys(draft.docId) };
    return [none, { ...draft, docId: draft.docId.replace(/1$/, '7'), gen: 7 }, { ...none, docId: randomUUID() }].map(
      (guess) => ({ draft, guess }),
    );
  });
  const docRequests = names.filter((name) => 'docId' in rightInputs[name]);
  expect(docRequests.length).toBeGreaterThan(6);
  const { admin, teamsUnassigned, guest, suspended } = world.people;
  const guessing = [admin, teamsUnassigned, guest, suspended, world.stranger, world.nobody];
  for (const person of someOf('who guesses', guessing, 2)) {
    for (const { draft, guess } of guesses) {
      const answers = await Promise.all(
        docRequests.map(async (name) => {
          const same = { commentId: 'comment-1', messageId: 'message-1' };
          const [theirs, none] = await Promise.all(
            [draft, guess].map((one) =>
              person.client.ask(name, { ...(aimedAt(one, name, person) as object), ...pick(name, same) }),
            ),
          );
          return theirs?.status === none?.status && theirs?.text === none?.text ? [] : [name, theirs?.text, none?.text];
        }),
      );
      expect([person.kind, answers.flat()]).toEqual([person.kind, []]);
      const sign = person.client.token ? { token: person.client.token } : {};
      const refused = await refusalOf(url(1), draft.docId, sign);
      expect(refused).toMatch(/^40[14] /);
      expect(await refusalOf(url(1), guess.docId, sign)).toBe(refused);
    }
  }
});

/** Of these fields, those that the request has. */
const pick = (name: CallName, fields: Record<string, string>) =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => field in rightInputs[name]));

// D2, P1, Y8
test('who writes beside it, and whoever listens, hears nothing of it: no text, no cursor, no name', async () => {
  const raws: Raw[] = [];
  for (const { client } of [world.people.admin, world.people.teamsUnassigned]) {
    for (const kind of ['reply', 'comment'] as const) {
      const own = await client.call('draft.open', { ticketId: reply.ticketId, kind });
      for (const node of [0, 1]) raws.push(await connectRaw(url(node), own.docId, { token: client.token }));
    }
  }
  for (const raw of raws) {
    raw.send([0, 0, 1, 0]);
    raw.send([3]);
  }
  for (const { editor } of [reply, comment]) {
    editor.type(` and again ${marker}`);
    editor.provider.awareness.setLocalStateField('cursor', { anchor: marker });
    await editor.untilSaved();
  }
  for (const raw of raws)
    await until('it is answered', () => raw.heard.some((frame) => frame[0] === 0 && frame[1] === 1));
  for (const raw of raws) {
    expect(Buffer.concat(raw.heard).includes(marker)).toBe(false);
    raw.socket.terminate();
  }
  const seq = await cluster.mark();
  for (const screen of screens) {
    // The stranger hears another log.
    if (screen !== screens.at(-1)) await screen.heard(seq);
    expect(screen.bytes).not.toContain(marker);
  }
});

// D2
test('what is open to everybody says nothing of it, nor does a mail', async () => {
  for (const path of ['/metrics', '/healthz', '/readyz', '/api/openapi.json', '/', `/files/${reply.fileId}`]) {
    expect((await exchange(`${url()}${path}`)).text).not.toContain(marker);
  }
  const { app } = cluster;
  const mails = await app.storage.connection.collection<{ _id: string; blob: string }>('devMailbox').find().toArray();
  for (const { blob } of mails) expect((await app.blobs.get(blob)).includes(marker)).toBe(false);
});

// D2
test('whatever its author does wrong, the log keeps silent about it', async () => {
  const { client } = author;
  const { docId, gen } = reply;
  const send = (more: object) => client.ask('draft.send', { docId, gen, messageId: randomUUID(), ...more });
  const statuses = [
    (await send({ vector: Buffer.from([1, 5, 100]).toString('base64') })).status,
    (await send({ update: Buffer.from(marker).toString('base64') })).status,
    (await send({ statusId: marker })).status,
    (await client.ask('draft.send', { [marker]: 1 })).status,
    (await client.ask('draft.share', { docId, memberId: marker })).status,
  ];
  expect(statuses.every((status) => status >= 400 && status < 500)).toBe(true);
  reply.editor.doc.getMap('fields').set('to', [{ name: marker, address: `${marker}, not an address` }]);
  await reply.editor.untilSaved();
  expect((await send({ anyway: true })).status).toBe(400);
  await exchange(`${url()}/api/draft.send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${client.token}`, 'idempotency-key': randomUUID() },
    body: `{"docId": ${marker}`,
  });
  const raw = await connectRaw(url(), docId, { token: client.token });
  raw.send(Buffer.from(marker));
  await raw.closed();
  const words = cluster.words();
  expect(words).not.toContain(marker);
  expect(cluster.faults()).toEqual([]);
});

// D1, D2
test('its author reads all of it, and so does whom he lets', async () => {
  const { items } = await author.client.call('draft.list', { limit: 200 });
  expect(items.filter(({ snippet }) => snippet.includes(marker))).toHaveLength(2);
  const guest = world.people.teamsUnassigned;
  await author.client.call('draft.share', { docId: reply.docId, memberId: guest.id });
  const editor = openEditor(guest.client, reply.docId, undefined, url(1));
  await editor.until('he reads', (text) => text.includes(marker));
  editor.stop();
});
