/** The worker that keeps Baton's own page and parts on this device (client/public/shell.js); it also hears what is pushed. */
const worker = '/push.js';

/** From now on Baton starts where no server answers. Nothing happens where the browser does not allow it. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return;
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  const keep = parts.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
  active?.postMessage({ keep });
}
