import { type Response as Reply, Router } from 'express';
import type { AuditEntry } from '../../shared/contract/audit.ts';
import type { AuthStore, Member } from '../auth/store.ts';
import type { Exported, Exports } from './exports.ts';
import { csvLine } from './model.ts';
import type { Audit } from './service.ts';

const pageSize = 200;
const head = ['time', 'action', 'who', 'who (id)', 'what (id)', 'details', 'address'];

const wordsOf = (details: AuditEntry['details']) =>
  Object.entries(details)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');

/** `GET /export/audit.csv/<token>`: the log a page at a time, for an admin of now. */
export function auditRouter(deps: { audit: Audit; exports: Exports; auth: AuthStore }): Router {
  const { audit, exports, auth } = deps;

  async function send(reply: Reply, { workspaceId, filter }: Exported, members: Member[]): Promise<void> {
    const people = new Map(members.map((member) => [member.userId, `${member.name} <${member.email}>`]));
    const lineOf = ({ at, action, actorId, targetId, details, address }: AuditEntry) =>
      csvLine([
        at,
        action,
        (actorId && people.get(actorId)) ?? '',
        actorId ?? '',
        targetId ?? '',
        wordsOf(details),
        address ?? '',
      ]);
    reply.write(`\uFEFF${csvLine(head)}`);
    let cursor: string | null = null;
    do {
      const page: { items: AuditEntry[]; next: string | null } = await audit.list(
        workspaceId,
        filter,
        cursor,
        pageSize,
      );
      if (!reply.write(page.items.map(lineOf).join(''))) await drained(reply);
      cursor = page.next;
    } while (cursor !== null && !reply.destroyed);
    reply.end();
  }

  const router = Router();
  router.get('/export/audit.csv/:token', async (request, reply) => {
    const exported = exports.read(request.params.token);
    const members = exported ? await auth.membersOf(exported.workspaceId) : [];
    const asker = members.find((member) => member.userId === exported?.memberId);
    if (!exported || asker?.role !== 'admin' || asker.suspended) {
      reply.status(404).type('text').send('There is no such file, or its address has run out.');
      return;
    }
    reply.set('Cache-Control', 'no-store');
    reply.set('Content-Disposition', 'attachment; filename="audit.csv"');
    reply.type('text/csv; charset=utf-8');
    await send(reply, exported, members);
  });
  return router;
}

const drained = (reply: Reply) =>
  new Promise<void>((resolve) => {
    reply.once('drain', resolve);
    reply.once('close', resolve);
  });
