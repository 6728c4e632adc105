import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secret.ts';

/** Long enough to open a ticket and read it; short enough that a link that leaks is soon dead. */
const linkMinutes = 60;

/** What a link opens: a blob, and how it is served. */
export interface Linked {
  blob: string;
  name: string;
  type: string;
  /** `frame`: mail HTML for the sandboxed frame; `frameImages`: with remote pictures; `file`: a download. */
  as: 'frame' | 'frameImages' | 'file';
}

/** Expiring links: whoever was allowed to see a thing gets one, nobody can make or stretch one. */
export function createLinks(secrets: Secrets, clock: Clock) {
  const payload = (linked: Linked, until: number) => Buffer.from(JSON.stringify([linked, until])).toString('base64url');
  return {
    make(linked: Linked): string {
      const text = payload(linked, clock.now().getTime() + linkMinutes * 60_000);
      return `/files/${text}.${secrets.sign('link', text)}`;
    },
    /** What a link opens; null when it is forged or has run out. */
    read(token: string): Linked | null {
      const [text = '', mac = ''] = token.split('.');
      if (!secrets.verifies('link', text, mac)) return null;
      const [linked, until] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [Linked, number];
      return until > clock.now().getTime() ? linked : null;
    },
  };
}

export type Links = ReturnType<typeof createLinks>;
