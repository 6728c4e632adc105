import { describe, expect, test } from '@jest/globals';
import { composeMail } from '../../../server/channels/email/compose.ts';
import { parseMail } from '../../../server/channels/email/parse.ts';
import type { Message } from '../../../server/conversations/model.ts';
import { bareSubject, messageKey, replySubject, ticketName } from '../../../server/conversations/model.ts';
import { createReplyTokens } from '../../../server/conversations/replyTokens.ts';
import { plainTextOf, reduceRichText } from '../../../server/conversations/richText.ts';
import { createSecrets } from '../../../server/platform/secret.ts';
import { pixel } from './letters.ts';

const workspaceId = '019c0000-0000-7000-8000-000000000001';
const ticketId = 'ffffffff-ffff-7fff-bfff-ffffffffffff';
const tokens = createReplyTokens(createSecrets('y'.repeat(32)));

const buildMessage = (given: Partial<Message> = {}): Message => ({
  _id: messageKey(workspaceId, 'message-1'),
  workspaceId,
  id: 'message-1',
  ticketId,
  channelId: null,
  direction: 'out',
  memberId: workspaceId,
  contactId: null,
  from: { name: 'Kettle & Leaf', address: 'support@baton.test' },
  to: [{ name: 'Nora, née Lind', address: 'nora@customers.test' }],
  cc: [{ name: '', address: 'cc@customers.test' }],
  bcc: [{ name: '', address: 'secret@customers.test' }],
  subject: 'Re: 水壺',
  text: '',
  quoted: '',
  html: '<p>Hello <strong>Nora</strong></p>',
  htmlBlob: null,
  sanitizer: null,
  remoteImages: 0,
  attachments: [],
  sourceBlob: null,
  mailId: 'message-1.token@baton.test',
  references: ['first@customers.test', 'second@customers.test'],
  replyToken: 'token',
  threadedBy: null,
  broken: false,
  automatic: false,
  at: new Date('2026-03-02T10:00:00Z'),
  seq: 1,
  delivery: { state: 'sending', attempts: 1, error: null },
  transmittedAt: null,
  inputHash: null,
  version: 1,
  ...given,
});

const blobs = { put: async () => '', get: async () => pixel };
const compose = (message: Message) => composeMail({ message, attempt: 1, text: 'Hello Nora', quote: null }, blobs);

describe('a mail that goes out', () => {
  test('has its fixed Message-ID, the thread, a reply address with the token, text beside HTML', async () => {
    const mail = await compose(buildMessage());
    const text = mail.bytes.toString();
    expect(text).toMatch(/^Message-ID: <message-1\.token@baton\.test>\r$/m);
    expect(text).toMatch(/^In-Reply-To: <second@customers\.test>\r$/m);
    expect(text).toMatch(/^References: <first@customers\.test>\s+<second@customers\.test>\r$/m);
    expect(text).toMatch(/^Reply-To: .*<support\+token@baton\.test>\r$/m);
    expect(text).toMatch(/^Date: Mon, 02 Mar 2026 10:00:00 \+0000\r$/m);
    const read = await parseMail(mail.bytes);
    expect(read).toMatchObject({ subject: 'Re: 水壺', from: { name: 'Kettle & Leaf', address: 'support@baton.test' } });
    expect(read.to).toEqual([{ name: 'Nora, née Lind', address: 'nora@customers.test' }]);
    expect(read.text.trim()).toBe('Hello Nora');
    expect(read.html).toContain('<strong>Nora</strong>');
  });

  test('tells nobody who else got it blind', async () => {
    const mail = await compose(buildMessage());
    expect(mail.to).toEqual(['nora@customers.test', 'cc@customers.test', 'secret@customers.test']);
    expect(mail.bytes.toString()).not.toContain('secret@');
  });

  test('carries its files under their names', async () => {
    const file = { fileId: 'a'.repeat(64), name: '圖.png', type: 'image/png', size: pixel.length, inline: false };
    const read = await parseMail((await compose(buildMessage({ attachments: [file] }))).bytes);
    expect(read.files.map(({ filename, content }) => [filename, content.equals(pixel)])).toEqual([['圖.png', true]]);
  });

  test.each([
    ['subject', { subject: 'x\r\nBcc: thief@x.test' }],
    ['recipient', { to: [{ name: 'x', address: 'a@x.test\r\nBcc: thief@x.test' }] }],
    ['name', { to: [{ name: 'x\nBcc: thief@x.test', address: 'a@x.test' }] }],
    ['reference', { references: ['a@x>\r\nBcc: thief@x.test'] }],
  ])('a line break in a %s is refused', async (_name, fields) => {
    await expect(compose(buildMessage(fields))).rejects.toThrow('line break');
  });

  test('reads no file and no address that its HTML names', async () => {
    const mail = await compose(buildMessage({ html: '<p>x</p>', subject: 'file:///etc/passwd' }));
    expect(mail.bytes.toString()).not.toContain('root:');
  });
});

describe('reply tokens', () => {
  const token = tokens.make(workspaceId, ticketId, 'Nora@Customers.test');

  test('are letters and digits that survive a mail address in any case', () => {
    expect(token).toMatch(/^[0-9a-z]{41}$/);
    const [claim] = tokens.claims([`Support+${token.toUpperCase()}@baton.test`]);
    expect(claim).toEqual({ token, ticketId });
    expect(tokens.proves(token, workspaceId, ticketId, ['other@x.test', 'nora@customers.test'])).toBe(true);
  });

  test('are found in Message-IDs of ours', () => {
    expect(tokens.claims([`message-1.${token}@baton.test`])).toEqual([{ token, ticketId }]);
  });

  test('prove nothing for another ticket, workspace, recipient, or when one character is changed', () => {
    const other = '019c0000-0000-7000-8000-000000000009';
    const changed = (token.startsWith('0') ? '1' : '0') + token.slice(1);
    const last = token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a');
    expect(tokens.proves(token, workspaceId, other, ['nora@customers.test'])).toBe(false);
    expect(tokens.proves(token, other, ticketId, ['nora@customers.test'])).toBe(false);
    expect(tokens.proves(token, workspaceId, ticketId, ['thief@x.test'])).toBe(false);
    for (const forged of [changed, last])
      expect(tokens.proves(forged, workspaceId, ticketId, ['nora@customers.test'])).toBe(false);
  });

  test('what is longer than an id could be claims nothing', () => {
    expect(tokens.claims([`support+${'z'.repeat(41)}@baton.test`])).toEqual([]);
  });
});

test.each([
  ['Re: AW: 回覆: Re[2]: The kettle', 'The kettle'],
  ['RE:RE: x', 'x'],
  ['Regarding the kettle', 'Regarding the kettle'],
  ['回复：水壶', '水壶'],
  ['', ''],
])('the subject %j is bare as %j', (subject, bare) => expect(bareSubject(subject)).toBe(bare));

test('a mail without a subject has a name, and an answer to it a subject', () => {
  expect([ticketName(' Re: '), replySubject('')]).toEqual(['(no subject)', 'Re: (no subject)']);
});

test('rich text is reduced to what the editor makes', () => {
  const html =
    '<p style="position:fixed" onclick="x()">Hi <span style="color:#c00;background:url(x)">red</span> <a href="javascript:x()">a</a><img src=x><script>1</script></p>';
  expect(reduceRichText(html)).toBe('<p>Hi <span style="color:#c00">red</span> <a>a</a></p>');
  expect(plainTextOf('<p>One</p><ul><li>two</li></ul><p><a href="https://x.test">here</a></p>')).toBe(
    'One\n\n- two\n\nhere <https://x.test>',
  );
});
