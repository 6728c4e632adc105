import { describe, expect, test } from '@jest/globals';
import { readTnef } from '../../../server/channels/email/inside/tnef.ts';
import { readMail } from '../../../server/channels/email/read.ts';
import { createRandom } from '../../support/random.ts';
import { letter, pixel, plainLetter } from './letters.ts';
import { memoryBlobs } from './memoryBlobs.ts';
import { buildEnveloped, buildSigned, buildTnef } from './packed.ts';

const head = ['From: Nora <nora@customers.test>', 'Subject: Inside'];

async function read(mail: Buffer) {
  const blobs = memoryBlobs();
  const { content } = await readMail(await blobs.put(mail), blobs);
  const bytesOf = async (name: string) =>
    blobs.get(content.attachments.find((file) => file.name === name)?.fileId ?? name);
  return { ...content, bytesOf };
}

const part = (type: string, content: Buffer, name?: string) =>
  letter(
    ...head,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    `Content-Type: ${type}${name ? `; name="${name}"` : ''}`,
    'Content-Transfer-Encoding: base64',
    'Content-Disposition: attachment',
    '',
    content.toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b--',
  );

describe('a mail in a mail', () => {
  test('is shown with what it says, and what lies in it after it', async () => {
    const innermost = plainLetter({ subject: 'The receipt', text: 'Total 12' });
    const middle = Buffer.concat([
      letter(
        'From: Shop <shop@x.test>',
        'Subject: Fwd',
        'Content-Type: multipart/mixed; boundary=i',
        '',
        '--i',
        '',
        'As promised.',
        '--i',
        'Content-Type: message/rfc822',
        '',
      ),
      innermost,
      letter('--i', 'Content-Type: application/pdf; name=a.pdf', '', '%PDF-1.4', '--i--'),
    ]);
    const mail = Buffer.concat([
      letter(
        ...head,
        'Content-Type: multipart/mixed; boundary=o',
        '',
        '--o',
        '',
        'See below.',
        '--o',
        'Content-Type: message/rfc822',
        'Content-Disposition: inline',
        '',
      ),
      middle,
      letter('--o--'),
    ]);
    const { text, attachments, nested = [] } = await read(mail);
    expect([text, attachments.map(({ name }) => name)]).toEqual(['See below.', ['Fwd.eml']]);
    expect(nested).toMatchObject([
      {
        within: null,
        from: { address: 'shop@x.test' },
        subject: 'Fwd',
        text: 'As promised.',
        attachments: [{ name: 'The receipt.eml' }, { name: 'a.pdf' }],
      },
      {
        within: nested[0]?.fileId,
        from: { name: 'Nora Lind' },
        subject: 'The receipt',
        text: 'Total 12',
        at: '2026-03-02T10:00:00.000Z',
      },
    ]);
  });

  test('looks as it was made, with its own pictures, and nothing in it can do harm', async () => {
    const { nested = [], bytesOf } = await read(
      Buffer.concat([
        letter(...head, 'Content-Type: message/rfc822', ''),
        letter(
          'From: Shop <shop@x.test>',
          'Subject: Look',
          'Content-Type: multipart/related; boundary=i',
          '',
          '--i',
          'Content-Type: text/html',
          '',
          '<script>1</script><p>Our <b>logo</b> <img src="cid:logo"><img src="http://x.test/a.png"></p>',
          '--i',
          'Content-Type: image/png; name=logo.png',
          'Content-ID: <logo>',
          'Content-Transfer-Encoding: base64',
          '',
          pixel.toString('base64'),
          '--i--',
        ),
      ]),
    );
    expect(nested).toMatchObject([
      { text: 'Our logo', look: { remoteImages: 1 }, attachments: [{ name: 'logo.png', inline: true }] },
    ]);
    const page = (await bytesOf(nested[0]?.look?.fileId ?? '')).toString();
    expect(page).toContain('<b>logo</b>');
    expect(page).toContain(`data-file="${nested[0]?.attachments[0]?.fileId}"`);
    expect(page).not.toContain('script');
  });

  test('of a hundred in each other only the first ones are opened', async () => {
    const deep = Array.from({ length: 100 }, () => 'Content-Type: message/rfc822\r\n\r\n').join('');
    const { nested = [], attachments } = await read(
      Buffer.from(`${head.join('\r\n')}\r\n${deep}Subject: last\r\n\r\nwords`),
    );
    expect(nested.length).toBeLessThan(10);
    expect(attachments).toHaveLength(1);
  });
});

describe('winmail.dat', () => {
  const pdf = Buffer.from('%PDF-1.4 the invoice');

  test('gives its letter and its files, and is gone itself', async () => {
    const tnef = buildTnef({
      text: 'Dear shop',
      html: '<p>Dear <b>shop</b></p>',
      files: [{ name: '發票.pdf', content: pdf }],
    });
    const { text, htmlBlob, attachments, bytesOf } = await read(part('application/ms-tnef', tnef, 'winmail.dat'));
    expect([text, htmlBlob === null]).toEqual(['Dear shop', false]);
    expect(attachments.map(({ name, type }) => [name, type])).toEqual([['發票.pdf', 'application/pdf']]);
    expect((await bytesOf('發票.pdf')).equals(pdf)).toBe(true);
  });

  test('its RTF is read, as the HTML it was made from or as text', async () => {
    const rtf =
      "{\\rtf1\\ansi\\ansicpg950\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Order \\'a4\\'a4\\u25991?{\\*\\htmltag72 </p>}}}";
    expect(readTnef(buildTnef({ rtf }))?.html).toBe('<p>Order 中文</p>');
    expect(readTnef(buildTnef({ rtf: '{\\rtf1{\\fonttbl{\\f0 Arial;}}Dear\\par shop \\{a\\}}' }))?.text).toBe(
      'Dear\nshop {a}',
    );
  });

  test('what is none stays a file', async () => {
    const { attachments } = await read(part('application/ms-tnef', Buffer.from('no such thing'), 'winmail.dat'));
    expect(attachments.map(({ name }) => name)).toEqual(['winmail.dat']);
  });

  test('cut off or changed anywhere, it breaks nothing', () => {
    const whole = buildTnef({
      text: 'Dear shop',
      html: '<p>x</p>',
      rtf: '{\\rtf1 x}',
      files: [{ name: 'a.pdf', content: pdf }],
    });
    const random = createRandom('winmail.dat');
    for (let trial = 0; trial < 3000; trial += 1) {
      const bytes = Buffer.from(whole.subarray(0, 6 + random.below(whole.length - 6)));
      for (let change = random.below(4); change > 0; change -= 1)
        bytes[6 + random.below(Math.max(1, bytes.length - 6))] = random.below(256);
      expect(() => readTnef(bytes)).not.toThrow();
    }
  });
});

describe('a mail that is signed or encrypted', () => {
  test('S/MIME around the mail: what is signed is read, and the signature kept under its name', async () => {
    const signed = buildSigned(letter('Content-Type: text/plain; charset=utf-8', '', '漏水 since yesterday'));
    const mail = letter(
      ...head,
      'Content-Type: application/pkcs7-mime; smime-type=signed-data',
      'Content-Transfer-Encoding: base64',
      '',
      signed.toString('base64'),
    );
    const { text, attachments, protections } = await read(mail);
    expect([text, protections]).toEqual(['漏水 since yesterday', [{ by: 'smime', how: 'signed' }]]);
    expect(attachments.map(({ name, type }) => [name, type])).toEqual([['smime.p7m', 'application/pkcs7-mime']]);
  });

  test('S/MIME beside the mail', async () => {
    const mail = letter(
      ...head,
      'Content-Type: multipart/signed; protocol="application/x-pkcs7-signature"; boundary=b',
      '',
      '--b',
      '',
      'Dear shop',
      '--b',
      'Content-Type: application/x-pkcs7-signature',
      'Content-Transfer-Encoding: base64',
      '',
      'MIAGCSqGSIb3DQEHAqCA',
      '--b--',
    );
    const { text, attachments, protections } = await read(mail);
    expect([text, protections]).toEqual(['Dear shop', [{ by: 'smime', how: 'signed' }]]);
    expect(attachments.map(({ name }) => name)).toEqual(['smime.p7s']);
  });

  test('S/MIME for a key we have not', async () => {
    const { attachments, protections } = await read(part('application/x-pkcs7-mime', buildEnveloped(), 'smime.p7m'));
    expect([protections, attachments.length]).toEqual([[{ by: 'smime', how: 'encrypted' }], 1]);
  });

  test('PGP/MIME for a key we have not', async () => {
    const mail = letter(
      ...head,
      'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b',
      '',
      '--b',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '--b',
      'Content-Type: application/octet-stream',
      '',
      '-----BEGIN PGP MESSAGE-----',
      '--b--',
    );
    const { attachments, protections } = await read(mail);
    expect([protections, attachments.map(({ name }) => name)]).toEqual([
      [{ by: 'pgp', how: 'encrypted' }],
      ['version.asc', 'encrypted.asc'],
    ]);
  });

  test.each([
    ['MESSAGE', 'encrypted'],
    ['SIGNED MESSAGE', 'signed'],
  ])('PGP in the text: %s', async (what, how) => {
    const { text, protections } = await read(plainLetter({ text: `-----BEGIN PGP ${what}-----\r\n\r\nDear shop` }));
    expect([text.includes('Dear shop'), protections]).toEqual([true, [{ by: 'pgp', how }]]);
  });
});
