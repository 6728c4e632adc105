import { shortId } from '../../support/build.ts';
import type { Reply } from '../../support/client.ts';

/** What an answer tells, but for how long to wait, which is another number every second. */
export const told = ({ status, text }: Reply): string => `${status} ${text.replace(/"retryAfterSeconds":\d+/, '')}`;

const atOnce = 50;

/**
 * Guesses in turns at an account that is there and at accounts that are not, some at a time: a flood, not a pile.
 * Answers how often each status came, and the different answers that either kind was told.
 */
export async function flood(
  count: number,
  known: string,
  guess: (n: number, email: string) => Promise<Reply>,
): Promise<{ statuses: Map<number, number>; known: string[]; unknown: string[] }> {
  const statuses = new Map<number, number>();
  const answers = { known: new Set<string>(), unknown: new Set<string>() };
  for (let begun = 0; begun < count; begun += atOnce) {
    const turn = Array.from({ length: Math.min(atOnce, count - begun) }, async (_, index) => {
      const kind = (begun + index) % 2 ? 'known' : 'unknown';
      const reply = await guess(begun + index, kind === 'known' ? known : `${shortId()}@nowhere.test`);
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      answers[kind].add(told(reply));
    });
    await Promise.all(turn);
  }
  return { statuses, known: [...answers.known].sort(), unknown: [...answers.unknown].sort() };
}
