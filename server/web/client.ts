import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { nonceOf } from './security.ts';

const oneYear = 31_536_000_000;

/** How the build packs a part (client/packed.ts), the smallest first. */
const packings = [
  { encoding: 'br', end: '.br' },
  { encoding: 'gzip', end: '.gz' },
] as const;

/** Sends a part as the build has packed it, to whoever can read that. */
function asPacked(folder: string): RequestHandler {
  return (request, reply, next) => {
    const { path } = request;
    reply.vary('Accept-Encoding');
    const packing = packings.find(
      ({ encoding, end }) => request.acceptsEncodings(encoding) && existsSync(join(folder, `${path}${end}`)),
    );
    if (packing && /^\/[\w.-]+$/.test(path)) {
      reply.set('Content-Encoding', packing.encoding).type(extname(path));
      request.url = `${path}${packing.end}`;
    }
    next();
  };
}

/** The built client: hashed files for ever, its page for every other address, fresh and with this answer's nonce. */
export function clientRouter(folder: string): Router {
  const router = Router();
  const parts = join(folder, 'assets');
  router.use('/assets', asPacked(parts), express.static(parts, { immutable: true, maxAge: oneYear, index: false }));
  router.use('/assets', (_request, reply) => void reply.sendStatus(404));
  router.use(express.static(folder, { index: false }));
  router.get('/{*path}', async (_request, reply) => {
    const page = await readFile(join(folder, 'index.html'), 'utf8');
    reply
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page.replaceAll('%CSP_NONCE%', nonceOf(reply)));
  });
  return router;
}
