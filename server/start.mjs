// Builds what is missing, then starts.
import { resolve } from 'node:path';
import { buildClient, buildServer } from './build.mjs';

// A folder named on the command line is where the caller is.
if (process.argv[3]) process.argv[3] = resolve(process.argv[3]);
buildServer();
buildClient();

if (!process.argv.includes('--build-only')) await import('../build/server/main.js');
