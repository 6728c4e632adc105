import { letter, line, zhBig5 } from './letters.ts';

/** A mail as no standard has it, or as few programs read it, and what must be read of it. */
export interface TrickyMail {
  name: string;
  mail: Buffer;
  subject?: string;
  from?: string | null;
  sender?: string;
  /** The text, or a part of it. */
  text?: string;
  /** What the text must not hold. */
  without?: string;
  files?: string[];
  /** Words of the first mail in it. */
  nested?: string;
  broken?: true;
}

const bytes = (hex: string): number[] => [...Buffer.from(hex, 'hex')];
const word = (charset: string, hex: string) => `=?${charset}?B?${Buffer.from(hex, 'hex').toString('base64')}?=`;
const utf8Word = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;

/** Sentences as customers write them, in the bytes of their country. */
const orders = {
  big5: bytes('bdd0b0dda569a548b068b4dab6dc'),
  gb: bytes('c7ebcecabfc9d2d4cdcbbfeec2f0'),
  kr: bytes('bec8b3e7c7cfbcbcbfe420c1d6b9ae'),
  sjis: bytes('82b2928d95b682c982c282a282c4'),
  cyrillic: bytes('c7e4f0e0e2f1f2e2f3e9f2e52c20e3e4e520eceee920e7e0eae0e7'),
  koi8: bytes('fac4d2c1d7d3d4d7d5cad4c52c20c7c4c520cdcfca20dac1cbc1da'),
  koi8Capitals: bytes('fae4f2e1f7f3f4f7f5eaf4e52c20e7e4e520edefea20fae1ebe1fa'),
  cyrillicIso: bytes('b7d4e0d0d2e1e2d2e3d9e2d52c20d3d4d520dcded920d7d0dad0d7'),
  hebrew: bytes('f9ece5ed2c20e0e9f4e420e4e4e6eef0e420f9ece9'),
  greek: bytes('cae1ebe7ecddf1e12c20f0effd20e5dfede1e920e720f0e1f1e1e3e3e5ebdfe120eceff5'),
  german: bytes('4772fcdf65206175732044fc7373656c646f7266'),
};

const plain = (headers: (string | Buffer)[], ...body: (string | Buffer)[]) =>
  letter('From: Nora <nora@customers.test>', 'To: support@baton.test', ...headers, '', ...body);

const mixed = (...parts: (string | Buffer)[][]) =>
  plain(
    ['Subject: Parts', 'Content-Type: multipart/mixed; boundary=b'],
    ...parts.flatMap((part) => ['--b', ...part]),
    '--b--',
  );

/** Two parts, a text and a file, as they would stand between boundaries `b`. */
const twoParts = (boundary = '--b') => [
  boundary,
  'Content-Type: text/plain; charset=utf-8',
  '',
  '漏水',
  boundary,
  'Content-Type: application/pdf; name=offer.pdf',
  '',
  '%PDF-1.4',
  `${boundary}--`,
];
const packed = (lines: readonly string[]) =>
  Buffer.from(letter(...lines))
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n');

/** As a program packs it that takes parts for text. */
const quoted = (lines: readonly string[]) =>
  letter(...lines)
    .toString('latin1')
    .replace(/[=\u0080-\u00ff]/g, (sign) => `=${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace('=E6', '=E6=\r\n');

const file = (disposition: string | Buffer) => [disposition, 'Content-Type: application/pdf', '', '%PDF-1.4'];

const headerCharsets: TrickyMail[] = [
  ['Big5', orders.big5, '請問可以退款嗎'],
  ['GB18030', orders.gb, '请问可以退款吗'],
  ['EUC-KR', orders.kr, '안녕하세요 주문'],
  ['Shift_JIS', orders.sjis, 'ご注文について'],
  ['windows-1251', orders.cyrillic, 'Здравствуйте, где мой заказ'],
  ['KOI8-R', orders.koi8, 'Здравствуйте, где мой заказ'],
  ['KOI8-R in capitals', orders.koi8Capitals, 'ЗДРАВСТВУЙТЕ, ГДЕ МОЙ ЗАКАЗ'],
  ['ISO-8859-5', orders.cyrillicIso, 'Здравствуйте, где мой заказ'],
  ['windows-1255', orders.hebrew, 'שלום, איפה ההזמנה שלי'],
  ['windows-1253', orders.greek, 'Καλημέρα, πού είναι η παραγγελία μου'],
  ['windows-1252', orders.german, 'Grüße aus Düsseldorf'],
].map(([charset, raw, subject]) => ({
  name: `${charset} in raw bytes, declared nowhere`,
  mail: plain([line('Subject: ', raw as number[]), 'Content-Type: text/plain'], line(raw as number[])),
  subject: subject as string,
  text: subject as string,
}));

/** Written for these tests, each for one thing that real mail does. */
export const trickyMails = (): TrickyMail[] => [
  ...headerCharsets,
  {
    name: 'EUC-KR in the body under its old name',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=ks_c_5601-1987'], line(orders.kr)),
    text: '안녕하세요 주문',
  },
  {
    name: 'UTF-8 that says it is us-ascii',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=us-ascii'], '漏水 und Grüße'),
    text: '漏水 und Grüße',
  },
  {
    name: 'UTF-8 that says it is ISO-8859-1',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=iso-8859-1'], 'Grüße aus Köln'),
    text: 'Grüße aus Köln',
  },
  {
    name: 'Big5 that says it is UTF-8',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=utf-8'], line(orders.big5)),
    text: '請問可以退款嗎',
  },
  {
    name: 'a charset that nobody knows, over Big5',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=x-unknown'], line(orders.big5)),
    text: '請問可以退款嗎',
  },
  {
    name: 'HZ',
    mail: plain(
      ['Subject: =?hz-gb-2312?Q?~{VPND~}?=', 'Content-Type: text/plain; charset=hz-gb-2312'],
      '~{VPND~} ok ~~',
    ),
    subject: '中文',
    text: '中文 ok ~',
  },
  {
    name: 'ISO-2022-KR',
    mail: plain(
      ['Subject: x', 'Content-Type: text/plain; charset=iso-2022-kr'],
      line(bytes('1b242943')),
      line(bytes('0e3e4833670f')),
    ),
    text: '안녕',
  },
  {
    name: 'Johab',
    mail: plain(
      ['Subject: x', 'Content-Type: text/plain; charset=johab'],
      line(bytes('b4659177d061ad41b66120ba81a28520f7d3f1ae208841846120dce7')),
    ),
    text: '안녕하세요 주문 漢字 ㄱㅏ ①',
  },
  {
    name: 'ISO-2022-JP with rare signs, and with half-width kana by shifts, by an escape and as bytes',
    mail: plain(
      ['Subject: x', 'Content-Type: text/plain; charset=iso-2022-jp'],
      line(bytes('1b242844'), '0!', bytes('1b2842'), ' ', bytes('0e'), '6@6E', bytes('0f'), ' '),
      line(bytes('1b2849'), '6@', bytes('1b2842'), ' ', bytes('b6c0b6c5')),
    ),
    text: '丂 ｶﾀｶﾅ \nｶﾀ ｶﾀｶﾅ',
  },
  {
    name: 'UTF-16 with its mark, whichever half comes first',
    mail: mixed(
      ...['fffe0f6f346c', 'feff6f0f6c34'].map((hex) => [
        'Content-Type: text/plain; charset=utf-16',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(hex, 'hex').toString('base64'),
      ]),
    ),
    text: '漏水\n漏水',
  },
  {
    name: 'UTF-8 in a header over Big5 in the body',
    mail: letter(
      'From: Nöra <nora@customers.test>',
      'Subject: 漏水',
      'Content-Type: text/plain; charset=big5',
      '',
      line(orders.big5),
    ),
    sender: 'Nöra',
    subject: '漏水',
    text: '請問可以退款嗎',
  },
  {
    name: 'text below HTML',
    mail: mixed(
      ['Content-Type: text/html', '', '<p>The words</p>'],
      ['Content-Type: text/plain', '', 'and a <footer>'],
    ),
    text: 'The words\n\n\nand a <footer>',
  },
  {
    name: 'a kind and an encoding written oddly',
    mail: plain(
      ['Subject: x', 'Content-Type: text / html; charset="utf-8"', 'Content-Transfer-Encoding: "base64"'],
      Buffer.from('<p>words</p>').toString('base64'),
    ),
    text: 'words',
    files: [],
  },
  {
    name: 'text/enriched',
    mail: plain(
      ['Subject: x', 'Content-Type: text/enriched'],
      '<color><param>red</param>Now</color> is 1 << 2, <bold>really</bold>',
    ),
    text: 'Now is 1 < 2, really',
  },
  { name: 'RTF', mail: plain(['Subject: x', 'Content-Type: text/rtf'], '{\\rtf1 some words}'), text: 'some words' },
  {
    name: 'a sender who turns letters around',
    mail: letter('From: "\u202etset\u202c Nora" <nora@customers.test>', 'Subject: \u202eabc', '', 'x'),
    sender: 'tset\u202c Nora',
    subject: 'abc',
  },
  {
    name: 'ten thousand recipients',
    mail: plain(
      [`Cc: ${Array.from({ length: 10_000 }, (_, n) => `u${n}@x.test`).join(',\r\n ')}`, 'Subject: x'],
      'words',
    ),
    from: 'nora@customers.test',
    text: 'words',
  },
  {
    name: 'UTF-7',
    mail: plain(['Subject: =?utf-7?Q?+Ti1lhw-?=', 'Content-Type: text/plain; charset=utf-7'], '+Ti1lhw-'),
    subject: '中文',
    text: '中文',
  },
  {
    name: 'Big5-HKSCS',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=big5-hkscs'], line(bytes('9dba'), zhBig5)),
    text: '中文',
  },
  {
    name: 'several encoded words that part one character',
    mail: plain([`Subject: ${word('utf-8', 'e6bc8fe6')}\r\n ${word('utf-8', 'b0b4')}`], 'x'),
    subject: '漏水',
  },
  {
    name: 'several encoded words in ISO-2022-JP, each shifting out and back',
    mail: plain(
      [`Subject: ${word('iso-2022-jp', '1b2442254625391b2842')} ${word('iso-2022-jp', '1b244225481b2842')}`],
      'x',
    ),
    subject: 'テスト',
  },
  { name: 'an encoded word within a word', mail: plain([`Subject: A${utf8Word('漏')}B`], 'x'), subject: 'A漏B' },
  {
    name: 'an encoded word in quotes',
    mail: letter(`From: "${utf8Word('老王')}" <w@customers.test>`, 'Subject: x', '', 'x'),
    from: 'w@customers.test',
    sender: '老王',
  },
  {
    name: 'an encoded word with spaces in it',
    mail: plain(['Subject: =?utf-8?Q?your order?='], 'x'),
    subject: 'your order',
  },
  {
    name: 'an encoded word that does not end',
    mail: plain(['Subject: =?utf-8?Q?your'], 'x'),
    subject: '=?utf-8?Q?your',
  },
  { name: 'no date', mail: plain(['Subject: x'], 'words'), text: 'words' },
  {
    name: 'two senders',
    mail: letter('From: a@customers.test, b@customers.test', 'Sender: b@customers.test', 'Subject: x', '', 'x'),
    from: 'a@customers.test',
  },
  {
    name: 'a sender with a space in a quoted name',
    mail: letter('From: Nora <"nora lind"@customers.test>', 'Subject: x', '', 'x'),
    from: '"nora lind"@customers.test',
    sender: 'Nora',
  },
  {
    name: 'a sender with another address in a quoted name',
    mail: letter('From: "ceo@bank.test"@thief.test', 'Subject: x', '', 'x'),
    from: null,
  },
  { name: 'no sender', mail: letter('Subject: x', '', 'words'), from: null, text: 'words' },
  {
    name: 'a group of recipients',
    mail: letter('From: a@customers.test', 'To: Team: b@x.test, "C, D" <c@x.test>;, undisclosed-recipients:;', '', 'x'),
    from: 'a@customers.test',
  },
  {
    name: 'lines that end in LF only',
    mail: Buffer.from('From: a@x.test\nSubject: bare\n\nwords\n'),
    subject: 'bare',
    text: 'words',
  },
  { name: 'zero bytes', mail: plain(['Subject: a\0b'], 'one\0two'), text: 'one' },
  {
    name: 'format=flowed with delsp',
    mail: plain(['Subject: x', 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'], '漏 ', '水'),
    text: '漏水',
  },
  {
    name: 'quoted-printable with errors',
    mail: plain(['Subject: x', 'Content-Transfer-Encoding: quoted-printable'], 'a=ZZb =E6=BC=8F=', 'c='),
    text: '漏c',
  },
  {
    name: 'base64 with rubbish between',
    mail: plain(['Subject: x', 'Content-Transfer-Encoding: base64'], 'd29y***', '!ZHM=', '--', 'a footer'),
    text: 'word',
  },
  {
    name: 'a uuencoded file in the text',
    mail: plain(['Subject: x'], 'See below.', '', 'begin 644 cat.txt', '#0V%T', '`', 'end', 'Bye.'),
    text: 'See below.',
    files: ['cat.txt'],
  },
  {
    name: 'a file sent as x-uuencode',
    mail: mixed([
      'Content-Type: application/octet-stream; name=cat.txt',
      'Content-Disposition: attachment',
      'Content-Transfer-Encoding: x-uuencode',
      '',
      'begin 644 cat.txt',
      '#0V%T',
      '`',
      'end',
    ]),
    files: ['cat.txt'],
  },
  {
    name: 'a yEnc file in the text',
    mail: plain(['Subject: x'], 'before', '=ybegin line=128 size=6 name=a.bin', 'k=}*=@l', '=yend size=6', 'after'),
    text: 'before\nafter',
    files: ['a.bin'],
  },
  {
    name: 'a yEnc file that does not end',
    mail: plain(['Subject: x'], '=ybegin line=128 size=3 name=a.bin', '***'),
    text: '=ybegin',
  },
  ...['text', '', '!!! none', ';;;', '(a comment) text/plain'].map((kind) => ({
    name: `of the kind "${kind}"`,
    mail: plain(['Subject: x', `Content-Type: ${kind}`], 'words'),
    text: 'words',
    files: [],
  })),
  {
    name: 'no header at all',
    mail: letter('just words', 'and more words'),
    text: 'just words\nand more words',
    broken: true,
  },
  {
    name: 'a header that goes over into the text without an empty line',
    mail: letter('From: a@b.test', 'Subject: x', 'words at once'),
    subject: 'x',
    text: 'words at once',
    broken: true,
  },
  {
    name: 'a first paragraph where the empty line should be',
    mail: letter('From: a@b.test', 'Subject: x', 'the first words', '', 'the next ones'),
    subject: 'x',
    text: 'the first words\n\nthe next ones',
    broken: true,
  },
  {
    name: 'paragraphs without a header, in Big5',
    mail: letter(line(orders.big5), '', 'more words'),
    text: '請問可以退款嗎\n\nmore words',
    broken: true,
  },
  {
    name: 'a line in the header that is none, and more header after it',
    mail: letter('From: a@b.test', 'Received: by x', 'with y', 'Subject: x', '', 'words'),
    subject: 'x',
    text: 'words',
  },
  {
    name: 'lines that end in CR CR LF',
    mail: Buffer.from('From: a@b.test\r\r\nSubject: x\r\r\n\r\r\nwords\r\r\n'),
    from: 'a@b.test',
    text: 'words',
    broken: true,
  },
  { name: 'lines that end in CR', mail: Buffer.from('Subject: x\r\rwords\r'), text: 'words', broken: true },
  {
    name: 'a byte order mark before the header',
    mail: Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), letter('From: a@b.test', 'Subject: x', '', 'words')]),
    from: 'a@b.test',
    text: 'words',
  },
  {
    name: 'a quote in From that does not end',
    mail: letter('From: "Nora <nora@customers.test>', 'Subject: x', '', 'words'),
    from: 'nora@customers.test',
    sender: 'Nora',
  },
  {
    name: 'more header than a parser takes',
    mail: letter('Subject: x', ...Array.from({ length: 20_000 }, (_, index) => `X-${index}: v`), '', 'words'),
    text: 'words',
    broken: true,
  },
  {
    name: 'two Content-Types',
    mail: plain(['Subject: x', 'Content-Type: text/plain', 'Content-Type: text/html'], 'words'),
    text: 'words',
  },
  {
    name: 'parts without an end',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary="b c"'],
      '--b c',
      '',
      'half',
      '--b c',
      'Content-Type: application/pdf',
      '',
      '%PDF',
    ),
    text: 'half',
    files: ['attachment-1'],
  },
  {
    name: 'a multipart that names no boundary',
    mail: plain(['Subject: x', 'Content-Type: multipart/mixed'], 'the words are here'),
    text: 'the words are here',
    broken: true,
  },
  {
    name: 'parts in base64, all of them at once',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: base64'],
      packed(twoParts()),
    ),
    text: '漏水',
    files: ['offer.pdf'],
  },
  {
    name: 'parts that say they are base64, and are not',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: base64'],
      ...twoParts(),
    ),
    text: '漏水',
    files: ['offer.pdf'],
  },
  {
    name: 'parts in quoted-printable, all of them at once',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary="a=b"', 'Content-Transfer-Encoding: quoted-printable'],
      quoted(twoParts('--a=b')),
    ),
    text: '漏水',
    files: ['offer.pdf'],
  },
  {
    name: 'parts in quoted-printable that say nothing of themselves',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: Quoted-Printable'],
      quoted(['--b', '', '漏水', '--b--']),
    ),
    text: '漏水',
  },
  {
    name: 'parts that say they are quoted-printable, and are not',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary=b', 'Content-Transfer-Encoding: quoted-printable'],
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'a=3D3D and =E6=BC=8F',
      '--b--',
    ),
    text: 'a=3D and 漏',
  },
  {
    name: 'a boundary that ends in a space',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/mixed; boundary="b "'],
      '--b ',
      'Content-Type: application/pdf; name=offer.pdf',
      '',
      '%PDF',
      '--b ',
      '',
      'last words',
      '--b --',
      'no words',
    ),
    text: 'last words',
    without: '--b',
    files: ['offer.pdf'],
  },
  {
    name: 'parts within parts, in base64',
    mail: mixed([
      'Content-Type: multipart/mixed; boundary=inner',
      'Content-Transfer-Encoding: base64',
      '',
      packed(twoParts('--inner')),
    ]),
    files: ['message.eml'],
    nested: '漏水',
    broken: true,
  },
  {
    name: 'parts within parts that name no boundary',
    mail: mixed(
      ['Content-Type: text/plain', '', 'first'],
      ['Content-Type: multipart/alternative', '', 'words nobody should miss'],
    ),
    text: 'first',
    files: ['message.eml'],
    nested: 'words nobody should miss',
    broken: true,
  },
  {
    name: 'a boundary that ends in a space',
    mail: plain(['Subject: x', 'Content-Type: multipart/mixed; boundary="b "'], ...twoParts('--b ')),
    text: '漏水',
    files: ['offer.pdf'],
  },
  {
    name: 'a boundary without a semicolon before it',
    mail: plain(['Subject: x', 'Content-Type: multipart/mixed\r\n boundary="b"'], ...twoParts()),
    text: '漏水',
    files: ['offer.pdf'],
  },
  {
    name: 'a report whose words are HTML',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'],
      '--b',
      'Content-Type: text/html',
      '',
      '<p>His box is full</p>',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Final-Recipient: rfc822; a@x.test',
      '--b--',
    ),
    text: 'His box is full',
  },
  {
    name: 'a file name in raw Big5',
    mail: mixed(file(line('Content-Disposition: attachment; filename="', orders.big5, '.pdf"'))),
    files: ['請問可以退款嗎.pdf'],
  },
  {
    name: 'a file name in pieces, with a charset',
    mail: mixed(
      file(
        'Content-Disposition: attachment;\r\n filename*0*=big5\'\'%a4%a4;\r\n filename*1*=%a4%e5;\r\n filename*2=".pdf"',
      ),
    ),
    files: ['中文.pdf'],
  },
  {
    name: 'a file name in encoded words',
    mail: mixed(file(`Content-Disposition: attachment; filename="${word('big5', 'a4a4a4e5')}.pdf"`)),
    files: ['中文.pdf'],
  },
  {
    name: 'a file name that is a path, with a zero byte',
    mail: mixed(file('Content-Disposition: attachment; filename="..\\\\..\\\\etc/pass\0wd"')),
    files: ['pass wd'],
  },
  {
    name: 'a fragment of a mail',
    mail: plain(
      ['Subject: x', 'Content-Type: message/partial; id=a; number=1; total=2'],
      'Subject: inside',
      '',
      'half',
    ),
    files: ['attachment-1'],
  },
  {
    name: 'a body that lies elsewhere',
    mail: mixed([
      'Content-Type: message/external-body; access-type=URL; URL="http://x.test/"',
      '',
      'Content-Type: image/png',
      '',
    ]),
  },
  {
    name: 'a digest',
    mail: plain(
      ['Subject: x', 'Content-Type: multipart/digest; boundary=b'],
      '--b',
      '',
      'Subject: one',
      '',
      'words',
      '--b--',
    ),
    files: ['one.eml'],
  },
  {
    name: 'a header of a megabyte',
    mail: plain([`X-Long: ${'words '.repeat(20_000)}`, 'Subject: long'], 'x'),
    subject: 'long',
  },
  {
    name: 'ten thousand parts',
    mail: mixed(...Array.from({ length: 10_000 }, (_, n) => ['', `part ${n}`])),
    text: 'part 1',
    broken: true,
  },
  {
    name: 'a thousand mails inside each other',
    mail: Buffer.concat([
      Buffer.from('From: a@customers.test\r\n'),
      ...Array.from({ length: 1000 }, (_, n) => Buffer.from(`Subject: ${n}\r\nContent-Type: message/rfc822\r\n\r\n`)),
      Buffer.from('Subject: last\r\n\r\nwords\r\n'),
    ]),
    subject: '0',
  },
];
