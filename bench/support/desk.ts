import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../server/app.ts';
import type { Member, Session } from '../../server/auth/store.ts';
import { createTokens } from '../../server/auth/tokens.ts';
import { createLocalDoorbell } from '../../server/events/doorbell.ts';
import { newId, systemClock } from '../../server/platform/clock.ts';
import { readConfig } from '../../server/platform/config.ts';
import { createLogger } from '../../server/platform/logger.ts';
import { createSecrets } from '../../server/platform/secret.ts';
import type { PropertyDefinition } from '../../server/properties/model.ts';
import { ticketEntry } from '../../server/search/entries.ts';
import type { Entry, Progress } from '../../server/search/store.ts';
import type { Pipeline, Ticket } from '../../server/tickets/model.ts';
import type { Access } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import { log } from './bench.ts';
import { type Child, startChild } from './child.ts';
import { tenProperties, valuesAt } from './ownProperties.ts';
import { built, freshDir } from './places.ts';
import { nameAt } from './searched.ts';
import { type Seeded, seedTickets } from './tickets.ts';

/** Production takes no words. */
const secret = '7c1d94e0b2f8563a9e4d07c3b6815fa2';
const teams = 5;

/** What is known of a desk that was made. */
interface Made extends Seeded {
  workspaceId: Id;
  pipeline: Pipeline;
  teamIds: Id[];
  /** Everybody sees and edits everything, but for the last two: one sees his teams' tickets, one his own. */
  people: { id: Id; sessionId: Id }[];
}

/** A help desk that lies ready on disk. */
export interface Desk extends Made {
  dir: string;
  /** A fresh access token. */
  tokenOf(person: number): string;
}

const envOf = (dir: string): Record<string, string> => ({
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  PORT: '0',
  SMTP_PORT: '0',
  BATON_DATA_DIR: dir,
  BATON_SECRET: secret,
  LOG_LEVEL: 'warn',
});

/** Starts a Baton on it. `stamped` notes when each commit was done. */
export const serve = (desk: Pick<Desk, 'dir'>, kind: 'baton' | 'stamped' = 'baton'): Promise<Child> =>
  startChild(kind, envOf(desk.dir));

const reach = (level: 'everything' | 'teams' | 'own'): Access => {
  const one = { level, unassigned: level === 'everything' };
  return { view: one, edit: one, delete: one };
};

async function addPeople(app: App, workspaceId: Id, teamIds: Id[], count: number): Promise<Made['people']> {
  const now = new Date();
  const members: Member[] = Array.from({ length: count }, (_, index) => {
    const userId = newId(systemClock);
    const level = index === count - 1 ? 'own' : index === count - 2 ? 'teams' : 'everything';
    return {
      _id: `${workspaceId}:${userId}`,
      workspaceId,
      userId,
      name: `Agent ${index}`,
      email: `agent${index}@bench.test`,
      role: index === 0 ? 'admin' : 'agent',
      suspended: false,
      mainTeamId: teamIds[index % teams] ?? null,
      teamIds: [],
      access: reach(level),
      color: index % 5,
      version: 1,
      rightsSeq: 0,
    };
  });
  const sessions: Session[] = members.map(({ userId }) => ({
    _id: newId(systemClock),
    userId,
    workspaceId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
    agent: 'bench',
    rotatedAt: now,
    generation: 0,
    endedAt: null,
  }));
  const { connection } = app.storage;
  await connection.collection<Member>('members').insertMany(members);
  await connection.collection<Session>('sessions').insertMany(sessions);
  return members.map(({ userId }, index) => ({ id: userId, sessionId: sessions[index]?._id ?? '' }));
}

/** Does something on a desk that nobody serves, by its own parts. */
export async function within<T>(dir: string, does: (app: App) => Promise<T>): Promise<T> {
  const { startEmbeddedStore } =
    await built<typeof import('../../server/storage/embedded/start.ts')>('storage/embedded/start');
  const { createApp } = await built<typeof import('../../server/app.ts')>('app');
  const store = await startEmbeddedStore({ dir: join(dir, 'store') });
  const app = await createApp({
    config: readConfig(envOf(dir)),
    mongoUri: store.uri('baton'),
    secret,
    doorbell: createLocalDoorbell(),
    clock: systemClock,
    logger: createLogger('warn'),
    clientFolder: dir,
  });
  await app.prepare();
  const done = await does(app);
  await app.stop();
  await store.close();
  return done;
}

interface Given {
  people: number;
  tickets: number;
  /** Ten properties of its own, filled in. */
  properties?: true;
  /** Names as people write them, in the index of the search. */
  searched?: true;
}

/** The search's index as it is when it has read all: what follows the log goes on from here. */
async function searchedFrom(app: App, workspaceId: Id) {
  const { connection } = app.storage;
  const position = await connection.collection<{ _id: Id; seq: number }>('positions').findOne({ _id: workspaceId });
  const progress = { _id: workspaceId, seq: position?.seq ?? 0, building: null, holder: null, until: null };
  await connection.collection<Progress>('searchProgress').replaceOne({ _id: workspaceId }, progress, { upsert: true });
  return async (tickets: Ticket[]) => {
    await connection.collection<Entry>('searchEntries').insertMany(tickets.map(ticketEntry));
  };
}

/**
 * Fills an empty desk. The big collections are written past the write path, which would take
 * hours, with the numbers that the write path would have left: counters, contacts' reach, ticket numbers.
 */
function fill(dir: string, given: Given): Promise<Made> {
  return within(dir, async (app) => {
    const workspaceId = await app.workspaces.create('Bench', 'bench');
    const { pipeline, teamIds } = await app.unitOfWork.run(workspaceId, null, async (tx) => {
      const ids: Id[] = [];
      for (let index = 0; index < teams; index += 1) ids.push((await app.members.addTeam(tx, `Team ${index}`))._id);
      return { pipeline: await app.tickets.addFirstPipeline(tx), teamIds: ids };
    });
    const people = await addPeople(app, workspaceId, teamIds, given.people);
    const ownerIds = people.map(({ id }) => id);
    const { connection } = app.storage;
    const own = given.properties ? tenProperties(workspaceId) : [];
    if (own.length > 0) await connection.collection<PropertyDefinition>('properties').insertMany(own);
    const further = (index: number) => ({
      ...(own.length > 0 ? { properties: valuesAt(index, own, ownerIds) } : {}),
      ...(given.searched ? { name: nameAt(index, given.tickets) } : {}),
    });
    const written = given.searched ? await searchedFrom(app, workspaceId) : undefined;
    const place = { workspaceId, pipeline, teamIds, ownerIds, further, ...(written ? { written } : {}) };
    return {
      workspaceId,
      pipeline,
      teamIds,
      people,
      ...(await seedTickets(connection, place, given.tickets)),
    };
  });
}

/** A big desk takes a quarter of an hour: `BENCH_DESKS=<dir>` keeps such as were made, and they are used where they lie. */
function placeOf(given: Given): string {
  const kept = process.env.BENCH_DESKS;
  if (!kept || given.tickets < 100_000) return freshDir(`desk-${given.tickets}`);
  const kinds = (['properties', 'searched'] as const).filter((kind) => given[kind]);
  const dir = join(kept, [given.tickets, given.people, ...kinds].join('-'));
  mkdirSync(dir, { recursive: true });
  return dir;
}

/** A desk with so many people and tickets, made anew or one that was kept. */
export async function makeDesk(given: Given): Promise<Desk> {
  const started = Date.now();
  const dir = placeOf(given);
  const known = join(dir, 'desk.json');
  if (!existsSync(known)) writeFileSync(known, JSON.stringify(await fill(dir, given)));
  log(`a desk with ${given.tickets} tickets was made in ${Math.round((Date.now() - started) / 1000)} s`);
  const tokens = createTokens(createSecrets(secret), systemClock);
  const desk: Made = JSON.parse(readFileSync(known, 'utf8'));
  return {
    dir,
    ...desk,
    tokenOf(person) {
      const one = desk.people[person];
      if (!one) throw new Error(`The desk has no person ${person}`);
      return tokens.issue({ sub: one.id, wid: desk.workspaceId, sid: one.sessionId }).token;
    },
  };
}
