import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth';
import type { Dns } from '../../../server/platform/dns.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const published = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** Where customers' mail comes from, and where the thief's does. */
export const homeAddress = '198.51.100.7';
export const thiefAddress = '203.0.113.9';

/** Two domains that say what is theirs, and one that says nothing. */
const records: Record<string, string[]> = {
  'TXT _dmarc.customers.test': ['v=DMARC1; p=reject'],
  'TXT customers.test': [`v=spf1 ip4:${homeAddress} -all`],
  'TXT key._domainkey.customers.test': [`v=DKIM1; k=rsa; p=${published}`],
  'TXT _dmarc.elsewhere.test': ['v=DMARC1; p=none'],
  'TXT elsewhere.test': [`v=spf1 ip4:${thiefAddress} -all`],
  'TXT key._domainkey.elsewhere.test': [`v=DKIM1; k=rsa; p=${published}`],
};

export const names: Dns = async (name, type) => {
  const found = records[`${type} ${name.toLowerCase()}`];
  if (!found) throw Object.assign(new Error(`There is no ${name}`), { code: 'ENOTFOUND' });
  return type === 'TXT' ? found.map((text) => [text]) : found;
};

/** The mail as its domain's own server would sign it. */
export async function signed(mail: Buffer, signingDomain = 'customers.test'): Promise<Buffer> {
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const one = { signingDomain, selector: 'key', privateKey: key };
  const { signatures } = await dkimSign(mail, { ...one, signatureData: [one] });
  return Buffer.concat([Buffer.from(signatures), mail]);
}

/** The line that our own mail server writes of who gave it the mail. */
export const received = (ip: string, helo: string) =>
  `Received: from ${helo} (${helo} [${ip}]) by mx.baton.test with ESMTP id 1; Mon, 2 Mar 2026 10:00:00 +0000`;
