import { createTransport } from 'nodemailer';

/** A word of a mail that no other mail has. */
export const wordOf = (index: number) => `mailword${String(index).padStart(5, '0')}x`;

/** Customers whose mail servers try again, the same mail, until they hear 250. */
export interface Customers {
  /** Mails that were acknowledged. */
  acknowledged: Set<number>;
  /** Sends the next so many and waits for their 250s. */
  send(count: number): Promise<void>;
}

const linesAtOnce = 4;
const tryAgainMs = 100;

export function createCustomers(smtpPort: number): Customers {
  const acknowledged = new Set<number>();
  let next = 0;

  async function deliver(index: number): Promise<void> {
    for (;;) {
      const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
      try {
        await transport.sendMail({
          from: `Customer ${index} <customer-${index}@customers.test>`,
          to: 'support@baton.test',
          subject: `About order ${index}`,
          messageId: `<${wordOf(index)}@customers.test>`,
          date: new Date(Date.UTC(2026, 0, 1) + index * 1000),
          text: `Where is my order? ${wordOf(index)}`,
        });
        acknowledged.add(index);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
      } finally {
        transport.close();
      }
    }
  }

  return {
    acknowledged,
    async send(count) {
      const until = next + count;
      const line = async () => {
        while (next < until) {
          const index = next;
          next += 1;
          await deliver(index);
        }
      };
      await Promise.all(Array.from({ length: linesAtOnce }, line));
    },
  };
}
