import { join } from 'node:path';
import type { Id } from '../../shared/ids.ts';
import { createActors } from '../auth/actor.ts';
import { createApiTokenStore } from '../auth/apiTokens/store.ts';
import { createCredentials } from '../auth/credentials.ts';
import { createAuthStore } from '../auth/store.ts';
import { createTokens } from '../auth/tokens.ts';
import { createDocuments } from '../collab/documents.ts';
import { createDocStore } from '../collab/store.ts';
import type { NewJob, Tx } from '../events/batch.ts';
import type { Doorbell } from '../events/doorbell.ts';
import { createEventStore } from '../events/store.ts';
import { createUnitOfWork } from '../events/unitOfWork.ts';
import { createDiskBlobs } from '../files/blobs.ts';
import { createLinks } from '../files/links.ts';
import { createFileStore } from '../files/store.ts';
import { createJobStore, type Job } from '../jobs/store.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { createDns, type Dns } from '../platform/dns.ts';
import type { Logger } from '../platform/logger.ts';
import { type Outside, realOutside } from '../platform/outside.ts';
import { createSecrets } from '../platform/secret.ts';
import { connectStorage } from '../storage/connection.ts';

export interface AppOptions {
  config: Config;
  /** Where the store is, embedded or not. */
  mongoUri: string;
  /** No other process works on this store. */
  alone?: boolean;
  secret: string;
  doorbell: Doorbell;
  clock: Clock;
  logger: Logger;
  /** The built client. */
  clientFolder: string;
  /** Where strangers' addresses are looked up and connected to; the internet when left out. */
  outside?: Outside;
  /** What sender checks ask; the domain name system when left out. */
  dns?: Dns;
}

/** What the ground wants of the rooms that are built on it. */
interface Above {
  /** Tells the worker of new jobs. */
  wake: () => void;
  readAhead: (tx: Tx, ticketIds: Id[]) => Promise<unknown>;
}

/** What every room stands on: the store, who asks, the one write path. */
export async function createGround(options: AppOptions, { wake, readAhead }: Above) {
  const { config, clock, logger, doorbell } = options;
  const secrets = createSecrets(options.secret);
  const blobFolder = join(config.dataDir, 'blobs');
  const storage = await connectStorage(options.mongoUri);
  const { connection } = storage;
  const auth = createAuthStore(connection);
  const events = createEventStore(connection);
  const jobs = createJobStore(connection);
  const apiTokens = createApiTokenStore(connection);
  const tokens = createTokens(secrets, clock);

  const jobOf = ({ runAt = clock.now(), ...job }: NewJob): Job => ({
    ...job,
    _id: newId(clock),
    runAt,
    state: 'ready',
    leaseUntil: null,
    attempts: 0,
    lastError: null,
  });
  const actors = createActors({ store: auth, apiTokens, clock });
  const unitOfWork = createUnitOfWork({
    storage,
    events,
    clock,
    async readAhead(tx, { ticketIds, askers }) {
      await actors.readAhead(tx, askers);
      await readAhead(tx, ticketIds);
    },
    insertJobs: (added, session) => jobs.insert(added.map(jobOf), session),
    committed(workspaceId, seq, added) {
      doorbell.ring(workspaceId, seq);
      if (added > 0) wake();
    },
  });

  return {
    config,
    clock,
    logger,
    doorbell,
    secrets,
    secure: config.url?.startsWith('https:') ?? false,
    storage,
    connection,
    auth,
    apiTokens,
    tokens,
    credentials: createCredentials({ tokens, apiTokens, clock }),
    actors,
    events,
    jobs,
    /** A job that no change of a workspace wants. */
    async enqueue(job: NewJob & { workspaceId: string }) {
      await jobs.insert([jobOf(job)]);
      wake();
    },
    unitOfWork,
    blobFolder,
    blobs: createDiskBlobs(blobFolder),
    links: createLinks(secrets, clock),
    files: createFileStore(connection),
    outside: options.outside ?? realOutside,
    dns: options.dns ?? createDns(),
    documents: createDocuments({ store: createDocStore(connection), logger }),
  };
}

export type Ground = Awaited<ReturnType<typeof createGround>>;
