import { setTimeout as pause } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { openFolder } from './connect.ts';

/** Less than a browser waits for an answer. */
const lookMs = 10_000;
const everyMs = 1500;
/** A mail of ours is small; what another server makes of it is not read without end. */
const mailBytes = 256 * 1024;

/** The bytes of the mail with this Message-ID, once it lies in the folder; null when it does not come in time. */
export async function arrivalOf(client: ImapFlow, folder: string, mailId: string): Promise<Buffer | null> {
  await openFolder(client, folder);
  const end = performance.now() + lookMs;
  for (;;) {
    const [uid] = (await client.search({ header: { 'message-id': mailId } }, { uid: true })) || [];
    if (uid !== undefined) {
      const { content } = await client.download(String(uid), undefined, { uid: true, maxBytes: mailBytes });
      const chunks: Buffer[] = [];
      for await (const chunk of content ?? []) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    }
    if (performance.now() + everyMs > end) return null;
    await pause(everyMs);
    await client.noop();
  }
}
