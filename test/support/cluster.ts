import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { type App, createApp } from '../../server/app.ts';
import { createLocalDoorbell, createRedisDoorbell, type Doorbell } from '../../server/events/doorbell.ts';
import { type Clock, systemClock } from '../../server/platform/clock.ts';
import { type Config, readConfig } from '../../server/platform/config.ts';
import type { Dns } from '../../server/platform/dns.ts';
import type { Logger } from '../../server/platform/logger.ts';
import type { Outside } from '../../server/platform/outside.ts';
import type { Id } from '../../shared/ids.ts';
import { openStore } from './store.ts';

/** At least 32 characters; the same on every node. */
export const testSecret = 'a secret for tests and nothing else';

export interface Node {
  app: App;
  url: string;
  smtpPort: number;
  /** 0 without LMTP_PORT. */
  lmtpPort: number;
}

/** Whole nodes over one store, in this process, with real sockets. */
export interface Cluster {
  nodes: Node[];
  /** The first node. */
  node: Node;
  app: App;
  workspaceId: Id;
  /** Where the store is, for a look of one's own. */
  mongoUri: string;
  /** What the nodes logged as an error: a bug, or a store that does not answer. */
  faults(): string[];
  /** Every word that the nodes logged, with `everyWord`. */
  words(): string;
  /** From now on no node hears another's doorbell, nor its own. */
  loseRings(lost: boolean): void;
  /** Writes a line that everybody hears and that changes nothing; answers its place in the log. */
  mark(workspaceId?: Id): Promise<number>;
  /** One more node; `alone` when it is to think that it is the only one. */
  join(alone: boolean): Promise<Node>;
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** The embedded store even where another is named: for what only our own planner promises. */
  store?: 'any' | 'embedded';
  nodes?: 1 | 2 | 3;
  /** Environment variables beyond the usual ones. */
  env?: Record<string, string>;
  clock?: Clock;
  outside?: Outside;
  /** Logs all there is to log, at every level. */
  everyWord?: boolean;
  /** Nothing is found in it unless the test says otherwise. */
  dns?: Dns;
}

const nowhere: Dns = async (name) => {
  throw Object.assign(new Error(`There is no ${name}`), { code: 'ENOTFOUND' });
};

const isFault = (line: string): boolean => /"level":[56]0/.test(line);

function collectingLogger(level: string, keep: (line: string) => void): Logger {
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      keep(chunk.toString());
      done();
    },
  });
  return pino({ level, base: null }, sink);
}

function losable(doorbell: Doorbell, state: { lost: boolean }): Doorbell {
  return {
    ...doorbell,
    ring(workspaceId, seq) {
      if (!state.lost) doorbell.ring(workspaceId, seq);
    },
    tell(topic, text) {
      if (!state.lost) doorbell.tell(topic, text);
    },
  };
}

const configFor = (dataDir: string, mongoUrl: string, env: Record<string, string>): Config =>
  readConfig({
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    PORT: '0',
    SMTP_PORT: '0',
    BATON_DEMO: 'false',
    BATON_DATA_DIR: dataDir,
    BATON_SECRET: testSecret,
    BATON_SIGN_IN_TRIES: '10000',
    MONGODB_URL: mongoUrl,
    ...env,
  });

export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const store = await openStore(options.store ?? 'any');
  const dataDir = await mkdtemp(join(tmpdir(), 'baton-data-'));
  const config = configFor(dataDir, store.uri, options.env ?? {});
  const words: string[] = [];
  const logged: string[] = [];
  const logger = collectingLogger(options.everyWord ? 'trace' : 'error', (line) => {
    if (options.everyWord) words.push(line);
    if (isFault(line)) logged.push(line);
  });
  const rings = { lost: false };
  const bus = new EventEmitter().setMaxListeners(0);
  const redisUrl = process.env.REDIS_URL;

  async function startNode(first: boolean, alone: boolean): Promise<Node> {
    const doorbell = redisUrl ? await createRedisDoorbell(redisUrl, logger) : createLocalDoorbell(bus);
    const app = await createApp({
      config,
      mongoUri: store.uri,
      alone,
      secret: testSecret,
      doorbell: losable(doorbell, rings),
      clock: options.clock ?? systemClock,
      dns: options.dns ?? nowhere,
      ...(options.outside ? { outside: options.outside } : {}),
      logger,
      clientFolder: join(import.meta.dirname, 'page'),
    });
    if (first && !store.prepared) await app.prepare();
    const { port, smtpPort, lmtpPort } = await app.start();
    return { app, url: `http://127.0.0.1:${port}`, smtpPort, lmtpPort };
  }

  const node = await startNode(true, false);
  const nodes = [node];
  for (let index = 1; index < (options.nodes ?? 1); index += 1) nodes.push(await startNode(false, false));
  const { app } = node;
  const workspaceId = await app.workspaces.create('Test', 'test');

  return {
    nodes,
    node,
    app,
    workspaceId,
    mongoUri: store.uri,
    faults: () => logged,
    words: () => words.join(''),
    loseRings(lost) {
      rings.lost = lost;
    },
    async mark(id = workspaceId) {
      const workspace = await app.auth.workspaceById(id);
      if (!workspace) throw new Error('There is no such workspace');
      const view = { id, name: workspace.name, slug: workspace.slug, version: workspace.version };
      return app.unitOfWork.run(id, null, async (tx) =>
        tx.emit({ type: 'workspace.changed', workspace: view }, { audience: ['members'] }),
      );
    },
    async join(alone) {
      const joined = await startNode(false, alone);
      nodes.push(joined);
      return joined;
    },
    async stop() {
      for (const one of nodes) await one.app.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
