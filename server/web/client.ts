import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import express, { Router } from 'express';
import { nonceOf } from './security.ts';

const oneYear = 31_536_000_000;

/** The built client: hashed files for ever, its page for every other address, fresh and with this answer's nonce. */
export function clientRouter(folder: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: oneYear, index: false }));
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
