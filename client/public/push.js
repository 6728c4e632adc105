importScripts('/shell.js');
/* Hears what Baton pushes while no page of it is open. All words come with the message, in its reader's language. */
const windows = () => self.clients.matchAll({ type: 'window', includeUncontrolled: true });

async function show({ id, title, body, path, lang }) {
  const open = await windows();
  // Whoever has Baton before his eyes is told there.
  if (open.some((page) => page.visibilityState === 'visible' && page.focused)) return;
  await self.registration.showNotification(title, { body, lang, tag: id, icon: '/icon.svg', data: { path } });
}

async function go(path) {
  const [page] = await windows();
  if (!page) return self.clients.openWindow(path);
  page.postMessage({ path });
  return page.focus();
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
