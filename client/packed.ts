import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const [brotliOf, gzipOf] = [promisify(brotliCompress), promisify(gzip)];

async function pack(path: string): Promise<void> {
  const whole = await readFile(path);
  const [br, gz] = await Promise.all([brotliOf(whole), gzipOf(whole, { level: 9 })]);
  if (br.length < whole.length) await writeFile(`${path}.br`, br);
  if (gz.length < whole.length) await writeFile(`${path}.gz`, gz);
}

/**
 * Packs each script and style once, so that the server does not for each visitor; and names them all in `parts.json`, for
 * the worker that keeps them on a device.
 */
export function packed(): Plugin {
  let folder = '';
  return {
    name: 'packed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    async closeBundle() {
      const parts = (await readdir(join(folder, 'assets'))).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(parts.map((name) => pack(join(folder, 'assets', name))));
      await writeFile(join(folder, 'parts.json'), JSON.stringify(parts.map((name) => `/assets/${name}`)));
    },
  };
}
