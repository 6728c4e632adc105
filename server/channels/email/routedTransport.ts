import DKIM from 'nodemailer/lib/dkim';
import type { DkimKey } from '../dkim.ts';
import type { WayOut } from '../service.ts';
import type { OutgoingMail } from './compose.ts';
import { createSmtpTransport } from './smtpTransport.ts';
import type { Transport } from './transport.ts';

/** What a signature covers where it is there; the last makes one click safe (RFC 8058). */
const signedFields =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:Content-Transfer-Encoding:In-Reply-To:References:Auto-Submitted:List-Unsubscribe:List-Unsubscribe-Post';

/** The mail with its signature on top; otherwise to the byte as it was. */
async function signed(mail: OutgoingMail, { domain, selector, privateKey }: DkimKey): Promise<OutgoingMail> {
  const how = { domainName: domain, keySelector: selector, privateKey, headerFieldNames: signedFields };
  const signing = new DKIM(how).sign(mail.bytes);
  const chunks: Buffer[] = [];
  for await (const chunk of signing) chunks.push(chunk as Buffer);
  return { ...mail, bytes: Buffer.concat(chunks) };
}

/** Each mail is signed as its address has it, and leaves through the server of its address, if that has one, else the usual way. */
export const createRoutedTransport = (
  wayOutFor: (address: string) => Promise<WayOut>,
  usual: Transport,
): Transport => ({
  async send(mail, beforeBody) {
    try {
      const { server, dkim } = await wayOutFor(mail.from);
      const way = server ? createSmtpTransport(server) : usual;
      return await way.send(dkim ? await signed(mail, dkim) : mail, beforeBody);
    } catch (error) {
      return { kind: 'later', words: error instanceof Error ? error.message : String(error) };
    }
  },
});
