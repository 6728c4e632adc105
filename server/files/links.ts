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
  const endOf = () => clock.now().getTime() + linkMinutes * 60_000;
  const payload = (what: Linked | string, until: number) =>
    Buffer.from(JSON.stringify([what, until])).toString('base64url');

  /** What a signed text says; null when it is forged or has run out. */
  function read<T>(purpose: string, token: string): T | null {
    const [text = '', mac = ''] = token.split('.');
    if (!secrets.verifies(purpose, text, mac)) return null;
    const [what, until] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [T, number];
    return until > clock.now().getTime() ? what : null;
  }

  return {
    make(linked: Linked): string {
      const text = payload(linked, endOf());
      return `/files/${text}.${secrets.sign('link', text)}`;
    },
    /** What a link opens; null when it is forged or has run out. */
    read: (token: string): Linked | null => read<Linked>('link', token),

    /** A picture elsewhere that we fetch, so that its server never meets the reader. */
    makePicture(url: string): string {
      const text = payload(url, endOf());
      return `/pictures/${text}.${secrets.sign('picture', text)}`;
    },
    readPicture: (token: string): string | null => read<string>('picture', token),
  };
}

export type Links = ReturnType<typeof createLinks>;
