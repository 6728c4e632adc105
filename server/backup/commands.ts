import { resolve } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import { type Config, StartError } from '../platform/config.ts';
import { connectStorage } from '../storage/connection.ts';
import { EmbeddedStoreLocked } from '../storage/embedded/locked.ts';
import { renewEpochs } from './contents.ts';
import type { Manifest } from './manifest.ts';
import { restoreBackup } from './restore.ts';
import { takeBackup } from './take.ts';

interface Context {
  config: Config;
  clock: Clock;
  say: (line: string) => void;
}

const usage = [
  'node server/start.mjs                     serves',
  'node server/start.mjs backup <folder>     copies the data directory, in use or not, into an empty folder',
  'node server/start.mjs restore <folder>    puts a backup into the data directory, which must be empty',
  'node server/start.mjs renew-epochs        after restoring a MongoDB: every screen loads anew',
].join('\n');

/** What the command line asks for, instead of serving. @throws StartError in words for whoever asked */
export async function runCommand([command, folder, ...more]: readonly string[], context: Context): Promise<void> {
  if (command === 'renew-epochs' && folder === undefined) return renew(context);
  const run = command === 'backup' ? backup : command === 'restore' ? restore : null;
  if (!run || folder === undefined || more.length > 0) throw new StartError(`Baton knows these commands:\n${usage}`);
  await run(resolve(folder), context).catch((error: unknown) => {
    throw error instanceof EmbeddedStoreLocked ? new StartError(unreachable(error)) : error;
  });
}

const unreachable = ({ pid }: EmbeddedStoreLocked) =>
  `Process ${pid} has the data directory and cannot be reached. Is it just starting? Else run this as its user, on its machine and in its container.`;

async function backup(folder: string, { config, clock, say }: Context): Promise<void> {
  if (config.mongoUrl !== null)
    throw new StartError(
      'With MONGODB_URL the store is backed up by its own means: mongodump --oplog first, then copy the blobs in BATON_DATA_DIR, and keep BATON_SECRET. See docs/operations.md.',
    );
  const manifest = await takeBackup({ dataDir: config.dataDir, folder, clock });
  say(`The backup in ${folder} is whole: ${described(manifest)}.`);
  if (manifest.secret === null) say('It holds no secret: keep BATON_SECRET with it.');
  if (manifest.damaged.length > 0)
    throw new StartError(
      `These blobs were damaged already and are not in it; an older backup may have them:\n  ${manifest.damaged.join('\n  ')}`,
    );
}

async function restore(folder: string, { config, clock, say }: Context): Promise<void> {
  if (config.mongoUrl !== null)
    throw new StartError(
      'With MONGODB_URL the store is restored by its own means: mongorestore --oplogReplay, the blobs back into BATON_DATA_DIR, then the command renew-epochs. See docs/operations.md.',
    );
  const manifest = await restoreBackup({ folder, dataDir: config.dataDir, clock });
  say(`${config.dataDir} is as it was at ${manifest.begunAt}: ${described(manifest)}.`);
  if (manifest.secret === null) say('The backup holds no secret: start with the BATON_SECRET of that time.');
}

async function renew({ config, clock, say }: Context): Promise<void> {
  if (config.mongoUrl === null) throw new StartError('Without MONGODB_URL there is nothing to do: restore does it.');
  const storage = await connectStorage(config.mongoUrl);
  const count = await renewEpochs(storage, clock).finally(storage.close);
  say(`${count} workspaces have a new epoch: every screen loads anew.`);
}

function described({ store, blobs, secret }: Manifest): string {
  const documents = Object.values(store.documents).reduce((sum, count) => sum + count, 0);
  const mb = ((store.bytes + blobs.bytes) / 1e6).toFixed(1);
  return `${documents} documents, ${blobs.count} blobs, ${secret ? 'the secret' : 'no secret'}, ${mb} MB`;
}
