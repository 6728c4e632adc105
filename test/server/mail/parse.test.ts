import { describe, expect, test } from '@jest/globals';
import { parseMail } from '../../../server/channels/email/parse.ts';
import { jaIso2022, letter, line, pixel, plainLetter, zhBig5, zhGb18030 } from './letters.ts';

describe('reading a mail', () => {
  test('sender, recipients, subject, ids and text', async () => {
    const mail = await parseMail(
      plainLetter({
        to: '"Support, Baton" <support@baton.test>, Team: a@x.test, b@x.test;',
        extra: ['Cc: c@x.test', 'References: <a@x> <b@x>', 'In-Reply-To: <b@x>'],
      }),
    );
    expect(mail).toMatchObject({
      from: { name: 'Nora Lind', address: 'nora@customers.test' },
      to: [{ name: 'Support, Baton', address: 'support@baton.test' }, { address: 'a@x.test' }, { address: 'b@x.test' }],
      cc: [{ address: 'c@x.test' }],
      subject: 'The kettle leaks',
      mailId: 'first@customers.test',
      references: ['a@x', 'b@x'],
      broken: false,
    });
    expect(mail.text.trim()).toBe('Since yesterday it drips.');
  });

  test.each([
    ['Big5', 'big5', zhBig5, '中文'],
    ['GB18030', 'gb18030', zhGb18030, '中文'],
    ['ISO-2022-JP', 'iso-2022-jp', jaIso2022, 'テスト'],
  ])('%s in the body, and as raw bytes in the header', async (_name, charset, bytes, text) => {
    const mail = await parseMail(
      letter(
        line('From: ', bytes, ' <a@customers.test>'),
        line('Subject: ', bytes),
        `Content-Type: text/plain; charset=${charset}`,
        '',
        line(bytes),
      ),
    );
    expect([mail.from?.name, mail.subject, mail.text.trim()]).toEqual([text, text, text]);
  });

  test('raw bytes in a header take the charset of the first part that names one', async () => {
    const mail = await parseMail(
      letter(
        'From: a@customers.test',
        line('Subject: ', zhBig5),
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain; charset=big5',
        '',
        line(zhBig5),
        '--b--',
      ),
    );
    expect(mail.subject).toBe('中文');
  });

  test('encoded words, UTF-8 in raw bytes, and a folded header', async () => {
    const words = await parseMail(
      plainLetter({ from: '=?utf-8?B?6ICB546L?= <w@customers.test>', subject: '=?big5?B?pKSk5Q==?= ok' }),
    );
    expect([words.from?.name, words.subject]).toEqual(['老王', '中文 ok']);
    expect((await parseMail(plainLetter({ subject: '漏水\r\n 的壺' }))).subject).toBe('漏水 的壺');
  });

  test('an encoded word that hides an address names nobody', async () => {
    const hidden = Buffer.from('"x" <ceo@bank.test>').toString('base64');
    const mail = await parseMail(plainLetter({ from: `=?utf-8?B?${hidden}?= <thief@customers.test>` }));
    expect(mail.from?.address).toBe('thief@customers.test');
  });

  test('inline picture, attachment and a forwarded mail are files, text and HTML are the message', async () => {
    const mail = await parseMail(
      letter(
        'From: a@customers.test',
        'Content-Type: multipart/mixed; boundary=outer',
        '',
        '--outer',
        'Content-Type: multipart/related; boundary=inner',
        '',
        '--inner',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>Look: <img src="cid:pic@x"></p>',
        '--inner',
        'Content-Type: image/png',
        'Content-ID: <pic@x>',
        'Content-Transfer-Encoding: base64',
        '',
        pixel.toString('base64'),
        '--inner--',
        '--outer',
        'Content-Type: message/rfc822',
        '',
        'Subject: inside',
        '',
        'forwarded',
        '--outer',
        'Content-Type: application/pdf; name="=?utf-8?B?55m856WoLnBkZg==?="',
        'Content-Disposition: attachment',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('%PDF-1.4').toString('base64'),
        '--outer--',
      ),
    );
    expect(mail.html).toContain('cid:pic@x');
    expect(mail.files.map(({ contentType, filename, cid }) => [contentType, filename, cid])).toEqual([
      ['image/png', undefined, 'pic@x'],
      ['message/rfc822', undefined, undefined],
      ['application/pdf', '發票.pdf', undefined],
    ]);
    expect(mail.files[0]?.content.equals(pixel)).toBe(true);
  });

  test('a mail that is one attachment keeps it', async () => {
    const mail = await parseMail(
      letter(
        'From: a@customers.test',
        'Content-Type: application/zip; name=a.zip',
        'Content-Disposition: attachment; filename=a.zip',
        'Content-Transfer-Encoding: base64',
        '',
        'UEsDBA==',
      ),
    );
    expect(mail.files.map(({ filename, content }) => [filename, content.length])).toEqual([['a.zip', 4]]);
  });

  test.each([
    ['nothing at all', Buffer.alloc(0)],
    ['no header', Buffer.from('just words\r\nand more')],
    ['only a header', Buffer.from('Subject: alone')],
    ['no closing boundary', letter('Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'half')],
    ['a boundary that never comes', letter('Content-Type: multipart/mixed; boundary=b', '', 'no parts here')],
    ['base64 that is none', letter('Content-Transfer-Encoding: base64', '', '***not base64***')],
    ['a charset nobody knows', letter('Content-Type: text/plain; charset=klingon', '', 'words')],
    ['zero bytes and control characters', Buffer.from([0, 1, 2, 3, 0x0d, 0x0a, 0x0d, 0x0a, 0xff, 0xfe, 0])],
    ['a hundred thousand lines of header', Buffer.from(`${'X: y\r\n'.repeat(100_000)}\r\nbody`)],
    [
      'three hundred parts inside each other',
      Buffer.from(
        Array.from({ length: 300 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`).join(
          '',
        ),
      ),
    ],
  ])('%s is read without harm', async (_name, bytes) => {
    const mail = await parseMail(bytes);
    expect(typeof mail.text).toBe('string');
  });

  test('of endless text only what somebody may read is decoded', async () => {
    const mail = await parseMail(
      letter('Content-Type: text/plain', '', Buffer.alloc(20_000_000, 'words and words\r\n')),
    );
    expect(mail.broken).toBe(true);
    expect(mail.text.length).toBeGreaterThan(1_000_000);
    expect(mail.text.length).toBeLessThan(5_000_000);
  });

  test('a mail with too many parts is broken, and what was read of it is there', async () => {
    const parts = Array.from({ length: 1200 }, (_, n) => `--b\r\nContent-Type: text/plain\r\n\r\npart ${n}\r\n`).join(
      '',
    );
    const mail = await parseMail(
      Buffer.from(
        `From: a@customers.test\r\nSubject: many\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts}--b--\r\n`,
      ),
    );
    expect(mail).toMatchObject({ broken: true, subject: 'many', from: { address: 'a@customers.test' } });
    expect(mail.text).toContain('part 1');
  });
});
