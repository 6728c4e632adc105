import type { Output } from '../../shared/contract.ts';

/** Tries the way out for mail, and says in the other server's words why it is none. */
export type MailTest = () => Promise<Output<'channel.test'>>;

/** How mail leaves this node: `probe` rejects when it cannot. */
export function createMailTest(via: 'smtp' | 'mailbox' | 'none', probe: () => Promise<void>): MailTest {
  return async () => {
    if (via === 'mailbox') return { ok: true, via, words: null };
    if (via === 'none') return { ok: false, via, words: 'No mail server is set. Set SMTP_URL and start again.' };
    try {
      await probe();
      return { ok: true, via, words: null };
    } catch (error) {
      const { message = 'It did not answer.' } = error as { message?: string };
      return { ok: false, via, words: message.slice(0, 300) };
    }
  };
}
