// The peer: Hocuspocus as its manual shows it, with documents in memory. With DOCS_DIR also its database extension,
// over a file for each document that is on the disk before "stored" is said.
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';

const dir = process.env.DOCS_DIR;

async function store({ documentName, state }) {
  const file = join(dir, documentName);
  const handle = await open(`${file}~`, 'w');
  await handle.writeFile(state);
  await handle.datasync();
  await handle.close();
  await rename(`${file}~`, file);
}

const fetch = ({ documentName }) => readFile(join(dir, documentName)).catch(() => null);

const server = new Server({
  address: '127.0.0.1',
  port: Number(process.env.PORT ?? 0),
  quiet: true,
  extensions: dir ? [new Database({ fetch, store })] : [],
});
await server.listen();
process.stdout.write(`http://127.0.0.1:${server.address.port}\n`);
