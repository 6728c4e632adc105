import { Router } from 'express';
import { fetchOutside, type Outside } from '../platform/outside.ts';
import { isPicture, kindOf } from './content.ts';
import type { Links } from './links.ts';

/** Letters' pictures are far smaller; larger ones are no decoration. */
const pictureBytes = 5 * 1024 * 1024;
/** A reader waits. */
const pictureMs = 10_000;

/**
 * `GET /pictures/<token>`: a picture that a mail shows from elsewhere. We fetch it, so its server sees us and not the reader;
 * only what is a picture by its bytes is handed on.
 */
export function pictureRouter(deps: { links: Links; outside: Outside }): Router {
  const router = Router();
  router.get('/pictures/:token', async (request, reply) => {
    reply.set({
      'Cache-Control': 'private, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    });
    const url = deps.links.readPicture(request.params.token);
    const limits = { bytes: pictureBytes, ms: pictureMs, accept: 'image/*' };
    const bytes = url && (await fetchOutside(deps.outside, url, limits).catch(() => null));
    const kind = bytes ? await kindOf(bytes, '') : '';
    if (!bytes || !isPicture(kind)) {
      reply.set('Cache-Control', 'no-store').status(404).type('text/plain').send('There is no such picture.');
      return;
    }
    reply.set('Content-Type', kind);
    reply.end(bytes);
  });
  return router;
}
