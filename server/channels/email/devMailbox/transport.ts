import type { Blobs } from '../../../files/blobs.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Transport } from '../transport.ts';
import type { SentMailStore } from './store.ts';

/** Keeps mail instead of sending it: what Baton does while no SMTP_URL is set. */
export const createMailboxTransport = (deps: { sentMails: SentMailStore; blobs: Blobs; clock: Clock }): Transport => ({
  async send({ mailId, from, to, bytes }, beforeBody) {
    const blob = await deps.blobs.put(bytes);
    await beforeBody();
    await deps.sentMails.put({ _id: mailId, blob, from, to, at: deps.clock.now() });
    return { kind: 'sent', note: null };
  },
});
