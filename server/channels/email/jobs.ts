import type { ConversationService } from '../../conversations/service.ts';
import type { UnitOfWork } from '../../events/unitOfWork.ts';
import type { Blobs } from '../../files/blobs.ts';
import type { JobHandler } from '../../jobs/worker.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChannelService } from '../service.ts';
import { deliverJob } from './deliver.ts';
import { ingestJob } from './ingest.ts';
import type { RawMailStore } from './store.ts';
import type { Transport } from './transport.ts';

/** What the worker does for e-mail. */
export const mailJobs = (deps: {
  rawMails: RawMailStore;
  blobs: Blobs;
  channels: ChannelService;
  conversations: ConversationService;
  transport: Transport;
  unitOfWork: UnitOfWork;
  logger: Logger;
}): Record<'mail.ingest' | 'message.deliver', JobHandler> => ({
  'mail.ingest': ingestJob(deps),
  'message.deliver': deliverJob(deps),
});
