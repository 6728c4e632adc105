import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { rightsOf } from '../../../server/auth/actor.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildTicket, reach } from '../../support/build.ts';
import { exchange, signIn } from '../../support/client.ts';
import { createHandClock } from '../../support/clock.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { pixel, plainLetter } from './letters.ts';

const clock = createHandClock(new Date());
let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ clock });
});
afterAll(() => desk.stop());

let ticketId: Id;
let letters = 0;
/** A customer's mail, new for each test. */
beforeEach(async () => {
  desk.sink.behave('take');
  letters += 1;
  const name = `Letter ${letters}`;
  await desk.post(plainLetter({ id: `letter-${letters}@customers.test`, subject: name }));
  await until(`${name} to come`, async () => {
    const found = (await desk.tickets()).find((ticket) => ticket.name === name);
    ticketId = found?.id ?? '';
    return found !== undefined;
  });
});

describe('an answer', () => {
  test('is sent once, however often it is asked for', async () => {
    const taken = desk.sink.mails.length;
    const input = { ticketId, messageId: randomUUID(), html: '<p>Once</p>' };
    await Promise.all(Array.from({ length: 8 }, () => desk.agent.call('message.send', input)));
    await desk.delivered(ticketId, input.messageId, 'sent');
    await desk.reply(ticketId, 'after');
    await desk.sink.has(taken + 2);
    expect(desk.sink.mails.filter(({ text }) => text.includes(input.messageId))).toHaveLength(1);
  });

  test('with the id of another is a conflict', async () => {
    const messageId = await desk.reply(ticketId, 'First');
    const again = await desk.agent.ask('message.send', { ticketId, messageId, html: '<p>Second</p>' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('conflict');
  });

  test('by somebody who has not seen the newest message is stale, and goes when he insists', async () => {
    const [first] = await desk.messages(ticketId);
    const { app, workspaceId, node } = desk.cluster;
    const other = await buildMember(app, workspaceId, { access: reach('everything', true) });
    const colleague = await signIn(node.url, other.email);
    const messageId = randomUUID();
    await desk.reply(ticketId, 'Mine');
    const input = { ticketId, messageId, html: '<p>Theirs</p>', seen: first?.seq ?? 0 };
    const refused = await colleague.ask('message.send', input);
    const [mine] = await desk.messages(ticketId);
    expect(refused.body).toMatchObject({ error: { code: 'stale', details: { messageIds: [mine?.id] } } });
    await colleague.call('message.send', { ...input, anyway: true });
    await desk.agent.call('message.send', {
      ticketId,
      messageId: randomUUID(),
      html: '<p>x</p>',
      seen: mine?.seq ?? 0,
      anyway: true,
    });
    expect(await desk.messages(ticketId)).toHaveLength(4);
  });

  test("one's own newer message is not news", async () => {
    const [first] = await desk.messages(ticketId);
    await desk.reply(ticketId, 'One');
    await desk.reply(ticketId, 'Two', { seen: first?.seq });
    expect(await desk.messages(ticketId)).toHaveLength(3);
  });

  test('sets the chosen status in the same step, or neither', async () => {
    const { items } = await desk.agent.call('pipeline.list', {});
    const closed = items[0]?.statuses.find(({ state }) => state === 'closed')?.id ?? '';
    await desk.reply(ticketId, 'Done', { statusId: closed });
    expect((await desk.agent.call('ticket.get', { ticketId })).ticket.statusId).toBe(closed);
    const refused = await desk.agent.ask('message.send', {
      ticketId,
      messageId: randomUUID(),
      html: '<p>No</p>',
      statusId: '019c0000-0000-7000-8000-000000000000',
    });
    expect(refused.status).toBe(400);
    expect(await desk.messages(ticketId)).toHaveLength(2);
  });

  test('goes to whom it says, and blind copies are seen by nobody', async () => {
    const taken = desk.sink.mails.length;
    await desk.reply(ticketId, 'Hi', { to: ['a@x.test'], cc: ['b@x.test'], bcc: ['c@x.test'] });
    await desk.sink.has(taken + 1);
    const mail = desk.sink.mails.at(-1);
    expect(mail?.to).toEqual(['a@x.test', 'b@x.test', 'c@x.test']);
    expect(mail?.text).not.toContain('c@x.test');
  });

  test('steps over bounces, to the last person who wrote', async () => {
    const bounce = plainLetter({
      id: `bounce-${letters}@mx.test`,
      from: 'MAILER-DAEMON@mx.test',
      extra: [`References: <letter-${letters}@customers.test>`],
    });
    await desk.reply(ticketId, 'First', { to: ['mailer-daemon@mx.test'] });
    const [ours] = await desk.messages(ticketId);
    await desk.delivered(ticketId, ours?.id ?? '', 'sent');
    const id = desk.sink.mails
      .map(({ text }) => /<([^<>\s]+)>/.exec(text.slice(text.search(/^Message-ID:/m)))?.[1])
      .at(-1);
    expect(id).toContain(ours?.id ?? 'none');
    await desk.post(Buffer.from(bounce.toString().replace(/References: .*/, `References: <${id}>`)), { from: '' });
    expect((await desk.hasMessages(ticketId, 3))[0]).toMatchObject({ automatic: true });
    await desk.reply(ticketId, 'Second');
    const [second] = await desk.messages(ticketId);
    expect(second?.to).toMatchObject([{ address: 'nora@customers.test' }]);
  });

  test('needs somebody to go to, and something to say', async () => {
    const { app, workspaceId } = desk.cluster;
    const lonely = await buildTicket(app, workspaceId);
    const nobody = await desk.agent.ask('message.send', {
      ticketId: lonely._id,
      messageId: randomUUID(),
      html: '<p>x</p>',
    });
    expect(nobody.body).toMatchObject({ error: { code: 'invalid', details: { field: 'to' } } });
    const empty = await desk.agent.ask('message.send', {
      ticketId,
      messageId: randomUUID(),
      html: '<p> </p><script>x</script>',
    });
    expect(empty.body).toMatchObject({ error: { code: 'invalid', details: { field: 'html' } } });
  });

  test('is only for who may edit the ticket; others learn nothing', async () => {
    const { app, workspaceId, node } = desk.cluster;
    const member = await buildMember(app, workspaceId, { access: reach('own') });
    const stranger = await signIn(node.url, member.email);
    const [message] = await desk.messages(ticketId);
    const absent = await stranger.ask('message.urls', { messageId: 'not-there-at-all' });
    const present = await stranger.ask('message.urls', { messageId: message?.id ?? '' });
    expect([present.status, present.text]).toEqual([404, absent.text]);
    for (const [name, input] of [
      ['message.send', { ticketId, messageId: randomUUID(), html: '<p>x</p>' }],
      ['message.list', { ticketId }],
      ['message.retry', { messageId: message?.id }],
    ] as const) {
      expect((await stranger.ask(name, input)).status).toBe(404);
    }
  });

  test('carries files that its author has uploaded, and nobody else can take them', async () => {
    const { app, workspaceId, node } = desk.cluster;
    const uploaded = await exchange(`${node.url}/files?name=${encodeURIComponent('圖.png')}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${desk.agent.token}`, 'content-type': 'image/png' },
      body: new Uint8Array(pixel),
    });
    expect(uploaded.body).toMatchObject({ name: '圖.png', type: 'image/png', size: pixel.length });
    const { fileId } = uploaded.body as { fileId: string };
    const member = await buildMember(app, workspaceId, { access: reach('everything', true) });
    const colleague = await signIn(node.url, member.email);
    expect((await colleague.ask('file.describe', { fileId })).status).toBe(404);
    expect(
      (await colleague.ask('message.send', { ticketId, messageId: randomUUID(), html: '<p>x</p>', fileIds: [fileId] }))
        .status,
    ).toBe(404);
    const taken = desk.sink.mails.length;
    await desk.reply(ticketId, 'Look', { fileIds: [fileId] });
    await desk.sink.has(taken + 1);
    const mail = await parseMail(Buffer.from(desk.sink.mails.at(-1)?.text ?? ''));
    expect(mail.files.map(({ filename, content }) => [filename, content.equals(pixel)])).toEqual([['圖.png', true]]);
  });

  test('an upload needs a sign-in and has a limit', async () => {
    const url = `${desk.cluster.node.url}/files?name=x`;
    expect((await exchange(url, { method: 'POST', body: 'x' })).status).toBe(401);
    const headers = { authorization: `Bearer ${desk.agent.token}` };
    const big = await exchange(url, { method: 'POST', headers, body: new Uint8Array(20 * 1024 * 1024 + 1) });
    expect(big.body).toMatchObject({ error: { code: 'tooLarge' } });
    expect((await exchange(url, { method: 'POST', headers })).status).toBe(400);
  });
});

describe('the other mail server', () => {
  test('that refuses for good is heard, and the answer goes again by hand, as the same mail', async () => {
    desk.sink.behave({ at: 'rcpt', code: 550, words: 'No such mailbox' });
    const taken = desk.sink.mails.length;
    const messageId = await desk.reply(ticketId, 'Hello');
    const failed = await desk.delivered(ticketId, messageId, 'failed');
    expect(failed.delivery?.error).toContain('No such mailbox');
    desk.sink.behave('take');
    await desk.agent.call('message.retry', { messageId });
    await desk.delivered(ticketId, messageId, 'sent');
    expect(desk.sink.mails).toHaveLength(taken + 1);
    expect(desk.sink.mails.at(-1)?.text).toContain(`<${messageId}.`);
    expect((await desk.agent.ask('message.retry', { messageId })).status).toBe(409);
  });

  test.each(['rcpt', 'data'] as const)('that is busy at %s gets it later by itself, once', async (at) => {
    desk.sink.behave({ at, code: 451, words: 'Try later' });
    const taken = desk.sink.mails.length;
    const messageId = await desk.reply(ticketId, 'Patience');
    await until('the refusal is shown', async () => {
      const [message] = await desk.messages(ticketId);
      return message?.delivery?.state === 'queued' && message.delivery.error !== null;
    });
    desk.sink.behave('take');
    clock.advance(60_000);
    await desk.delivered(ticketId, messageId, 'sent');
    expect(desk.sink.mails).toHaveLength(taken + 1);
  });

  test('that takes the mail and vanishes leaves it uncertain: nothing is sent again but by hand', async () => {
    desk.sink.behave('vanish');
    const taken = desk.sink.mails.length;
    const bodies = desk.sink.bodies;
    const messageId = await desk.reply(ticketId, 'Did you get this?');
    await desk.delivered(ticketId, messageId, 'uncertain');
    desk.sink.behave('take');
    clock.advance(60_000);
    const other = await desk.reply(ticketId, 'Another');
    await desk.delivered(ticketId, other, 'sent');
    expect([desk.sink.bodies - bodies, desk.sink.mails.length - taken]).toEqual([2, 1]);
    await desk.agent.call('message.retry', { messageId });
    await desk.delivered(ticketId, messageId, 'sent');
    expect(desk.sink.mails.at(-1)?.text).toContain(`<${messageId}.`);
  });
});

describe('a node that was killed', () => {
  /** A message whose try has begun on a node that is no more; and the job, when its lease has run out. */
  async function abandoned(bodyLeft: boolean) {
    const { app, workspaceId } = desk.cluster;
    const { delivery } = app.conversations;
    desk.sink.behave({ at: 'rcpt', code: 550, words: 'no' });
    const messageId = await desk.reply(ticketId, 'Half way');
    await desk.delivered(ticketId, messageId, 'failed');
    desk.sink.behave('take');
    const member = await buildMember(app, workspaceId, { access: reach('everything', true) });
    const actor = { id: member.userId, workspaceId, sessionId: '', rights: rightsOf(member) };
    await app.unitOfWork.run(workspaceId, null, async (tx) => {
      await delivery.retry({ ...tx, later: () => {} }, actor, messageId);
      const departure = await delivery.begin(tx, messageId);
      if (!departure) throw new Error('It does not begin');
      if (bodyLeft) await delivery.transmitting(tx, departure);
    });
    const taken = desk.sink.mails.length;
    await app.unitOfWork.run(workspaceId, null, async (tx) =>
      tx.later({ kind: 'message.deliver', payload: { messageId } }),
    );
    return { messageId, takenSince: () => desk.sink.mails.length - taken };
  }

  test('before the body left: another sends the mail', async () => {
    const { messageId, takenSince } = await abandoned(false);
    await desk.delivered(ticketId, messageId, 'sent');
    expect(takenSince()).toBe(1);
  });

  test('while the body left: nobody knows, nothing is sent, a person decides', async () => {
    const { messageId, takenSince } = await abandoned(true);
    expect((await desk.delivered(ticketId, messageId, 'uncertain')).delivery?.error).toMatch(/may have arrived/);
    expect(takenSince()).toBe(0);
    await desk.agent.call('message.retry', { messageId });
    await desk.delivered(ticketId, messageId, 'sent');
    expect(takenSince()).toBe(1);
  });
});
