import type { Bounce } from '../../conversations/model.ts';
import { type RawHeaders, valuesOf } from './headers.ts';

interface Letter {
  headers: RawHeaders;
  /** The envelope's sender; empty for bounces, as a rule. */
  envelopeFrom: string;
  from: string;
  subject: string;
  text: string;
}

/** A report and the head of the mail it is about; what comes after that is the mail's own body. */
export const bounceBytes = 300_000;
const reasonLength = 400;
const namesKept = 30;
const recipientsKept = 10;

const machine = /^(mailer-daemon|postmaster|mail-daemon|mdaemon|microsoftexchange[0-9a-f]*)@/i;
const failedSubject =
  /\b(undeliver(able|ed)|returned mail|mail delivery (failed|failure|system)|delivery (status notification|failure|has failed|unsuccessful)|failure notice|could not be delivered|non[- ]?remis|unzustellbar|no se puede entregar)\b|無法(傳遞|投遞|送達)|未能(傳遞|投遞|送達)|退信|系统退信|配信不能|配達できません/iu;
const failedText =
  /(this is the (qmail-send program|mail (system|delivery agent) at)|could not be delivered to|was not delivered to|wasn't delivered to|permanent(ly)? (fatal )?(error|failed|failure)|delivery to the following recipients? failed|following address(es)? (failed|had permanent)|your message (couldn't|could not) be delivered|i wasn't able to deliver)/i;
const delayedWords =
  /(warning: (message|could not send)|delivery (is |has been )?(delayed|incomplete)|delayed mail|still being (retried|tried|attempted)|will (be retried|keep trying|continue to (try|be)|try again)|has not (yet )?been delivered|not yet (been )?delivered|no action is required|do not need to resend)/i;

/** Lines that run over, joined; quoted-printable's soft breaks, too. */
const unfolded = (text: string) =>
  text
    .replace(/=\r?\n/g, '')
    .replace(/=3D/gi, '=')
    .replace(/\r?\n[ \t]+/g, ' ');

const fieldsOf = (text: string, name: string): string[] =>
  [...text.matchAll(new RegExp(`^${name}[ \\t]*:[ \\t]*(.+)$`, 'gim'))].map((match) => (match[1] ?? '').trim());

const addressIn = (text: string) => /[^\s<>"';,]+@[^\s<>"';,]+/.exec(text)?.[0] ?? null;

function reasonIn(report: string, text: string, subject: string): string {
  const [diagnostic] = fieldsOf(report, 'Diagnostic-Code');
  const [status] = fieldsOf(report, 'Status');
  const line = text
    .split('\n')
    .find((one) => !/^[\w-]+:\s/.test(one) && /(^|[^\d.])[45]\d\d[ -]\S|\b[45]\.\d{1,3}\.\d{1,3}\b/.test(one));
  const found = diagnostic?.replace(/^[\w-]+;\s*/, '') ?? line ?? status ?? subject;
  return found.replace(/\s+/g, ' ').trim().slice(0, reasonLength);
}

function outcomeOf(report: string, letter: Letter, isReport: boolean): Bounce['outcome'] {
  const actions = fieldsOf(report, 'Action').map((action) => action.toLowerCase());
  if (actions.some((action) => action.startsWith('failed'))) return 'failed';
  if (actions.some((action) => action.startsWith('delayed'))) return 'delayed';
  if (actions.length > 0) return 'other';
  const words = `${letter.subject}\n${letter.text.slice(0, 5000)}`;
  if (delayedWords.test(words)) return 'delayed';
  return isReport && !failedSubject.test(words) && !failedText.test(words) ? 'other' : 'failed';
}

/** Worth reading its bytes for. */
export const mayBeBounce = ({ headers, envelopeFrom, from }: Letter): boolean =>
  envelopeFrom === '' ||
  machine.test(envelopeFrom) ||
  machine.test(from) ||
  valuesOf(headers, 'content-type').some((value) => /^\s*multipart\/report\b/i.test(value));

/**
 * What a mail server says of a mail it could not deliver, in the form of RFC 3464 or one of the older ones; null when the
 * mail is no such thing. `raw` is the mail's beginning as Latin-1.
 */
export function readBounce(letter: Letter, raw: string): Bounce | null {
  const { headers, envelopeFrom, from, subject, text } = letter;
  const [contentType = ''] = valuesOf(headers, 'content-type');
  const isReport = /^\s*multipart\/report\b/i.test(contentType) && !/disposition-notification/i.test(contentType);
  const failedRecipients = valuesOf(headers, 'x-failed-recipients');
  const byMachine = envelopeFrom === '' || machine.test(envelopeFrom) || machine.test(from);
  const saysSo = failedRecipients.length > 0 || failedSubject.test(subject) || failedText.test(text.slice(0, 5000));
  const isDelay = byMachine && delayedWords.test(subject);
  if (!isReport && !(byMachine && saysSo) && !isDelay) return null;
  const report = unfolded(raw);
  const named = [
    ...fieldsOf(report, '(?:Original|Final)-Recipient').map((field) => field.replace(/^[\w-]+;\s*/, '')),
    ...failedRecipients.flatMap((value) => value.split(',')),
  ].flatMap((value) => addressIn(value) ?? []);
  const inText = /^\s*<([^<>\s]+@[^<>\s]+)>:?\s*$/m.exec(text)?.[1];
  const recipients = [...new Set(named.length > 0 ? named : inText ? [inText] : [])].slice(0, recipientsKept);
  const mailIds = [
    ...new Set([...report.matchAll(/<([^<>\s@]{1,250}@[^<>\s@]{1,250})>/g)].map((match) => match[1] ?? '')),
  ];
  return {
    outcome: outcomeOf(report, letter, isReport),
    recipients,
    reason: reasonIn(report, text, subject),
    /** Ours are long; addresses in the report are not. */
    mailIds: mailIds.filter((id) => /[.+][0-9a-z]{41}@/i.test(id)).slice(0, namesKept),
  };
}
