import { createSmtpTransport } from '../../../server/channels/email/smtpTransport.ts';
import type { Client } from '../../support/client.ts';
import { letter } from '../mail/letters.ts';
import type { Home } from './home.ts';

/** What was acknowledged to whoever asked: these may not be missing afterwards. */
export interface Done {
  /** Words of mails that were answered 250. */
  mails: string[];
  /** Names of tickets that were created. */
  tickets: string[];
}

export interface Load {
  /** What is acknowledged now. */
  done(): Done;
  stop(): Promise<void>;
}

const mailAbout = (word: string) =>
  letter(
    'From: Nora Lind <nora@customers.test>',
    'To: support@baton.test',
    `Subject: ${word}`,
    `Message-ID: <${word}@customers.test>`,
    'MIME-Version: 1.0',
    'Content-Type: text/html; charset=utf-8',
    '',
    `<p>My kettle leaks: <b>${word}</b></p>`,
  );

/** Mails come in and tickets are made and changed, without a pause, until it is stopped. */
export function startLoad(home: Home, agent: Client, place: { pipelineId: string; statusId: string }): Load {
  const done: Done = { mails: [], tickets: [] };
  const transport = createSmtpTransport(`smtp://127.0.0.1:${home.smtpPort}?ignoreTLS=true`);
  let stopping = false;

  async function posting(sender: number): Promise<void> {
    for (let count = 0; !stopping; count += 1) {
      const word = `mail-${sender}-${count}`;
      const mail = { mailId: word, bytes: mailAbout(word), from: 'nora@customers.test', to: ['support@baton.test'] };
      const { kind } = await transport.send(mail, async () => {});
      if (kind === 'sent') done.mails.push(word);
    }
  }

  async function changing(writer: number): Promise<void> {
    for (let count = 0; !stopping; count += 1) {
      const name = `ticket-${writer}-${count}`;
      const { ticketId } = await agent.call('ticket.create', { name, ...place });
      done.tickets.push(name);
      await agent.call('ticket.update', { ticketId, priority: 'high' });
    }
  }

  const working = Promise.all([posting(1), posting(2), changing(1), changing(2)]);
  return {
    done: () => ({ mails: [...done.mails], tickets: [...done.tickets] }),
    async stop() {
      stopping = true;
      await working;
    },
  };
}
