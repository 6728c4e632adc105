import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Id } from '../../../shared/ids.ts';
import { createHandClock } from '../../support/clock.ts';
import { until } from '../../support/until.ts';
import { type Desk, openDesk } from './desk.ts';
import { plainLetter } from './letters.ts';

const hourMs = 3_600_000;
const mailsPerHour = 20;
const clock = createHandClock(new Date());
let desk: Desk;
let ticketId: Id;
beforeAll(async () => {
  desk = await openDesk({ clock, env: { BATON_MAILS_PER_HOUR: String(mailsPerHour) } });
  await desk.post(plainLetter());
  ticketId = (await desk.hasTickets(1))[0]?.id ?? '';
});
afterAll(() => desk.stop());

const jobOf = (messageId: string) =>
  desk.cluster.app.storage.connection
    .collection<{ payload: object; runAt: Date; attempts: number; state: string }>('jobs')
    .findOne({ kind: 'message.deliver', 'payload.messageId': messageId, state: 'ready' });

const deliveryOf = async (messageId: string) =>
  (await desk.messages(ticketId)).find(({ id }) => id === messageId)?.delivery;

const waits = async (messageId: string) => {
  await until('it waits and says so', async () => /more mails than/.test((await deliveryOf(messageId))?.error ?? ''));
  expect((await deliveryOf(messageId))?.state).toBe('queued');
};

async function nextHour(): Promise<void> {
  clock.advance(hourMs + 60_000);
  await desk.enterAgain();
}

describe('of more mails than an hour may have', () => {
  test('those to one address wait, others leave, and the hour after they leave, too', async () => {
    const first = await desk.reply(ticketId, 'One', { to: ['loop@x.test'] });
    await desk.delivered(ticketId, first, 'sent');
    const second = await desk.reply(ticketId, 'Two', { to: ['Loop@x.test'] });
    await waits(second);
    const other = await desk.reply(ticketId, 'Three', { to: ['nora@customers.test'] });
    await desk.delivered(ticketId, other, 'sent');
    await nextHour();
    await desk.delivered(ticketId, second, 'sent');
    expect(desk.sink.mails.filter(({ text }) => text.includes(`<${second}.`))).toHaveLength(1);
  });

  test('all wait, whomever they are for', async () => {
    await nextHour();
    const sent: string[] = [];
    for (let n = 0; n <= mailsPerHour; n += 1) {
      sent.push(await desk.reply(ticketId, `Mail ${n}`, { to: [`to${n}@x.test`] }));
    }
    const last = sent.pop() ?? '';
    for (const messageId of sent) await desk.delivered(ticketId, messageId, 'sent');
    await waits(last);
    await nextHour();
    await desk.delivered(ticketId, last, 'sent');
  });
});

test('a server that stays busy is asked less and less often; then the mail has failed, and goes again by hand', async () => {
  await nextHour();
  desk.sink.behave({ at: 'rcpt', code: 451, words: 'Try later' });
  const messageId = await desk.reply(ticketId, 'Patience', { to: ['busy@x.test'] });
  const waited: number[] = [];
  for (let tries = 1; (await deliveryOf(messageId))?.state !== 'failed'; tries += 1) {
    const before = clock.now().getTime();
    await until(`try ${tries} is over`, async () => {
      const [delivery, job] = [await deliveryOf(messageId), await jobOf(messageId)];
      return delivery?.attempts === tries && (delivery.state === 'failed' || job?.attempts === tries);
    });
    const job = await jobOf(messageId);
    if (!job) break;
    waited.push(job.runAt.getTime() - before);
    clock.advance(job.runAt.getTime() - clock.now().getTime() + 1);
    await desk.enterAgain();
  }
  expect(waited).toHaveLength(9);
  for (const [index, ms] of waited.entries()) expect(ms).toBeGreaterThanOrEqual(2 ** (index + 1) * 1000);
  expect(await deliveryOf(messageId)).toMatchObject({ state: 'failed', attempts: 10, returns: true });
  expect((await deliveryOf(messageId))?.error).toContain('Try later');

  desk.sink.behave('take');
  await desk.enterAgain();
  await desk.agent.call('message.retry', { messageId });
  await desk.delivered(ticketId, messageId, 'sent');
});
