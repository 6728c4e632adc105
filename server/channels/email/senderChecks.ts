import { Readable } from 'node:stream';
import { authenticate } from 'mailauth';
import type { CheckResult, Trust } from '../../../shared/entities.ts';
import type { Dns } from '../../platform/dns.ts';
import { isPublic } from '../../platform/outside.ts';
import { nobodyAsked } from './unasked.ts';

/** No honest mail has more of either; each signature may want a hash of its own of all the bytes. */
const headBytes = 1024 * 1024;
const signatures = 30;

/** Who handed the mail over, as its transport saw him. */
export interface Origin {
  ip: string;
  helo: string;
}

export interface Checked {
  from: { address: string } | null;
  envelopeFrom: string;
  /** Null for what was fetched from a mailbox. */
  origin: Origin | null;
}

const known: Record<string, CheckResult> = {
  pass: 'pass',
  fail: 'fail',
  policy: 'fail',
  softfail: 'softfail',
  neutral: 'neutral',
  none: 'none',
  skipped: 'none',
  temperror: 'temperror',
  temperr: 'temperror',
  permerror: 'permerror',
};
const resultOf = (status: { result: string } | undefined): CheckResult => known[status?.result ?? 'none'] ?? 'none';

/** Made to keep whoever checks it busy: nothing in it is believed. */
const absurd: Trust = { ...nobodyAsked, from: 'fail', dkim: 'permerror' };

const domainOf = (address: string) => address.split('@').at(-1)?.toLowerCase() ?? '';
const within = (inner: string, outer: string) => outer !== '' && (inner === outer || inner.endsWith(`.${outer}`));

/** Only what the From line's own domain says counts: anybody can sign with a domain of his own. */
function sumUp(
  trust: Omit<Trust, 'from'>,
  from: string,
  spfDomain: string,
  headerFrom: readonly string[],
): Trust['from'] {
  const domain = domainOf(from);
  /** More than one From, or one that mail programs read in two ways. */
  const ambiguous = headerFrom.length !== 1 || domainOf(headerFrom[0] ?? '') !== domain;
  if (ambiguous || trust.dmarc === 'fail') return 'fail';
  if (trust.dmarc === 'pass') return 'pass';
  const signed = trust.signedBy.some((signer) => within(domain, signer));
  const sent = trust.spf === 'pass' && within(domain, spfDomain.toLowerCase());
  return signed || sent ? 'pass' : 'unknown';
}

async function check(mail: Readable, { from, envelopeFrom, origin }: Checked, dns: Dns): Promise<Trust> {
  /** A mail server of ours hands mail over from inside; who gave it to that one is in its Received line. */
  const direct = origin && isPublic(origin.ip) ? origin : null;
  const found = await authenticate(mail, {
    sender: envelopeFrom,
    resolver: dns,
    disableBimi: true,
    mta: 'baton',
    ...(direct ? { ip: direct.ip, helo: direct.helo } : { trustReceived: true }),
  });
  const dkim = found.dkim?.results ?? [];
  const passed = dkim.filter(({ status }) => status.result === 'pass' && !status.underSized);
  const results = {
    spf: resultOf(found.spf ? found.spf.status : undefined),
    dkim: passed.length > 0 ? ('pass' as const) : resultOf(dkim[0]?.status),
    dmarc: resultOf(found.dmarc ? found.dmarc.status : undefined),
    arc: resultOf(found.arc ? found.arc.status : undefined),
    signedBy: [...new Set(passed.map(({ signingDomain }) => signingDomain.toLowerCase()))].slice(0, 10),
  };
  const spfDomain = found.spf ? (found.spf.domain ?? '') : '';
  return { from: sumUp(results, from?.address ?? '', spfDomain, found.dkim?.headerFrom ?? []), ...results };
}

const endOfHead = /\r?\n\r?\n/;

/** Whether a mail's header is one that can be checked. */
async function isSane(source: AsyncIterable<Buffer>): Promise<boolean> {
  const chunks: string[] = [];
  let size = 0;
  for await (const chunk of source) {
    chunks.push(chunk.toString('latin1'));
    size += chunk.length;
    if (endOfHead.test(chunks.slice(-2).join('')) || size > headBytes) break;
  }
  const text = chunks.join('');
  const end = endOfHead.exec(text)?.index ?? text.length;
  return (
    end <= headBytes && (text.slice(0, end).match(/^(dkim|arc-\w+)-signature[ \t]*:/gim) ?? []).length <= signatures
  );
}

/**
 * SPF, DKIM, DMARC and ARC of a mail, which `open` reads from its beginning. Never rejects, and never takes longer than its
 * patience. Hashing what a stranger sent is heavy: the node has its readers do it.
 */
export async function checkSender(
  open: () => AsyncIterable<Buffer>,
  checked: Checked,
  dns: Dns,
  ms: number,
): Promise<Trust> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Trust>((resolve) => {
    timer = setTimeout(() => resolve(nobodyAsked), ms);
  });
  let mail: Readable | undefined;
  const look = async () => {
    if (!(await isSane(open()))) return absurd;
    mail = Readable.from(open());
    return check(mail, checked, dns);
  };
  try {
    return await Promise.race([look(), tooLong]);
  } catch {
    return nobodyAsked;
  } finally {
    clearTimeout(timer);
    mail?.destroy();
  }
}
