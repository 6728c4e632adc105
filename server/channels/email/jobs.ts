import type { ConversationService } from '../../conversations/service.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import type { JobHandler } from '../../jobs/worker.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChannelService } from '../service.ts';
import { deliverJob } from './deliver.ts';
import { createIngest } from './ingest.ts';
import type { MailReader } from './reader.ts';
import type { RawMailStore } from './store.ts';
import type { Transport } from './transport.ts';

/** What the worker does for e-mail. */
export function mailJobs(deps: {
  rawMails: RawMailStore;
  blobs: Blobs;
  reader: MailReader;
  channels: ChannelService;
  conversations: ConversationService;
  transport: Transport;
  unitOfWork: UnitOfWork;
  logger: Logger;
}): Record<'mail.ingest' | 'mail.ingestSlowly' | 'mail.readAgain' | 'message.deliver', JobHandler> {
  const ingest = createIngest(deps);
  return {
    'mail.ingest': ingest.quickly,
    'mail.ingestSlowly': ingest.slowly,
    'mail.readAgain': ingest.again,
    'message.deliver': deliverJob({ ...deps, limitOf: deps.channels.limitOf }),
  };
}

/** So many of them at once: mails that take long take turns, and never all the places there are. */
export const mailJobLimits: Record<string, number> = { 'mail.ingest': 3, 'mail.ingestSlowly': 1, 'mail.readAgain': 1 };
