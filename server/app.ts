import type { AddressInfo } from 'node:net';
import { forgetOldSignIns } from './accounts/retention.ts';
import { closeSessionsJob } from './accounts/sessionJob.ts';
import { bulkJob } from './bulk/job.ts';
import { createWhole } from './collab/whole.ts';
import { forgetOld } from './events/retention.ts';
import { createWorker } from './jobs/worker.ts';
import { createDispatch } from './rpc/dispatch.ts';
import { clearMemberJob } from './settings/memberClearing.ts';
import { clearPipelineJob } from './settings/pipelineClearing.ts';
import { clearTeamJob } from './settings/teamDeletion.ts';
import { purgeCommands } from './tickets/handlers.ts';
import { ticketJobs } from './tickets/jobs.ts';
import { createPurging } from './tickets/purging.ts';
import { createDrafts } from './wiring/drafts.ts';
import { type AppOptions, createGround } from './wiring/ground.ts';
import { createHouse } from './wiring/house.ts';
import { createLive, type Live } from './wiring/live.ts';
import { createMail } from './wiring/mail.ts';
import { migrations } from './wiring/migrations.ts';
import { createNotices } from './wiring/notices.ts';
import { createPeople } from './wiring/people.ts';
import { createSearching } from './wiring/search.ts';
import { createTalk } from './wiring/talk.ts';
import { createTickets } from './wiring/tickets.ts';
import { createWeb } from './wiring/web.ts';

const hourMs = 3_600_000;

/** One node, wired in reading order; `wiring/` has a file per room. Nothing listens before `start`. */
export async function createApp(options: AppOptions) {
  const { config, clock, logger, doorbell } = options;
  /** Where browsers reach this node; known for sure once it listens. */
  let address = config.url ?? 'http://localhost';

  const ground = await createGround(options, {
    wake: () => worker.wake(),
    readAhead: (tx, ticketIds) => desk.tickets.readAhead(tx, ticketIds),
  });
  const people = createPeople(ground);
  const desk = createTickets(ground, people, {
    draftIds: (actor) => writing.drafts.ticketIdsOf(actor),
    merging: () => talk.merging,
  });
  const whole = createWhole({ ...ground, unsettled: (docId) => live.collab.unsettled(docId) });
  const talk = createTalk(ground, people, desk, whole);
  const writing = createDrafts(ground, desk, talk, whole, (docId) => live.collab.settle(docId));
  const mail = createMail(ground, people, desk, talk, () => address);
  const notices = createNotices(ground, people, desk, talk, mail, {
    publicUrl: () => address,
    isHere: (workspaceId, memberId) => live.realtime.presence.isHere(workspaceId, memberId),
  });
  const searching = createSearching(ground, desk, talk);
  const house = createHouse(ground, people, desk, writing, notices, mail);

  const { auth, events, jobs, storage, unitOfWork } = ground;
  const { members, accountStore, audit } = people;
  const { tickets, channels } = desk;
  const purge = createPurging({ tickets, forget: [...talk.forget, writing.forget] });
  const worker = createWorker({
    jobs,
    handlers: {
      ...mail.jobs,
      ...notices.jobs,
      ...talk.jobs,
      ...ticketJobs({ tickets, unitOfWork, clock, purge }),
      'ticket.bulk': bulkJob({ bulk: desk.bulk, unitOfWork }),
      'session.close': closeSessionsJob(unitOfWork),
      'team.clear': clearTeamJob({ members, tickets, channels, unitOfWork }),
      'pipeline.clear': clearPipelineJob({ tickets, unitOfWork }),
      'member.clear': clearMemberJob({ tickets, unitOfWork }),
    },
    limits: mail.jobLimits,
    clock,
    logger,
  });
  const dispatch = createDispatch({
    actors: ground.actors,
    unitOfWork,
    logger,
    receiptKey: ground.secrets.key('receipt'),
    opens: { ...people.opens, ...house.opens },
    accounts: { ...people.own, ...house.own },
    queries: {
      ...people.queries,
      ...desk.queries,
      ...talk.queries,
      ...searching.queries,
      ...writing.queries,
      ...house.queries,
      ...mail.queries,
      ...notices.queries,
    },
    commands: {
      ...people.commands,
      ...desk.commands,
      ...purgeCommands({ tickets, purge, audit }),
      ...talk.commands,
      ...writing.commands,
      ...house.commands,
      ...mail.commands,
      ...notices.commands,
    },
  });
  const { http, closeInTime } = createWeb(ground, {
    people,
    mail,
    notices,
    dispatch,
    live: () => live,
    clientFolder: options.clientFolder,
  });
  const live: Live = createLive(ground, people, desk, writing, { http, dispatch });
  let retention: NodeJS.Timeout | undefined;

  return {
    config,
    storage,
    auth,
    events,
    blobs: ground.blobs,
    links: ground.links,
    unitOfWork,
    members,
    tickets,
    contacts: desk.contacts,
    companies: desk.companies,
    channels,
    conversations: talk.conversations,
    counters: desk.counters,
    workspaces: house.workspaces,
    documents: ground.documents,
    setupCode: house.setupCode,
    /** Has the member a screen open, at any node? */
    isHere: live.realtime.presence.isHere,
    /** Makes collections and indexes; once per store, before the first node starts. */
    prepare: () =>
      storage.prepare(migrations, (version) => logger.info({ version }, 'the data has been brought up to date')),
    /** Serves; answers the ports it got. */
    async start(): Promise<{ port: number; smtpPort: number; lmtpPort: number; url: string }> {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(config.port, config.host, resolve);
      });
      await mail.receiver.start({ host: config.host, port: config.smtpPort, lmtpPort: config.lmtpPort });
      const { port } = http.address() as AddressInfo;
      const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
      address = config.url ?? `http://${host}:${port}`;
      live.relay.start();
      await worker.start(options.alone ?? false);
      await mail.keeper.start(options.alone ?? false);
      writing.announcing.start();
      searching.keeper.start();
      retention = setInterval(() => {
        Promise.all([
          forgetOld(events, clock),
          forgetOldSignIns({ auth, store: accountStore, audit, tries: people.accounts.tries }, clock),
          writing.forgetOld(),
          desk.bulk.forgetOld(clock.now()),
        ]).catch((error) => logger.warn({ err: error }, 'forgetting what is old failed'));
      }, hourMs);
      return { port, smtpPort: mail.receiver.port, lmtpPort: mail.receiver.lmtpPort, url: address };
    },
    async stop(): Promise<void> {
      clearInterval(retention);
      await Promise.all([mail.receiver.stop(), mail.keeper.stop()]);
      await searching.keeper.stop();
      await live.collab.close();
      await writing.announcing.stop();
      await closeInTime(live.realtime.close);
      mail.reader.stop();
      await worker.stop();
      await live.relay.stop();
      await doorbell.close();
      await storage.close();
    },
  };
}

export type App = Awaited<ReturnType<typeof createApp>>;
