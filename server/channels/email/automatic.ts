import { type RawHeaders, valuesOf } from './headers.ts';

interface Marks {
  headers: RawHeaders;
  /** The envelope's sender; empty for bounces. */
  envelopeFrom: string;
  from: string;
  /** Our own addresses, lower-cased. */
  ours: string[];
}

const machineSenders = /^(mailer-daemon|postmaster)@/i;

/** Written by a machine, or sent round in a circle: never answered by a machine of ours. design: e-mail, automatic answers. */
export function isAutomatic({ headers, envelopeFrom, from, ours }: Marks): boolean {
  const has = (name: string, value: RegExp) => valuesOf(headers, name).some((text) => value.test(text));
  const named = (name: RegExp) => headers.some((header) => name.test(header.name));
  return (
    envelopeFrom === '' ||
    has('return-path', /^\s*<\s*>\s*$/) ||
    (valuesOf(headers, 'auto-submitted').length > 0 && !has('auto-submitted', /^\s*no\b/i)) ||
    has('precedence', /\b(bulk|list|junk|auto_reply)\b/i) ||
    named(/^list-(id|unsubscribe|post|help|owner|archive|subscribe)$/) ||
    named(/^(x-loop|x-autoreply|x-autorespond|x-auto-reply)$/) ||
    has('x-autoreply-from', /./) ||
    has('content-type', /^\s*multipart\/report\b/i) ||
    machineSenders.test(from) ||
    machineSenders.test(envelopeFrom) ||
    ours.includes(from.toLowerCase())
  );
}
