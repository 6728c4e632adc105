import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { selfSigned } from './selfSigned.ts';

export interface Certificate {
  key: string;
  cert: string;
}

/** Other mail servers do not check whose a receiver's certificate is; they want one, to write in private. */
const yearsValid = 20;

/** The certificate in two files, read anew: whoever renews it need not start Baton again. */
export const certificateIn = async (files: { cert: string; key: string }): Promise<Certificate> => ({
  cert: await readFile(files.cert, 'utf8'),
  key: await readFile(files.key, 'utf8'),
});

/** Made once for this installation, kept beside its data. */
export async function ownCertificate(path: string, name: string, now: Date): Promise<Certificate> {
  const known = await readFile(path, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as Certificate;
  const until = new Date(now);
  until.setFullYear(now.getFullYear() + yearsValid);
  const certificate = selfSigned(name, now, until);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(certificate), { mode: 0o600, flush: true });
  await rename(draft, path);
  return certificate;
}
