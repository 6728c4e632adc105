import { join } from 'node:path';
import type { Mailbox } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { accountJobs } from '../accounts/mailJobs.ts';
import { certificateIn, ownCertificate } from '../channels/email/certificate.ts';
import { createDevMailbox } from '../channels/email/devMailbox/router.ts';
import { createSentMailStore } from '../channels/email/devMailbox/store.ts';
import { createMailboxTransport } from '../channels/email/devMailbox/transport.ts';
import { createIntake } from '../channels/email/intake.ts';
import { mailJobLimits, mailJobs } from '../channels/email/jobs.ts';
import { composeNotice } from '../channels/email/notice.ts';
import { createMailReader } from '../channels/email/reader.ts';
import { createMailReceiver } from '../channels/email/receiver.ts';
import { createRoutedTransport } from '../channels/email/routedTransport.ts';
import { createSmtpTransport } from '../channels/email/smtpTransport.ts';
import { createRawMailStore } from '../channels/email/store.ts';
import type { Transport } from '../channels/email/transport.ts';
import { createTrips } from '../channels/email/trips/service.ts';
import { createTripStore } from '../channels/email/trips/store.ts';
import { mailboxCommands, mailboxQueries } from '../channels/imap/handlers.ts';
import { createMailboxKeeper } from '../channels/imap/keeper.ts';
import { createMailboxSecrets } from '../channels/imap/secrets.ts';
import { createMailboxService } from '../channels/imap/service.ts';
import { createMailboxStore } from '../channels/imap/store.ts';
import type { Config } from '../platform/config.ts';
import type { Ground } from './ground.ts';
import type { People } from './people.ts';
import type { Talk } from './talk.ts';
import type { Tickets } from './tickets.ts';

/** How mail leaves: through a server that was set, into Baton's own mailbox for development, or not at all. */
export function mailVia({ smtpUrl, production }: Config): 'smtp' | 'mailbox' | 'none' {
  if (smtpUrl !== null) return 'smtp';
  return production ? 'none' : 'mailbox';
}

/** Mail that comes in, mail that goes out, and the jobs for both. `publicUrl` is where browsers reach this node. */
export function createMail(
  ground: Ground,
  { accounts, accountStore, audit }: People,
  { channels, channelStore, oauth }: Tickets,
  { conversations }: Talk,
  publicUrl: () => string,
) {
  const { connection, config, auth, storage, unitOfWork, blobs, clock, logger } = ground;
  const rawMails = createRawMailStore(connection);
  const sentMails = createSentMailStore(connection);
  const via = mailVia(config);
  const usual: Transport = config.smtpUrl
    ? createSmtpTransport(config.smtpUrl)
    : via === 'mailbox'
      ? createMailboxTransport({ sentMails, blobs, clock })
      : {
          send: async () => ({ kind: 'later', words: 'No mail server is set. Set one for this address, or SMTP_URL.' }),
        };
  const transport = createRoutedTransport(channels.wayOutFor, usual);
  const trips = createTrips({ store: createTripStore(connection), usual, routed: transport, dns: ground.dns, clock });
  const intake = createIntake({ rawMails, trips, blobs, unitOfWork, clock });
  const reader = createMailReader(ground.blobFolder, ground.dns);
  const receiver = createMailReceiver({
    channels,
    intake,
    logger,
    limits: config.mailLimits,
    expectsTrip: trips.expects,
    expect: reader.expect,
    certificate: () =>
      config.smtpTls
        ? certificateIn(config.smtpTls)
        : ownCertificate(join(config.dataDir, 'smtp-certificate.json'), new URL(publicUrl()).hostname, clock.now()),
  });
  const mailboxes = createMailboxStore(connection);
  const mailboxSecrets = createMailboxSecrets(ground.secrets.key('mailbox'));
  const mailboxService = createMailboxService({ store: mailboxes, secrets: mailboxSecrets, channels, oauth });
  const keeper = createMailboxKeeper({
    store: mailboxes,
    secrets: mailboxSecrets,
    oauth,
    channels,
    intake,
    clock,
    logger,
    maxBytes: config.mailLimits.bytes,
  });

  /** Mails of our own come from where the workspace's customers write to. */
  async function senderOf(workspaceId: Id | null): Promise<Mailbox> {
    const [channel] = workspaceId ? await channels.listOf(workspaceId) : [];
    const fallback = `baton@${new URL(publicUrl()).hostname}`;
    return { name: 'Baton', address: config.mailFrom ?? channel?.address ?? fallback };
  }

  /** A mail of our own to somebody who works here. */
  const post = async (notice: Parameters<typeof composeNotice>[0]) =>
    transport.send(await composeNotice(notice), async () => {});

  return {
    receiver,
    reader,
    keeper,
    /** How mail is tried before there is a workspace. */
    trying: { trips, mailboxes: mailboxService, via, smtpPort: () => receiver.port },
    queries: mailboxQueries(mailboxService),
    commands: mailboxCommands(mailboxService, audit),
    senderOf,
    post,
    jobs: {
      ...mailJobs({ rawMails, blobs, reader, channels, conversations, transport, unitOfWork, logger }),
      ...accountJobs({
        store: accountStore,
        auth,
        storage,
        links: accounts.links,
        post,
        senderOf,
        publicUrl,
        keepDeed: audit.keep,
        clock,
      }),
    },
    jobLimits: mailJobLimits,
    /** The pages of the development mailbox; null where mail really leaves. */
    mailbox:
      via === 'mailbox'
        ? createDevMailbox({
            sentMails,
            blobs,
            toBaton: () => createSmtpTransport(`smtp://127.0.0.1:${receiver.port}?ignoreTLS=true`),
            addresses: async () => (await channelStore.all()).map(({ address }) => address),
          })
        : null,
  };
}

export type Mail = ReturnType<typeof createMail>;
