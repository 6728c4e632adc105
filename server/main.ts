import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { runCommand } from './backup/commands.ts';
import { isHalfRestored } from './backup/restore.ts';
import { seedDemo } from './demo/seed.ts';
import { createLocalDoorbell, createRedisDoorbell } from './events/doorbell.ts';
import { systemClock } from './platform/clock.ts';
import { type Config, readConfig, StartError } from './platform/config.ts';
import { createLogger } from './platform/logger.ts';
import { secretIn } from './platform/secret.ts';
import { EmbeddedStoreLocked } from './storage/embedded/locked.ts';
import { startEmbeddedStore } from './storage/embedded/start.ts';

/** From here the built client is two folders up, in the sources it is one. */
const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url));

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const asked = process.argv.slice(2);
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (asked.length > 0) await runCommand(asked, { config, clock: systemClock, say });
  else await serve(config);
}

async function serve(config: Config): Promise<void> {
  if (isHalfRestored(config.dataDir))
    throw new StartError(`A restore into ${config.dataDir} was broken off. Empty the directory and restore again.`);
  const logger = createLogger(config.logLevel);
  const embedded = config.mongoUrl === null ? await startEmbeddedStore({ dir: join(config.dataDir, 'store') }) : null;
  const app = await createApp({
    config,
    mongoUri: config.mongoUrl ?? embedded?.uri('baton') ?? '',
    alone: embedded !== null,
    secret: config.secret ?? (await secretIn(config.dataDir)),
    doorbell: config.redisUrl ? await createRedisDoorbell(config.redisUrl, logger) : createLocalDoorbell(),
    clock: systemClock,
    logger,
    clientFolder: join(root, 'build', 'client'),
  });
  await app.prepare();
  const seeded = config.demo ? await seedDemo(app) : null;
  const { url } = await app.start();
  if (seeded)
    process.stdout.write(`Demo workspace ${seeded.workspace}: sign in as ${seeded.email} with ${seeded.password}\n`);
  const code = await app.setupCode();
  if (code)
    process.stdout.write(`This installation is new. Open it in a browser and set it up with the code ${code}\n`);
  process.stdout.write(`${url}\n`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await app.stop();
    await embedded?.close();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

main().catch((error: unknown) => {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  const port = (error as { port?: number }).port;
  const words = taken ? `Port ${port} is taken. Choose another with PORT (web) or SMTP_PORT (mail).` : null;
  const told = error instanceof StartError || error instanceof EmbeddedStoreLocked;
  if (words || told) process.stderr.write(`${words ?? (error as Error).message}\n`);
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
});
