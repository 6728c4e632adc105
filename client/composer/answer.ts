import type { Mailbox, MessageView } from '../../shared/entities.ts';
import type { Fields } from '../drafts/document.ts';
import { withBoxes } from './recipients.ts';

/** How somebody wants to answer a message: its writer, everybody in it, or somebody else with it. */
export interface Answer {
  message: MessageView;
  how: 'one' | 'all' | 'forward';
}

/** What the answer makes of the draft. `ours` are the addresses of the workspace, which answer nobody. */
export function fieldsFor({ message, how }: Answer, ours: readonly string[]): Partial<Record<keyof Fields, unknown>> {
  const fresh = { replyTo: message.id, to: undefined, forward: undefined, subject: undefined, quote: undefined };
  if (how === 'one') return fresh;
  if (how === 'forward') {
    const files = message.attachments.filter((file) => !file.inline);
    return {
      ...fresh,
      to: [],
      forward: true,
      subject: forwardSubject(message.subject),
      ...(files.length > 0 && { files }),
    };
  }
  const others = (boxes: readonly Mailbox[]) => boxes.filter(({ address }) => !isOurs(address, ours));
  const to = withBoxes(message.direction === 'in' ? [message.from] : [], others(message.to));
  const cc = others(message.cc).filter(({ address }) => !to.some((one) => one.address === address));
  return { ...fresh, to, cc };
}

/** Would answering everybody reach more people than answering its writer? */
export function hasOthers(message: MessageView, ours: readonly string[]): boolean {
  const { to = [], cc = [] } = fieldsFor({ message, how: 'all' }, ours) as { to?: Mailbox[]; cc?: Mailbox[] };
  return to.length + cc.length > 1;
}

/** Our addresses may carry a token behind a plus sign. */
const bare = (address: string) => address.toLowerCase().replace(/\+[^@]*@/, '@');
const isOurs = (address: string, ours: readonly string[]) => ours.some((one) => bare(one) === bare(address));
const forwardSubject = (subject: string) => `Fwd: ${subject.replace(/^((re|fwd?|aw|wg|回覆|轉寄)\s*[:：]\s*)+/iu, '')}`;
