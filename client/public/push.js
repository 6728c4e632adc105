importScripts('/shell.js');
/* Hears what Baton pushes while no page of it is open. All words come with the message, in its reader's language. */
const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

async function show({ id, title, body, path, lang }) {
  const open = await windows();
  // Whoever has Baton before his eyes is told there.
  if (open.some((page) => page.visibilityState === 'visible' && page.focused)) return;
  await self.registration.showNotification(title, { body, lang, tag: id, icon: '/icon.svg', data: { path } });
}

/** A page that has not answered by then is still starting, or hangs. */
const patienceMs = 2000;

/** Whether the open page goes there of itself. */
const goes = (page, path) =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve(true);
    setTimeout(() => resolve(false), patienceMs);
    page.postMessage({ path }, [port2]);
  });

async function go(path) {
  const [page] = await windows();
  if (!page) return self.clients.openWindow(path);
  await page.focus().catch(() => {});
  if (await goes(page, path)) return;
  await page.navigate(path).catch(() => self.clients.openWindow(path));
}

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(show(event.data.json()));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { path } = event.notification.data ?? {};
  event.waitUntil(go(typeof path === 'string' && path.startsWith('/desk/') ? path : '/'));
});
