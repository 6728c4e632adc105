import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where Chromium is on this machine; undefined when it is not. */
export const chromiumPath = process.env.CHROMIUM_PATH ?? usualPlaces.find((path) => existsSync(path));

export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The variable that says where the run's own browser is. */
export const sharedBrowser = 'BATON_TEST_BROWSER';

let server;

/** One browser for a whole run: each test file has contexts of its own in it. */
export async function startBrowser() {
  if (!chromiumPath) return;
  // Who ends the run ends it at once; the browser goes when nobody holds its line.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  server = await chromium.launchServer({
    executablePath: chromiumPath,
    args: chromiumArgs,
    host: '127.0.0.1',
    ...signals,
  });
  process.env[sharedBrowser] = server.wsEndpoint();
}

export async function stopBrowser() {
  await server?.close();
}
