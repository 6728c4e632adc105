import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildPipeline } from '../../support/build.ts';
import { exchange } from '../../support/client.ts';
import { type Desk, openDesk } from './desk.ts';
import { letter, pixel, plainLetter } from './letters.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.stop());

/** Posts a mail and answers the ticket that is newest once it has come. */
async function arrive(bytes: Buffer, envelope?: { from?: string; to?: string[] }) {
  const before = (await desk.tickets()).length;
  expect(await desk.post(bytes, envelope)).toEqual({ kind: 'sent', note: null });
  const [ticket] = await desk.hasTickets(before + 1);
  if (!ticket) throw new Error('No ticket');
  const [message] = await desk.hasMessages(ticket.id, 1);
  if (!message) throw new Error('No message');
  return { ticket, message };
}

describe('a mail to the support address', () => {
  test('becomes a ticket of its sender, with the mail as its first message', async () => {
    const { ticket, message } = await arrive(plainLetter());
    expect(ticket).toMatchObject({
      name: 'The kettle leaks',
      source: 'email',
      phase: 'open',
      lastMessage: { direction: 'in' },
    });
    expect(message).toMatchObject({
      from: { name: 'Nora Lind', address: 'nora@customers.test' },
      to: [{ address: 'support@baton.test' }],
      text: 'Since yesterday it drips.',
      hasHtml: false,
      broken: false,
      automatic: false,
      delivery: null,
    });
    const { contacts } = await desk.agent.call('ticket.get', { ticketId: ticket.id });
    expect(contacts).toMatchObject([{ name: 'Nora Lind', email: 'nora@customers.test' }]);
  });

  test('its bytes are kept as they came', async () => {
    const bytes = letter('From: a@customers.test', 'Message-ID: <dots@x>', '', '.', '..two', 'end.');
    const { message } = await arrive(bytes);
    const { source } = await desk.agent.call('message.urls', { messageId: message.id });
    const reply = await fetch(`${desk.cluster.node.url}${source}`);
    expect(Buffer.from(await reply.arrayBuffer()).equals(bytes)).toBe(true);
    expect(reply.headers.get('content-disposition')).toMatch(/^attachment; .*\.eml/);
  });

  test('the same mail again, to two addresses or in other trace, is one message', async () => {
    const { ticket } = await arrive(plainLetter({ id: 'again@x', subject: 'Once' }));
    const traced = Buffer.concat([
      Buffer.from('Received: from relay\r\n'),
      plainLetter({ id: 'again@x', subject: 'Once' }),
    ]);
    expect((await desk.post(traced)).kind).toBe('sent');
    expect(
      (
        await desk.post(plainLetter({ id: 'again@x', subject: 'Once' }), {
          to: ['support@baton.test', 'SUPPORT+x@Baton.Test'],
        })
      ).kind,
    ).toBe('sent');
    const { ticket: next } = await arrive(plainLetter({ id: 'next@x' }));
    expect((await desk.tickets()).filter(({ name }) => name === 'Once')).toHaveLength(1);
    expect(next.number).toBe(ticket.number + 1);
    expect(await desk.messages(ticket.id)).toHaveLength(1);
  });

  test('that is worked on twice is one message', async () => {
    const { app, workspaceId } = desk.cluster;
    const { ticket, message } = await arrive(plainLetter({ id: 'twice@x', subject: 'Twice' }));
    await app.unitOfWork.run(workspaceId, null, async (tx) =>
      tx.later({ kind: 'mail.ingest', payload: { rawMailId: message.id } }),
    );
    await arrive(plainLetter({ id: 'behind@x' }));
    expect(await desk.messages(ticket.id)).toEqual([message]);
    expect((await desk.tickets()).filter(({ name }) => name === 'Twice')).toHaveLength(1);
  });

  test('to addresses of two workspaces becomes one message in each', async () => {
    const { app } = desk.cluster;
    const other = await app.workspaces.create('Other', 'other');
    await buildPipeline(app, other);
    await app.unitOfWork.run(other, null, (tx) =>
      app.channels.create(tx, { name: 'Other', address: 'help@other.test', teamId: null }),
    );
    await arrive(plainLetter({ id: 'both@x', subject: 'Both' }), { to: ['support@baton.test', 'help@other.test'] });
    expect((await desk.tickets()).filter(({ name }) => name === 'Both')).toHaveLength(1);
  });

  test('to nobody here is refused, and so is relaying', async () => {
    expect(await desk.post(plainLetter(), { to: ['nobody@baton.test'] })).toMatchObject({
      kind: 'refused',
      words: expect.stringContaining('550'),
    });
    expect(await desk.post(plainLetter(), { to: ['someone@elsewhere.test'] })).toMatchObject({ kind: 'refused' });
  });

  test('larger than 25 MiB is refused by its size', async () => {
    const big = Buffer.concat([plainLetter({ id: 'big@x' }), Buffer.alloc(26 * 1024 * 1024, 'x\r\n')]);
    const answer = await desk.post(big);
    expect(answer.kind === 'sent' ? '' : answer.words).toMatch(/552|larger than allowed/);
  });

  test('that breaks off in the middle is nothing, and is taken whole the next time', async () => {
    const bytes = plainLetter({ id: 'half@x', subject: 'Half' }).toString();
    const socket = connect(desk.cluster.node.smtpPort, '127.0.0.1');
    const said = createInterface(socket)[Symbol.asyncIterator]();
    const hears = async (code: string) => {
      for (let line = await said.next(); !line.done; line = await said.next())
        if (line.value.startsWith(`${code} `)) return;
      throw new Error(`No ${code}`);
    };
    await hears('220');
    for (const [command, code] of [
      ['HELO x', '250'],
      ['MAIL FROM:<nora@customers.test>', '250'],
      ['RCPT TO:<support@baton.test>', '250'],
      ['DATA', '354'],
    ] as const) {
      socket.write(`${command}\r\n`);
      await hears(code);
    }
    await new Promise((resolve) => socket.write(bytes.slice(0, -20), resolve));
    socket.destroy();
    await arrive(plainLetter({ id: 'half@x', subject: 'Half' }));
    expect((await desk.tickets()).filter(({ name }) => name === 'Half')).toHaveLength(1);
  });

  test('from a machine is marked, and from nobody is kept all the same', async () => {
    const bounce = letter(
      'From: MAILER-DAEMON@mx.test',
      'Subject: Undelivered',
      'Message-ID: <bounce@x>',
      '',
      'It did not arrive.',
    );
    expect((await arrive(bounce, { from: '' })).message).toMatchObject({
      automatic: true,
      from: { address: 'MAILER-DAEMON@mx.test' },
    });
    const nobody = await arrive(letter('Subject: who', 'Message-ID: <nobody@x>', '', 'x'), { from: '' });
    expect(nobody.message).toMatchObject({ from: { address: '' }, contactId: null });
  });

  test('that is broken is shown as far as it can be read, and the next one comes in', async () => {
    const parts = '--b\r\nContent-Type: text/plain\r\n\r\npart\r\n'.repeat(1200);
    const broken = Buffer.from(
      `From: b@customers.test\r\nSubject: many\r\nMessage-ID: <broken@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`,
    );
    expect((await arrive(broken)).message).toMatchObject({ broken: true, subject: 'many' });
    expect((await arrive(plainLetter({ id: 'after@x', subject: 'After' }))).message.broken).toBe(false);
  });

  test('whose HTML is a bomb is shown by its words', async () => {
    const bomb = `${'<div>'.repeat(100_000)}It still drips.`;
    const { message } = await arrive(
      letter('From: a@customers.test', 'Message-ID: <bomb@x>', 'Content-Type: text/html', '', bomb),
    );
    expect(message).toMatchObject({ broken: true, hasHtml: false, text: 'It still drips.' });
  });

  test('of one endless header line does no harm', async () => {
    const { message } = await arrive(Buffer.concat([Buffer.from('Subject: '), Buffer.alloc(2_000_000, 'é')]));
    expect([message.broken, message.subject.length]).toEqual([true, 500]);
    expect((await arrive(plainLetter({ id: 'still@x' }))).message.broken).toBe(false);
  });
});

describe('HTML and files of a mail', () => {
  const html =
    '<p>Look <img src="cid:pic@x"><img src="https://shop.test/t.gif"><a href="https://shop.test">shop</a><script>x()</script></p>';
  const mail = letter(
    'From: Nora <nora@customers.test>',
    'Subject: With pictures',
    'Message-ID: <html@x>',
    'Content-Type: multipart/related; boundary=r',
    '',
    '--r',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--r',
    'Content-Type: image/png; name=pic.png',
    'Content-ID: <pic@x>',
    'Content-Transfer-Encoding: base64',
    '',
    pixel.toString('base64'),
    '--r',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename="../bill.html"',
    '',
    '<script>alert(1)</script>',
    '--r--',
  );

  test('are shown in a frame that can do nothing, and served so that nothing in them runs', async () => {
    const { message } = await arrive(mail);
    expect(message).toMatchObject({ hasHtml: true, remoteImages: 1, text: 'Look shop' });
    expect(message.attachments.map(({ name, type, inline }) => [name, type, inline])).toEqual([
      ['pic.png', 'image/png', true],
      ['bill.html', 'application/octet-stream', false],
    ]);
    const urls = await desk.agent.call('message.urls', { messageId: message.id });
    const { url } = desk.cluster.node;
    const frame = await exchange(`${url}${urls.html}`);
    expect(frame.headers.get('content-security-policy')).toMatch(
      /^sandbox allow-same-origin .*default-src 'none'; img-src data: 'self';/,
    );
    expect(frame.headers.get('referrer-policy')).toBe('no-referrer');
    expect(frame.text).not.toMatch(/<script|https:\/\/shop\.test\/t\.gif" ?(?!data)[^>]* src=|src="https:/);
    const picture = / src="(\/files\/[^"]+)"/.exec(frame.text)?.[1];
    const shown = await fetch(`${url}${picture}`);
    expect([shown.headers.get('content-type'), shown.headers.get('x-content-type-options')]).toEqual([
      'image/png',
      'nosniff',
    ]);
    const withImages = await exchange(`${url}${urls.htmlWithImages}`);
    expect(withImages.text).toMatch(/src="\/pictures\/[^"]+"/);
    expect(withImages.text).not.toContain('src="https:');
    const [, bill] = message.attachments;
    const file = await exchange(`${url}${urls.attachments[bill?.fileId ?? '']}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('a link that is changed, or invented, opens nothing', async () => {
    const [ticket] = await desk.tickets();
    const [message] = await desk.messages(ticket?.id ?? '');
    const { source } = await desk.agent.call('message.urls', { messageId: message?.id ?? '' });
    for (const path of [
      `${source}0`,
      `${source}`.replace(/^\/files\/./, '/files/A'),
      '/files/x.y',
      '/files/..%2f..%2fsecret',
    ]) {
      expect((await exchange(`${desk.cluster.node.url}${path}`)).status).toBe(404);
    }
  });
});
