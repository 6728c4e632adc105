import type { CallName, Input, Output } from '../../shared/contract.ts';
import { post } from '../connection/post.ts';
import { currentLanguage, tagOf } from '../i18n/language.ts';
import type { Tried } from '../settings/mail/useTrial.ts';
import { type Answers, doorOf, serverInputOf } from './answers.ts';

/** The answers' servers, tried while nobody is signed in. */
export function triedOf(answers: Answers): Tried {
  const [code, address, door, server] = [
    answers.code.trim(),
    answers.address.trim(),
    doorOf(answers),
    serverInputOf(answers),
  ];
  const proof = code ? { code } : {};
  const about = { ...proof, ...(server ? { server } : {}) };
  const within = door ? { ...proof, mailbox: door } : proof;
  const ask = async <N extends CallName>(name: N, input: Input<N>, signal: AbortSignal): Promise<Output<N>> =>
    (await post(name, input, { signal })).value;
  return {
    mailbox: door && ((signal) => ask('setup.testMailbox', { ...proof, mailbox: door }, signal)),
    server: (signal) => ask('setup.testMail', about, signal),
    send: (signal) => ask('setup.sendTestMail', { ...about, address, language: tagOf(currentLanguage()) }, signal),
    look: (tripId, signal) => ask('setup.awaitTestMail', { ...within, tripId }, signal),
  };
}
