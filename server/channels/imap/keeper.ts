import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Intake } from '../email/intake.ts';
import type { OAuth } from '../oauth.ts';
import type { ChannelService } from '../service.ts';
import { connect } from './connect.ts';
import type { Mailbox } from './model.ts';
import type { MailboxSecrets } from './secrets.ts';
import { follow, Superseded } from './session.ts';
import type { MailboxStore } from './store.ts';
import { troubleOf } from './trouble.ts';

/** Longer than a node is busy with anything; another takes over when it has died. */
const leaseMs = 30_000;
const lookEveryMs = 2000;
/** 5 s, 10 s … at most ten minutes: providers lock out who comes too often with a wrong password. */
const backoffMs = (failures: number) => Math.min(5000 * 2 ** (failures - 1), 600_000);

export interface MailboxKeeper {
  /** `alone`: no other process works on this store, so what is leased there was leased by one that died. */
  start(alone: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** Fetches each mailbox on one node at a time, for as long as it is set. */
export function createMailboxKeeper(deps: {
  store: MailboxStore;
  secrets: MailboxSecrets;
  oauth: OAuth;
  channels: ChannelService;
  intake: Intake;
  clock: Clock;
  logger: Logger;
  maxBytes: number;
}): MailboxKeeper {
  const { store, secrets, oauth, channels, intake, clock, logger, maxBytes } = deps;
  const node = randomUUID();
  const working = new Map<string, Promise<void>>();
  /** Not before then, after so many failures, of that way it was set. */
  const resting = new Map<string, { until: number; failures: number; version: number }>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  const leaseUntil = () => new Date(clock.now().getTime() + leaseMs);

  async function work(mailbox: Mailbox): Promise<void> {
    const channel = await channels.ofMailbox(mailbox.workspaceId, mailbox._id);
    if (!channel) {
      await store.forget(mailbox._id);
      return;
    }
    const over = new AbortController();
    const end = () => over.abort();
    stopping.signal.addEventListener('abort', end);
    const keep = setInterval(() => {
      store.extend(mailbox, leaseUntil()).then((still) => still || end(), end);
    }, leaseMs / 4);
    let client: Awaited<ReturnType<typeof connect>> | undefined;
    try {
      const renewed = async (next: Parameters<MailboxSecrets['seal']>[0]) => {
        await store.reseal(mailbox, secrets.seal(next));
      };
      client = await connect(mailbox, secrets.open(mailbox.secrets), oauth, renewed);
      const { signal } = over;
      const line = client;
      signal.addEventListener('abort', () => line.close());
      if (signal.aborted) return;
      await follow({ client, mailbox, channel, intake, store, clock, maxBytes, signal });
      resting.delete(mailbox._id);
    } catch (error) {
      if (over.signal.aborted || error instanceof Superseded) return;
      await failed(mailbox, error);
    } finally {
      clearInterval(keep);
      stopping.signal.removeEventListener('abort', end);
      client?.close();
      await store.release(mailbox);
    }
  }

  async function failed(mailbox: Mailbox, error: unknown): Promise<void> {
    const before = resting.get(mailbox._id);
    const worked = mailbox.state === 'connected' || before?.version !== mailbox.version;
    const failures = worked ? 1 : before.failures + 1;
    resting.set(mailbox._id, {
      until: clock.now().getTime() + backoffMs(failures),
      failures,
      version: mailbox.version,
    });
    const trouble = troubleOf(error);
    logger.warn({ mailboxId: mailbox._id, why: trouble.why, failures }, 'a mailbox cannot be fetched');
    await store.note(mailbox, { state: 'failed', ...trouble });
  }

  async function look(): Promise<void> {
    const now = clock.now();
    for (const { _id, version, leaseUntil: taken } of await store.all()) {
      const rest = resting.get(_id);
      const rests = rest && rest.version === version && rest.until > now.getTime();
      if (stopping.signal.aborted || working.has(_id) || rests || taken >= now) continue;
      const mailbox = await store.lease(_id, node, now, leaseUntil());
      if (!mailbox) continue;
      const done = work(mailbox)
        .catch((error) => logger.error({ err: error, mailboxId: _id }, 'a mailbox could not be worked on'))
        .finally(() => working.delete(_id));
      working.set(_id, done);
    }
  }

  return {
    async start(alone) {
      if (alone) await store.releaseAll();
      timer = setInterval(() => {
        looking ??= look()
          .catch((error) => logger.error({ err: error }, 'the mailboxes cannot be looked up'))
          .finally(() => {
            looking = undefined;
          });
      }, lookEveryMs);
    },
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await Promise.all(working.values());
    },
  };
}
