import type { MailServer } from '../model.ts';
import { createSmtpTransport } from './smtpTransport.ts';
import type { Transport } from './transport.ts';

/** Each mail leaves through the server of the address it comes from, if that has one, else the usual way. */
export const createRoutedTransport = (
  serverFor: (address: string) => Promise<MailServer | null>,
  usual: Transport,
): Transport => ({
  async send(mail, beforeBody) {
    try {
      const server = await serverFor(mail.from);
      return await (server ? createSmtpTransport(server) : usual).send(mail, beforeBody);
    } catch (error) {
      return { kind: 'later', words: error instanceof Error ? error.message : String(error) };
    }
  },
});
