import { randomUUID } from 'node:crypto';
import type { CallName, Input, Output } from '../../shared/contract.ts';
import { type Client, Refused } from '../../test/support/client.ts';

/** What an agent was told is done. Names and texts are each used once, so that each can be counted. */
export interface Acknowledged {
  /** New name → its ticket. */
  renamed: Map<string, string>;
  created: Map<string, string>;
  /** Message id → its ticket. */
  sent: Map<string, string>;
}

/** Works without a pause until it is told to end; asks again under the same id whatever happens to the line. */
export interface Agent {
  acknowledged: Acknowledged;
  done(): number;
  end(): Promise<void>;
}

const tryAgainMs = 50;

async function insist<N extends CallName>(client: Client, name: N, input: Input<N>): Promise<Output<N>> {
  const id = randomUUID();
  for (;;) {
    try {
      return await client.call(name, input, id);
    } catch (error) {
      if (error instanceof Refused && error.status < 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, tryAgainMs));
    }
  }
}

interface Desk {
  tickets: string[];
  pipelineId: string;
  statusIds: string[];
  contactId: string;
}

export function startAgent(client: Client, desk: Desk, number: number): Agent {
  const acknowledged: Acknowledged = { renamed: new Map(), created: new Map(), sent: new Map() };
  let [ended, steps] = [false, 0];
  const one = <T>(from: readonly T[]): T => {
    const found = from[Math.floor(Math.random() * from.length)];
    if (found === undefined) throw new Error('Nothing to pick from');
    return found;
  };

  async function step(): Promise<void> {
    const ticketId = one(desk.tickets);
    const word = `agent${number}step${steps}x`;
    switch (steps % 4) {
      case 0:
        await insist(client, 'ticket.update', { ticketId, name: word });
        acknowledged.renamed.set(word, ticketId);
        return;
      case 1: {
        const messageId = `${word}-${randomUUID()}`.slice(0, 64);
        await insist(client, 'message.send', { ticketId, messageId, html: `<p>${word}</p>`, anyway: true });
        acknowledged.sent.set(messageId, ticketId);
        return;
      }
      case 2:
        await insist(client, 'ticket.setStatus', { ticketId, statusId: one(desk.statusIds) });
        return;
      default: {
        const { pipelineId, contactId } = desk;
        const input = { name: word, pipelineId, statusId: one(desk.statusIds), contactIds: [contactId] };
        acknowledged.created.set(word, (await insist(client, 'ticket.create', input)).ticketId);
      }
    }
  }

  const work = (async () => {
    for (; !ended; steps += 1) await step();
  })();
  return {
    acknowledged,
    done: () => steps,
    async end() {
      ended = true;
      await work;
    },
  };
}
