import { type Response as Reply, Router } from 'express';
import type { Blobs } from './blobs.ts';
import { isPicture } from './content.ts';
import { framePage, framePolicy } from './frame.ts';
import type { Linked, Links } from './links.ts';

/** Kinds a browser would run or draw markup of; they go out as plain bytes. */
const markup = /html|xml|svg|javascript/;

/** RFC 6266: an ASCII name for old readers, the true one beside it. */
function disposition(linked: Linked): string {
  const way = isPicture(linked.type) ? 'inline' : 'attachment';
  const plain = linked.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const exact = encodeURIComponent(linked.name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${way}; filename="${plain}"; filename*=UTF-8''${exact}`;
}

function asFile(reply: Reply, linked: Linked, bytes: Buffer): void {
  reply.set('Content-Security-Policy', "sandbox; default-src 'none'");
  reply.set('Content-Disposition', disposition(linked));
  reply.set('Content-Type', markup.test(linked.type) ? 'application/octet-stream' : linked.type);
  reply.end(bytes);
}

/** `GET /files/<token>`: serves what a signed, expiring link names, in a way nothing in it can act. */
export function fileRouter(deps: { links: Links; blobs: Blobs }): Router {
  const router = Router();
  router.get('/files/:token', async (request, reply) => {
    reply.set({
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
    });
    const linked = deps.links.read(request.params.token);
    const bytes = linked && (await deps.blobs.get(linked.blob).catch(() => null));
    if (!linked || !bytes) {
      reply.status(404).type('text/plain').send('This link has run out. Reload the page that showed it.');
      return;
    }
    if (linked.as === 'file') return asFile(reply, linked, bytes);
    const withRemote = linked.as === 'frameImages';
    reply.set('Content-Security-Policy', framePolicy());
    reply.type('text/html; charset=utf-8').send(framePage(bytes.toString('utf8'), deps.links, withRemote));
  });
  return router;
}
