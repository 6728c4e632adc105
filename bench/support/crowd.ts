import { randomUUID } from 'node:crypto';
import { type Agent, connectAgent, connectAgents, seqIn } from './agent.ts';
import { type Child, startChild } from './child.ts';
import { type Desk, serve } from './desk.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { monotonicMs } from './numbers.ts';

/** Many sockets at one server, and a way to say something that all of them hear as one event. */
export interface Crowd {
  name: 'Baton' | 'Socket.IO';
  child: Child;
  ledger: Ledger;
  sockets: number;
  /** The number the next event will have. */
  next(): number;
  /** One of `speakers` says something; answers when the server has acknowledged it. */
  say(speaker: number): Promise<unknown>;
  /** An event as it was heard, for the peer to send the same. */
  sample(): Record<string, unknown>;
  /** Deliveries that did not come, or came again. */
  missed(): number;
  close(): Promise<void>;
}

interface Plan {
  name: Crowd['name'];
  child: Child;
  sockets: number;
  tokenOf: (index: number) => string | null;
  say: (agent: Agent, speaker: number) => Promise<unknown>;
}

async function gather({ name, child, sockets, tokenOf, say }: Plan): Promise<Crowd> {
  let heard = Buffer.alloc(0);
  let ledger: Ledger | undefined;
  let said = 0;
  const agents = await connectAgents(sockets, (index) =>
    connectAgent(child.port, tokenOf(index), (bytes, start, end) => {
      ledger?.hear(index, seqIn(bytes, start, end), monotonicMs());
      if (heard.length === 0) heard = Buffer.from(bytes.subarray(start + 2, end));
    }),
  );
  const from = Math.max(...agents.map((agent) => agent.from));
  if (agents.some((agent) => agent.from !== from)) throw new Error('Somebody wrote while the sockets came in');
  const found = createLedger(agents.map((agent) => agent.from));
  ledger = found;
  return {
    name,
    child,
    ledger: found,
    sockets,
    next: () => from + said + 1,
    say(speaker) {
      said += 1;
      const agent = agents[speaker];
      if (!agent) throw new Error('There is no such speaker');
      return say(agent, speaker);
    },
    missed: () => said * sockets - found.deliveries + found.repeated,
    sample() {
      const [, event] = JSON.parse(heard.toString()) as [string, Record<string, unknown>];
      return event;
    },
    async close() {
      for (const agent of agents) agent.close();
      await child.stop();
    },
  };
}

/** Agents of a desk. What one says is a new name for a ticket: committed, logged, relayed, and always as long. */
export async function gatherAgents(desk: Desk, sockets: number): Promise<Crowd> {
  let names = Date.now();
  return gather({
    name: 'Baton',
    child: await serve(desk, 'stamped'),
    sockets,
    tokenOf: (index) => desk.tokenOf(index),
    async say(agent, speaker) {
      names += 1;
      const input = { ticketId: desk.ticketIds[speaker], name: `Parcel ${names} has not arrived, second time asked` };
      const answer = await agent.emit('request', { id: randomUUID(), name: 'ticket.update', input });
      if (typeof answer !== 'object' || answer === null || 'error' in answer) throw new Error(JSON.stringify(answer));
    },
  });
}

/** Sockets at a plain Socket.IO server that broadcasts `event`. */
export async function gatherPlain(sockets: number, event: Record<string, unknown>): Promise<Crowd> {
  const child = await startChild('peer');
  await child.ask('event', event);
  return gather({ name: 'Socket.IO', child, sockets, tokenOf: () => null, say: (agent) => agent.emit('say') });
}
