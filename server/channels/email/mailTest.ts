import type { MailTestResult } from '../../../shared/contract/mailServers.ts';
import type { MailServer } from '../model.ts';
import { probeSmtp, troubleOf } from './probe.ts';

/** How mail leaves this node when an address has no server of its own. */
export function createMailTest(via: MailTestResult['via'], url: string | null) {
  async function tried(server: string | MailServer): Promise<MailTestResult> {
    try {
      await probeSmtp(server);
      return { ok: true, via: 'smtp', why: null, words: null };
    } catch (error) {
      return { ok: false, via: 'smtp', ...troubleOf(error) };
    }
  }

  return async (server: MailServer | null): Promise<MailTestResult> => {
    if (server) return tried(server);
    if (via === 'mailbox') return { ok: true, via, why: null, words: null };
    return url === null ? { ok: false, via: 'none', why: 'noServer', words: null } : tried(url);
  };
}
