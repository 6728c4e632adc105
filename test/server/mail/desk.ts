import { randomUUID } from 'node:crypto';
import { createSmtpTransport } from '../../../server/channels/email/smtpTransport.ts';
import type { Handover } from '../../../server/channels/email/transport.ts';
import type { Channel } from '../../../server/channels/model.ts';
import type { MessageView, TicketView } from '../../../shared/entities.ts';
import type { Id } from '../../../shared/ids.ts';
import { buildMember, buildPipeline, reach } from '../../support/build.ts';
import { signIn } from '../../support/client.ts';
import { type Cluster, type ClusterOptions, startCluster } from '../../support/cluster.ts';
import { until } from '../../support/until.ts';
import { type Sink, startSink } from './sink.ts';

/** A workspace that receives mail and sends it to a sink, and one of its agents. */
export interface Desk {
  cluster: Cluster;
  sink: Sink;
  readonly agent: Awaited<ReturnType<typeof signIn>>;
  /** After more time than a sign-in lives. */
  enterAgain(): Promise<void>;
  channel: Channel;
  /** Hands a mail to Baton by SMTP, as another mail server would. */
  post(bytes: Buffer, envelope?: { from?: string; to?: string[] }): Promise<Handover>;
  tickets(): Promise<TicketView[]>;
  /** Newest first. */
  messages(ticketId: Id): Promise<MessageView[]>;
  /** Until there are so many tickets; the newest first. */
  hasTickets(count: number): Promise<TicketView[]>;
  hasMessages(ticketId: Id, count: number): Promise<MessageView[]>;
  /** Until a message's delivery stands so. */
  delivered(ticketId: Id, messageId: string, state: string): Promise<MessageView>;
  reply(ticketId: Id, text: string, more?: object): Promise<string>;
  stop(): Promise<void>;
}

export async function openDesk(options: ClusterOptions & { address?: string; sinkSize?: number } = {}): Promise<Desk> {
  const { address = 'support@baton.test' } = options;
  const sink = await startSink(options.sinkSize);
  const cluster = await startCluster({ ...options, env: { SMTP_URL: sink.url, ...options.env } });
  const { app, workspaceId, node } = cluster;
  await buildPipeline(app, workspaceId);
  const member = await buildMember(app, workspaceId, { access: reach('everything', true) });
  let agent = await signIn(node.url, member.email);
  const channel = await app.unitOfWork.run(workspaceId, null, (tx) =>
    app.channels.create(tx, { name: 'Kettle & Leaf', address, teamId: null }),
  );
  const baton = createSmtpTransport(`smtp://127.0.0.1:${node.smtpPort}?ignoreTLS=true`);

  const tickets = async () => (await agent.call('ticket.list', { sort: 'created' })).items;
  const messages = async (ticketId: Id) => (await agent.call('message.list', { ticketId })).items;

  /** Asks again until the answer will do. */
  async function asked<T>(what: string, ask: () => Promise<T>, willDo: (answer: T) => boolean): Promise<T> {
    let answer = await ask();
    await until(what, async () => {
      if (willDo(answer)) return true;
      answer = await ask();
      return willDo(answer);
    });
    return answer;
  }

  return {
    cluster,
    sink,
    get agent() {
      return agent;
    },
    async enterAgain() {
      agent = await signIn(node.url, member.email);
    },
    channel,
    tickets,
    messages,
    post: (bytes, envelope = {}) =>
      baton.send(
        {
          mailId: 'x',
          bytes,
          from: envelope.from ?? 'nora@customers.test',
          to: envelope.to ?? [address],
        },
        async () => {},
      ),
    hasTickets: (count) => asked(`${count} tickets`, tickets, (found) => found.length >= count),
    hasMessages: (ticketId, count) =>
      asked(
        `${count} messages`,
        () => messages(ticketId),
        (found) => found.length >= count,
      ),
    async delivered(ticketId, messageId, state) {
      const isIt = (message: MessageView) => message.id === messageId && message.delivery?.state === state;
      const found = await asked(
        `${messageId} to be ${state}`,
        () => messages(ticketId),
        (all) => all.some(isIt),
      );
      const message = found.find(isIt);
      if (!message) throw new Error('It was there a moment ago');
      return message;
    },
    async reply(ticketId, text, more = {}) {
      const messageId = randomUUID();
      await agent.call('message.send', { ticketId, messageId, html: `<p>${text}</p>`, ...more });
      return messageId;
    },
    async stop() {
      await cluster.stop();
      await sink.stop();
    },
  };
}
