import { z } from 'zod';
import { AuditFilter } from '../../shared/contract/audit.ts';
import { Id } from '../../shared/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secret.ts';

/** Long enough for a click. */
const linkMinutes = 5;

const Exported = z.object({ workspaceId: Id, memberId: Id, filter: AuditFilter, until: z.number() });
/** What an address of an export opens, for whom. */
export type Exported = z.infer<typeof Exported>;

/** Short-lived addresses of exports. Whether he may is asked again when it is opened. */
export function createExports(secrets: Secrets, clock: Clock) {
  return {
    make(exported: Omit<Exported, 'until'>): string {
      const until = clock.now().getTime() + linkMinutes * 60_000;
      const text = Buffer.from(JSON.stringify({ ...exported, until })).toString('base64url');
      return `/export/audit.csv/${text}.${secrets.sign('export', text)}`;
    },
    /** Null when it is forged or has run out. */
    read(token: string): Exported | null {
      const [text = '', mac = ''] = token.split('.');
      if (!secrets.verifies('export', text, mac)) return null;
      const exported = Exported.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
      return exported.until > clock.now().getTime() ? exported : null;
    },
  };
}

export type Exports = ReturnType<typeof createExports>;
