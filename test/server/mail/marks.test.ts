import { describe, expect, test } from '@jest/globals';
import { isAutomatic } from '../../../server/channels/email/automatic.ts';
import { fingerprintOf, headerLines } from '../../../server/channels/email/fingerprint.ts';
import { rawHeaders } from '../../../server/channels/email/headers.ts';
import { fileName, kindOf } from '../../../server/files/content.ts';
import { plainLetter } from './letters.ts';

const automatic = (header: string, given: { envelopeFrom?: string; from?: string; subject?: string } = {}) =>
  isAutomatic({
    headers: rawHeaders(headerLines(plainLetter({ extra: header === '' ? [] : [header] }))),
    envelopeFrom: given.envelopeFrom ?? 'nora@customers.test',
    from: given.from ?? 'nora@customers.test',
    subject: given.subject ?? 'The kettle leaks',
    ours: ['support@baton.test'],
  });

describe('written by a machine', () => {
  test.each([
    'Auto-Submitted: auto-replied',
    'auto-submitted: Auto-Generated',
    'Precedence: bulk',
    'Precedence: LIST',
    'List-Id: <news.shop.test>',
    'List-Unsubscribe: <https://shop.test/u>',
    'X-Loop: somewhere',
    'X-Autoreply: yes',
    'Return-Path: <>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  ])('%s', (header) => expect(automatic(header)).toBe(true));

  test('an empty return path, a mail daemon, and our own address', () => {
    expect(automatic('', { envelopeFrom: '' })).toBe(true);
    expect(automatic('', { from: 'MAILER-DAEMON@mx.test' })).toBe(true);
    expect(automatic('', { from: 'Support@Baton.test' })).toBe(true);
  });

  test.each(['', 'Auto-Submitted: no', 'Precedence: first-class', 'X-Mailer: loop list', 'Subject: Precedence: bulk'])(
    'a person wrote it: %s',
    (header) => expect(automatic(header)).toBe(false),
  );
});

describe('the same mail again', () => {
  const print = (mail: Buffer, channel = 'c1') => fingerprintOf(channel, mail);

  test('trace headers, line ends and an empty line at the end make no other mail', () => {
    const mail = plainLetter();
    const traced = Buffer.concat([Buffer.from('Received: from a by b\r\n\twith SMTP\r\nReturn-Path: <x@y>\r\n'), mail]);
    const bare = Buffer.from(mail.toString().replaceAll('\r\n', '\n'));
    expect([print(traced), print(bare), print(Buffer.concat([mail, Buffer.from('\r\n')]))]).toEqual(
      Array(3).fill(print(mail)),
    );
  });

  test('without a Message-ID the header and body decide, less the trace', () => {
    const mail = plainLetter({ id: '' });
    const traced = Buffer.concat([Buffer.from('Received: from a by b\r\n'), mail]);
    expect(print(traced)).toBe(print(mail));
    expect(print(plainLetter({ id: '', subject: 'other' }))).not.toBe(print(mail));
  });

  test('another body, another Message-ID or another channel is another mail', () => {
    const prints = [
      print(plainLetter()),
      print(plainLetter({ text: 'x' })),
      print(plainLetter({ id: 'b@x' })),
      print(plainLetter(), 'c2'),
    ];
    expect(new Set(prints).size).toBe(4);
  });
});

describe('files', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\nora\\bill.pdf', 'bill.pdf'],
    ['..', 'file'],
    ['', 'file'],
    ['.htaccess', 'htaccess'],
    ['bill\u202efdp.exe', 'bill fdp.exe'],
    ['a\r\nSet-Cookie: x.txt', 'a Set-Cookie x.txt'],
    ['發票 2026.pdf', '發票 2026.pdf'],
  ])('the name %j becomes %j', (given, clean) => expect(fileName(given)).toBe(clean));

  test('a long name keeps its ending', () => {
    const name = fileName(`${'長'.repeat(400)}.pdf`);
    expect([...name].length).toBe(150);
    expect(name.endsWith('.pdf')).toBe(true);
  });

  test('the bytes decide what a file is; the sender only where nothing can run', async () => {
    expect(await kindOf(Buffer.from('%PDF-1.7\n'), 'text/html')).toBe('application/pdf');
    expect(await kindOf(Buffer.from('<script>'), 'text/html')).toBe('application/octet-stream');
    expect(await kindOf(Buffer.from('a,b'), 'text/csv; charset=utf-8')).toBe('text/csv');
    expect(await kindOf(Buffer.from('MZ'.padEnd(200, '\0')), 'image/png')).not.toBe('image/png');
  });
});
