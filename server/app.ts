import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import compression from 'compression';
import express from 'express';
import type { Mailbox } from '../shared/entities.ts';
import type { Id } from '../shared/ids.ts';
import { accountCommands, accountHandlers, accountOpens, accountQueries } from './accounts/handlers.ts';
import { accountJobs } from './accounts/mailJobs.ts';
import { forgetOldSignIns } from './accounts/retention.ts';
import { createAccounts } from './accounts/service.ts';
import { closeSessionsJob } from './accounts/sessionJob.ts';
import { createAccountStore } from './accounts/store.ts';
import { auditRouter } from './audit/download.ts';
import { createExports } from './audit/exports.ts';
import { auditCommands, auditQueries } from './audit/handlers.ts';
import { createAudit } from './audit/service.ts';
import { createAuditStore } from './audit/store.ts';
import { createActors, signInAgain } from './auth/actor.ts';
import { createApiTokenStore } from './auth/apiTokens/store.ts';
import { createCredentials } from './auth/credentials.ts';
import { mustHold } from './auth/policy.ts';
import { createAuthStore } from './auth/store.ts';
import { createTokens } from './auth/tokens.ts';
import { createDevMailbox } from './channels/email/devMailbox/router.ts';
import { createSentMailStore } from './channels/email/devMailbox/store.ts';
import { createMailboxTransport } from './channels/email/devMailbox/transport.ts';
import { createIntake } from './channels/email/intake.ts';
import { mailJobs } from './channels/email/jobs.ts';
import { composeNotice } from './channels/email/notice.ts';
import { probeSmtp } from './channels/email/probe.ts';
import { createMailReceiver } from './channels/email/receiver.ts';
import { createSmtpTransport } from './channels/email/smtpTransport.ts';
import { createRawMailStore } from './channels/email/store.ts';
import type { Transport } from './channels/email/transport.ts';
import { createChannelService } from './channels/service.ts';
import { createChannelStore } from './channels/store.ts';
import { claimsOf } from './collab/credentials.ts';
import { createDocuments } from './collab/documents.ts';
import { type Collab, createCollab } from './collab/server.ts';
import { createDocStore } from './collab/store.ts';
import { commentCommands, commentQueries } from './comments/handlers.ts';
import { createCommentService } from './comments/service.ts';
import { createCommentStore } from './comments/store.ts';
import { contactQueries } from './contacts/handlers.ts';
import { createContactService } from './contacts/service.ts';
import { createContactStore } from './contacts/store.ts';
import { conversationCommands, conversationQueries } from './conversations/handlers.ts';
import { plainTextOf, reduceComment } from './conversations/richText.ts';
import { createConversationService } from './conversations/service.ts';
import { createMessageStore } from './conversations/store.ts';
import { createAnnouncing } from './drafts/announcing.ts';
import { createFreezing } from './drafts/freezing.ts';
import { draftCommands, draftQueries } from './drafts/handlers.ts';
import { createKeeping } from './drafts/keeping.ts';
import { createLateText } from './drafts/late.ts';
import { docsIn } from './drafts/model.ts';
import { forgetOldDrafts } from './drafts/retention.ts';
import { createDraftSending } from './drafts/sending.ts';
import { createDraftService } from './drafts/service.ts';
import { createDraftStore } from './drafts/store.ts';
import type { NewJob } from './events/batch.ts';
import type { Doorbell } from './events/doorbell.ts';
import { createRelay, type Relay } from './events/relay.ts';
import { forgetOld } from './events/retention.ts';
import { createEventStore } from './events/store.ts';
import { createUnitOfWork } from './events/unitOfWork.ts';
import { createDiskBlobs } from './files/blobs.ts';
import { fileRouter } from './files/download.ts';
import { createLinks } from './files/links.ts';
import { createFileStore } from './files/store.ts';
import { uploadRouter } from './files/upload.ts';
import { createJobStore, type Job } from './jobs/store.ts';
import { createWorker } from './jobs/worker.ts';
import { memberCommands, memberQueries } from './members/handlers.ts';
import { createMemberService } from './members/service.ts';
import { createTeamStore } from './members/store.ts';
import { notificationCommands, notificationQueries } from './notifications/handlers.ts';
import { createNotificationReads } from './notifications/reads.ts';
import { createNotificationService } from './notifications/service.ts';
import { createNotificationStore } from './notifications/store.ts';
import { type Clock, newId } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import type { Logger } from './platform/logger.ts';
import { createSecrets } from './platform/secret.ts';
import { createRealtime } from './realtime/server.ts';
import { routeUpgrades } from './realtime/upgrade.ts';
import { sameOrigin } from './rpc/cookie.ts';
import { createDispatch } from './rpc/dispatch.ts';
import { apiRouter, bearerOf } from './rpc/http.ts';
import { settingsCommands, settingsQueries } from './settings/handlers.ts';
import { createMailTest } from './settings/mailTest.ts';
import { clearTeamJob } from './settings/teamDeletion.ts';
import { isSetupCode, setupCode } from './setup/code.ts';
import { setupAccounts, setupOpens } from './setup/handlers.ts';
import { createSetup } from './setup/service.ts';
import { createSetupStore } from './setup/store.ts';
import { connectStorage } from './storage/connection.ts';
import { ticketCommands, ticketQueries } from './tickets/handlers.ts';
import { createTicketReads } from './tickets/reads.ts';
import { createTicketService } from './tickets/service.ts';
import { createTicketStore } from './tickets/store.ts';
import { viewQueries } from './views/handlers.ts';
import { createCounters } from './views/service.ts';
import { createCounterStore } from './views/store.ts';
import { clientRouter } from './web/client.ts';
import { closingInTime } from './web/connections.ts';
import { healthRouter } from './web/health.ts';
import { referenceRouter } from './web/reference.ts';
import { securityHeaders } from './web/security.ts';
import { workspaceQueries } from './workspaces/handlers.ts';
import { createWorkspaceService } from './workspaces/service.ts';

const hourMs = 3_600_000;
/** Whose jobs are no workspace's. */
const installation = 'installation';

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
}

/** One node, wired in reading order. Nothing listens before `start`. */
export async function createApp(options: AppOptions) {
  const { config, clock, logger, doorbell } = options;
  const secrets = createSecrets(options.secret);
  const secure = config.url?.startsWith('https:') ?? false;
  /** Where browsers reach this node; known for sure once it listens. */
  let address = config.url ?? 'http://localhost';

  // The store
  const storage = await connectStorage(options.mongoUri);
  const { connection } = storage;
  const auth = createAuthStore(connection);
  const events = createEventStore(connection);
  const jobStore = createJobStore(connection);
  const blobs = createDiskBlobs(join(config.dataDir, 'blobs'));
  const links = createLinks(secrets, clock);
  const ticketStore = createTicketStore(connection);
  const contactStore = createContactStore(connection);
  const counterStore = createCounterStore(connection);
  const teamStore = createTeamStore(connection);
  const channelStore = createChannelStore(connection);
  const messageStore = createMessageStore(connection);
  const fileStore = createFileStore(connection);
  const rawMails = createRawMailStore(connection);
  const sentMails = createSentMailStore(connection);
  const draftStore = createDraftStore(connection);
  const documents = createDocuments({ store: createDocStore(connection), logger });
  const apiTokenStore = createApiTokenStore(connection);
  const accountStore = createAccountStore(connection);
  const audit = createAudit({ store: createAuditStore(connection), clock });

  // The one write path
  const tokens = createTokens(secrets, clock);
  const credentials = createCredentials({ tokens, apiTokens: apiTokenStore, clock });
  const actors = createActors({ store: auth, apiTokens: apiTokenStore, clock });
  const { actorOf } = actors;
  const jobOf = ({ runAt = clock.now(), ...job }: NewJob): Job => ({
    ...job,
    _id: newId(clock),
    runAt,
    state: 'ready',
    leaseUntil: null,
    attempts: 0,
    lastError: null,
  });
  const unitOfWork = createUnitOfWork({
    storage,
    events,
    clock,
    insertJobs: (jobs, session) => jobStore.insert(jobs.map(jobOf), session),
    committed(workspaceId, seq, jobs) {
      doorbell.ring(workspaceId, seq);
      if (jobs > 0) worker.wake();
    },
  });

  // Features
  const channels = createChannelService({ store: channelStore, clock });
  const members = createMemberService({ store: auth, teams: teamStore, clock });
  const counters = createCounters(counterStore);
  const contacts = createContactService({ store: contactStore });
  const notificationStore = createNotificationStore(connection);
  const notifications = createNotificationService({ store: notificationStore, auth, teamsOf: members.teamsOf, clock });
  const tickets = createTicketService({ store: ticketStore, contacts, counters, notices: notifications, clock });
  const notificationReads = createNotificationReads({ store: notificationStore, tickets });
  const commentStore = createCommentStore(connection);
  const comments = createCommentService({
    store: commentStore,
    tickets,
    notifications,
    reduce: reduceComment,
    textOf: plainTextOf,
    clock,
  });
  const conversations = createConversationService({
    messages: messageStore,
    comments: commentStore,
    notices: notifications,
    tickets,
    contacts,
    files: fileStore,
    links,
    secrets,
    channels,
  });
  const keeping = createKeeping({ store: draftStore, documents });
  const drafts = createDraftService({ store: draftStore, documents, keeping, tickets, auth });
  const draftDeps = { store: draftStore, documents, keeping, unitOfWork };
  const announcing = createAnnouncing({ ...draftDeps, now: () => performance.now(), logger });
  const workspaces = createWorkspaceService({
    storage,
    auth,
    events,
    members,
    tickets,
    channels,
    counters,
    drafts,
    notifications: notificationReads,
    clock,
  });
  const accounts = createAccounts({
    store: accountStore,
    auth,
    apiTokens: apiTokenStore,
    storage,
    unitOfWork,
    members,
    audit,
    tokens,
    secrets,
    clock,
    signInTries: config.signInTries,
    async enqueue(kind, payload) {
      await jobStore.insert([jobOf({ kind, payload, workspaceId: installation })]);
      worker.wake();
    },
  });
  const exports = createExports(secrets, clock);
  const setup = createSetup({
    store: createSetupStore(connection),
    auth,
    workspaces,
    members,
    tickets,
    channels,
    sessions: accounts.sessions,
    tries: accounts.tries,
    unitOfWork,
    audit,
    clock,
    codeNeeded: config.open,
    isCode: (given) => isSetupCode(secrets, given),
  });

  // Mail
  const ownMailbox = config.smtpUrl === null && !config.production;
  const mailVia = config.smtpUrl ? 'smtp' : ownMailbox ? 'mailbox' : 'none';
  const transport: Transport = config.smtpUrl
    ? createSmtpTransport(config.smtpUrl)
    : ownMailbox
      ? createMailboxTransport({ sentMails, blobs, clock })
      : { send: async () => ({ kind: 'later', words: 'No mail server is set. Set SMTP_URL and start again.' }) };
  const receiver = createMailReceiver({
    channels,
    take: createIntake({ rawMails, blobs, unitOfWork, clock }),
    logger,
  });
  /** Mails of our own come from where the workspace's customers write to. */
  async function senderOf(workspaceId: Id | null): Promise<Mailbox> {
    const [channel] = workspaceId ? await channels.listOf(workspaceId) : [];
    const fallback = `baton@${new URL(address).hostname}`;
    return { name: 'Baton', address: config.mailFrom ?? channel?.address ?? fallback };
  }
  const worker = createWorker({
    jobs: jobStore,
    handlers: {
      ...mailJobs({ rawMails, blobs, channels, conversations, transport, unitOfWork, logger }),
      ...accountJobs({
        store: accountStore,
        auth,
        storage,
        links: accounts.links,
        post: async (notice) => transport.send(await composeNotice(notice), async () => {}),
        senderOf,
        publicUrl: () => address,
        keepDeed: audit.keep,
        clock,
      }),
      'session.close': closeSessionsJob(unitOfWork),
      'team.clear': clearTeamJob({ members, tickets, channels, unitOfWork }),
    },
    clock,
    logger,
  });

  // Requests
  const dispatch = createDispatch({
    actors,
    unitOfWork,
    logger,
    receiptKey: secrets.key('receipt'),
    opens: { ...accountOpens(accounts), ...setupOpens(setup) },
    accounts: { ...accountHandlers(accounts), ...setupAccounts(setup) },
    queries: {
      ...accountQueries(accounts),
      ...auditQueries(audit),
      ...settingsQueries(createMailTest(mailVia, () => probeSmtp(config.smtpUrl ?? ''))),
      ...workspaceQueries(workspaces),
      ...viewQueries(counters),
      ...memberQueries(members),
      ...ticketQueries(tickets, createTicketReads({ store: ticketStore, contacts })),
      ...contactQueries(contacts),
      ...conversationQueries(conversations),
      ...draftQueries(drafts),
      ...commentQueries(comments),
      ...notificationQueries(notificationReads),
    },
    commands: {
      ...accountCommands(accounts),
      ...auditCommands(audit, exports),
      ...settingsCommands({ workspaces, members, tickets, channels, audit }),
      ...memberCommands(members, audit),
      ...ticketCommands({ tickets, contacts, members }),
      ...conversationCommands(conversations),
      ...commentCommands(comments),
      ...notificationCommands(notifications),
      ...draftCommands(
        drafts,
        createDraftSending({
          ...draftDeps,
          conversations,
          comments,
          freezing: createFreezing({ ...draftDeps, unsettled: (docId) => collab.unsettled(docId) }),
          undoMs: config.undoMs,
        }),
      ),
    },
  });

  // The web
  const web = express();
  web.disable('x-powered-by');
  web.set('trust proxy', 'loopback');
  web.use(securityHeaders(secure));
  web.use(healthRouter({ demo: config.demo, ping: () => events.positions(), sockets: () => realtime.sockets() }));
  web.use(compression());
  web.use('/api', referenceRouter());
  web.use(
    '/api',
    apiRouter({ dispatch, credentials, secure, seqOf: (workspaceId) => Math.max(relay.position(workspaceId), 0) }),
  );
  web.use(fileRouter({ links, blobs }));
  web.use(auditRouter({ audit, exports, auth }));
  web.use(
    uploadRouter({
      actorOf: async (request) => {
        const claims = await credentials(bearerOf(request));
        if (!claims) throw signInAgain();
        const actor = await actorOf(claims);
        mustHold(actor, 'write');
        return actor;
      },
      blobs,
      files: fileStore,
      clock,
    }),
  );
  if (ownMailbox) {
    web.use(
      createDevMailbox({
        sentMails,
        blobs,
        toBaton: () => createSmtpTransport(`smtp://127.0.0.1:${receiver.port}`),
        addresses: async () => (await channelStore.all()).map(({ address }) => address),
      }),
    );
  }
  web.use(clientRouter(options.clientFolder));
  const http: Server = createServer(web);
  const closeInTime = closingInTime(http);

  // Live
  const realtime = createRealtime({
    http,
    relay: () => relay,
    events,
    credentials,
    clock,
    actorOf,
    dispatch,
    logger,
    mayConnect: sameOrigin,
    audiences: { ticket: tickets.audiences, contact: contacts.audiences },
    rightsSeqOf: async (workspaceId, memberId) => (await auth.member(workspaceId, memberId))?.rightsSeq ?? 0,
  });
  const collab: Collab = createCollab({
    documents,
    features: {
      standingOf: drafts.standingOf,
      written: announcing.written,
      late: createLateText(draftDeps),
      docsIn: ({ data }) => docsIn(data),
    },
    doorbell,
    relay: () => relay,
    actorOf,
    claimsOf: (request) => claimsOf(request, { credentials, tokens, sessions: accounts.sessions, secure }),
    mayConnect: sameOrigin,
    clock,
    logger,
  });
  routeUpgrades(http, { '/collab/': collab.upgrade });
  const relay: Relay = createRelay({
    events,
    doorbell,
    logger,
    async deliver(entry, passed) {
      await collab.deliver(entry);
      await realtime.deliver(entry, passed);
    },
    looked: realtime.looked,
    needed: (workspaceId) => realtime.isIn(workspaceId) || collab.isIn(workspaceId),
  });
  let retention: NodeJS.Timeout | undefined;

  return {
    config,
    storage,
    auth,
    events,
    blobs,
    links,
    unitOfWork,
    members,
    tickets,
    contacts,
    channels,
    conversations,
    counters,
    workspaces,
    documents,
    /** What whoever sets this installation up is asked for; null when nobody is, any more or at all. */
    setupCode: async () => (config.open && (await setup.status()).needed ? setupCode(secrets) : null),
    /** Makes collections and indexes; once per store, before the first node starts. */
    prepare: () => storage.prepare(),
    /** Serves; answers the ports it got. */
    async start(): Promise<{ port: number; smtpPort: number; url: string }> {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject);
        http.listen(config.port, config.host, resolve);
      });
      await receiver.start(config.smtpPort, config.host);
      const { port } = http.address() as AddressInfo;
      const host = config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host;
      address = config.url ?? `http://${host}:${port}`;
      relay.start();
      await worker.start(options.alone ?? false);
      announcing.start();
      retention = setInterval(() => {
        Promise.all([
          forgetOld(events, clock),
          forgetOldSignIns({ auth, store: accountStore, audit }, clock),
          forgetOldDrafts({ ...draftDeps, clock }),
        ]).catch((error) => logger.warn({ err: error }, 'forgetting what is old failed'));
      }, hourMs);
      return { port, smtpPort: receiver.port, url: address };
    },
    async stop(): Promise<void> {
      clearInterval(retention);
      await receiver.stop();
      await collab.close();
      await announcing.stop();
      await closeInTime(realtime.close);
      await worker.stop();
      await relay.stop();
      await doorbell.close();
      await storage.close();
    },
  };
}

export type App = Awaited<ReturnType<typeof createApp>>;
