import { startEmbeddedStore } from '../../../server/storage/embedded/start.ts';

/** A process of its own around an embedded store, to be killed: prints where it serves. */
const [dir = ''] = process.argv.slice(2);
try {
  const store = await startEmbeddedStore({ dir });
  process.stdout.write(`${store.uri('baton')}\n`);
} catch (error) {
  process.stdout.write(
    `${error instanceof Error ? error.name : 'Error'} ${error instanceof Error ? error.message : error}\n`,
  );
  process.exit(3);
}
