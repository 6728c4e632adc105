import { expect, test } from '@jest/globals';
import { foldQuote } from '../../../server/channels/email/quote.ts';

const mark = '> Dear customer,\n> we will look into it.\n';

test.each([
  ['English', 'On Mon, 2 Mar 2026 at 10:00, Ben Okafor <ben@baton.test> wrote:'],
  ['English over two lines', 'On Mon, 2 Mar 2026 at 10:00, Ben Okafor <support+tokentokentoken@baton.test>\nwrote:'],
  ['Traditional Chinese', '於 2026年3月2日 週一 上午10:00 寫道：'],
  ['Gmail in Chinese', 'Ben Okafor <ben@baton.test> 於 2026年3月2日 週一 上午10:00寫道：'],
  ['Simplified Chinese', '在 2026年3月2日，Ben Okafor <ben@baton.test> 写道：'],
  ['German', 'Am 02.03.2026 um 10:00 schrieb Ben Okafor <ben@baton.test>:'],
  ['French', 'Le lun. 2 mars 2026 à 10:00, Ben Okafor <ben@baton.test> a écrit :'],
  ['Spanish', 'El lun, 2 mar 2026 a las 10:00, Ben Okafor (<ben@baton.test>) escribió:'],
  ['Dutch', 'Op ma 2 mrt 2026 om 10:00 schreef Ben Okafor <ben@baton.test>:'],
  ['Korean', '2026년 3월 2일 (월) 오전 10:00, Ben Okafor <ben@baton.test>님이 작성:'],
  ['Russian', 'пн, 2 мар. 2026 г. в 10:00, Ben Okafor <ben@baton.test>:'],
  ['Russian, by a program', '02.03.2026 10:00, Ben Okafor пишет:'],
  ['Gmail in Japanese', '2026年3月2日(月) 10:00 Ben Okafor <ben@baton.test>:'],
  ['Yahoo', 'On Monday, March 2, 2026 at 10:00:00 AM GMT+8, Ben Okafor <ben@baton.test> wrote:'],
  ['our own answers', 'Ben Okafor <ben@baton.test>, 2026-03-02 10:00 UTC:'],
  ['Japanese', '2026年3月2日(月) 10:00 Ben Okafor <ben@baton.test>のメール:'],
])('what is quoted below an attribution in %s is folded', (_name, attribution) => {
  const { text, quoted } = foldQuote(`Thank you, it works.\n\nNora\n\n${attribution}\n${mark}`);
  expect(text).toBe('Thank you, it works.\n\nNora');
  expect(quoted.startsWith(attribution)).toBe(true);
  expect(quoted).toContain('we will look into it');
});

test.each([
  ['English', 'From: Ben Okafor <ben@baton.test>\nSent: Monday, March 2, 2026\nTo: Nora\nSubject: RE: kettle'],
  ['German', 'Von: Ben Okafor\nGesendet: Montag, 2. März 2026\nAn: Nora\nBetreff: AW: Kessel'],
  ['French', 'De : Ben Okafor\nEnvoyé : lundi 2 mars 2026\nÀ : Nora\nObjet : RE: bouilloire'],
  ['Chinese', '寄件者: Ben Okafor\n寄件日期: 2026年3月2日\n收件者: Nora\n主旨: 回覆: 水壺'],
  ['Japanese', '差出人: Ben Okafor\n送信日時: 2026年3月2日 10:00\n宛先: Nora\n件名: RE: やかん'],
  ['Korean', '보낸 사람: Ben Okafor\n보낸 날짜: 2026년 3월 2일\n받는 사람: Nora\n제목: RE: 주전자'],
  ['Portuguese', 'De: Ben Okafor\nEnviada em: segunda-feira, 2 de março de 2026\nPara: Nora\nAssunto: RE: chaleira'],
  ['Simplified Chinese', '发件人: Ben Okafor\n发送时间: 2026年3月2日\n收件人: Nora\n主题: 回复: 水壶'],
])("Outlook's head of a quoted mail in %s is folded, with what follows", (_name, head) => {
  const { text, quoted } = foldQuote(
    `It drips again.\n\n________________________________\n${head}\n\nDear customer,\nwe will look into it.`,
  );
  expect(text).toBe('It drips again.');
  expect(quoted).toContain('we will look into it.');
});

test.each(['-----Original Message-----', '-----Ursprüngliche Nachricht-----', '-----原始郵件-----'])(
  '%s folds what follows',
  (rule) => {
    expect(foldQuote(`Yes.\n\n${rule}\nFrom: x\n\nOld words`)).toEqual({
      text: 'Yes.',
      quoted: `${rule}\nFrom: x\n\nOld words`,
    });
  },
);

test.each([
  ['two dashes', '-- \nNora Lind\nKettle Street 1'],
  ['a phone', 'Sent from my iPhone'],
  ['a phone in Chinese', '從我的 iPhone 傳送'],
  ['a phone in Japanese', 'iPhoneから送信'],
  ['Outlook on a phone', 'Get Outlook for iOS'],
])('the signature below %s is folded', (_name, signature) => {
  const old = 'On Mon, 2 Mar 2026 at 10:00, Ben wrote:\n> Which model?';
  expect(foldQuote(`The red one.\n\n${signature}`)).toEqual({ text: 'The red one.', quoted: signature });
  expect(foldQuote(`The red one.\n\n${signature}\n\n${old}`)).toEqual({
    text: 'The red one.',
    quoted: `${signature}\n\n${old}`,
  });
});

test('a letter that is nothing but a signature is shown', () => {
  expect(foldQuote('Sent from my iPhone').text).toBe('Sent from my iPhone');
});

test('a run of > lines at the end is folded without an announcement', () => {
  expect(foldQuote('Fine.\n\n> old\n> words\n')).toEqual({ text: 'Fine.', quoted: '> old\n> words' });
});

test.each([
  [
    'answers between the quoted lines',
    'On Monday Ben wrote:\n> Which model?\nThe red one.\n> Since when?\nSince Monday.',
  ],
  ['an answer below the quotation', 'On Monday Ben wrote:\n> Which model?\n\nThe red one.'],
  [
    'a forwarded mail',
    'Please see below.\n\n---------- Forwarded message ---------\nFrom: Shop\nDate: Monday\nSubject: Receipt\n\nTotal 12',
  ],
  ['nothing but a quotation', '> only this\n> was sent'],
  ['a sentence that ends in a colon', 'This is what I wrote:\nmy kettle drips'],
])('%s stays whole', (name, text) => {
  const folded = foldQuote(text);
  if (name.startsWith('a forwarded')) expect(folded.text + folded.quoted).toContain('Total 12');
  else expect(folded).toEqual({ text, quoted: '' });
});

test('a megabyte of marks and colons is quick to read', () => {
  const text = `${'On wrote: '.repeat(30)}\n`.repeat(3000) + '>'.repeat(100_000);
  expect(foldQuote(text).text.length).toBeGreaterThan(0);
});
