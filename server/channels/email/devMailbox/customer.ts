import { randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { valuesOf } from '../headers.ts';
import type { ParsedMail } from '../parse.ts';
import type { Transport } from '../transport.ts';
import type { Note } from './page.ts';

interface Letter {
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  /** The mail that is answered. */
  answers?: ParsedMail;
}

const quoted = (mail: ParsedMail): string =>
  `\n\nOn ${valuesOf(mail.headers, 'date')[0] ?? 'that day'}, ${mail.from?.name || mail.from?.address} wrote:\n${mail.text.replace(/^/gm, '> ')}`;

/** Writes to Baton as a customer would: with a mail program's headers, by SMTP. */
export async function writeAsCustomer(transport: Transport, letter: Letter): Promise<Note> {
  const { from, to, subject, text, answers } = letter;
  const mailId = `${randomUUID()}@${from.address.split('@').at(-1)}`;
  const chain = answers?.mailId
    ? { inReplyTo: `<${answers.mailId}>`, references: [...answers.references, answers.mailId].map((id) => `<${id}>`) }
    : {};
  const composer = new MailComposer({
    from,
    to,
    subject,
    messageId: `<${mailId}>`,
    ...chain,
    text: answers ? text + quoted(answers) : text,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await composer.compile().build();
  const handover = await transport.send({ mailId, from: from.address, to: [to], bytes }, async () => {});
  return handover.kind === 'sent' ? { taken: true } : { taken: false, words: handover.words };
}
