import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A helper is not fast but small: it keeps two thirds of the memory it would take if it were let. */
const sparing = { flags: ['--max-semi-space-size=1', '--optimize-for-size'], env: { MALLOC_ARENA_MAX: '2' } };

/**
 * Starts a module of ours as a process of its own: `from` is the caller's `import.meta.url`, `name` the module's path from
 * there without its ending. It gets nothing of this process's environment, where the secrets are. Sources need tsx there as
 * well; a build runs as it is.
 */
export function startChild(from: string, name: string, options: { args: string[]; heapMb: number }): ChildProcess {
  const inSources = from.endsWith('.ts');
  const tsx = () => pathToFileURL(createRequire(fileURLToPath(from)).resolve('tsx')).href;
  return fork(fileURLToPath(new URL(`${name}.${inSources ? 'ts' : 'js'}`, from)), options.args, {
    execArgv: [`--max-old-space-size=${options.heapMb}`, ...sparing.flags, ...(inSources ? ['--import', tsx()] : [])],
    env: sparing.env,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}
