/* Keeps Baton's page and parts on this device, so that it starts where no server answers. Nothing of anybody's data:
   what a person sees comes from his own databases (client/cache), and goes with his sign-in. */

const kept = 'baton.shell';
const pageKey = '/';
/** A page that has not come by then is taken from here; the server may be far away, or gone. */
const patience = 2000;
/** Parts of older builds are dropped when there are more. */
const partsAtMost = 400;
/** What the page asks for meanwhile is not to wait for more than these. */
const atOnce = 3;

/** Every address that is the client's own page. */
const isPage = ({ mode, method }, { pathname }) =>
  mode === 'navigate' &&
  method === 'GET' &&
  !/^\/(api|files|pictures|collab|socket\.io|assets|unsubscribe|dev)\//.test(pathname);
/** Their names change with what they hold. */
const isPart = ({ method }, { pathname }) => method === 'GET' && pathname.startsWith('/assets/');

async function keepPage(answer) {
  if (!answer.ok || !(answer.headers.get('content-type') ?? '').startsWith('text/html')) return;
  // Not every page of this server is the client's.
  if ((await answer.clone().text()).includes('<div id="root">')) await (await caches.open(kept)).put(pageKey, answer);
}

async function page(request) {
  const fresh = fetch(request).then((answer) => {
    void keepPage(answer.clone()).catch(() => {});
    return answer;
  });
  const here = await caches.match(pageKey, { cacheName: kept });
  if (!here) return fresh;
  const late = new Promise((resolve) => setTimeout(() => resolve(here), patience));
  // A proxy whose server is gone answers, too.
  const orHere = fresh.then(
    (answer) => (answer.status < 500 ? answer : here),
    () => here,
  );
  return Promise.race([orHere, late]);
}

async function part(request) {
  const cache = await caches.open(kept);
  const here = await cache.match(request.url);
  if (here) return here;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone()).catch(() => {});
  return answer;
}

/** The names of all parts of the build that is served now (client/packed.ts). */
async function allParts() {
  const answer = await fetch('/parts.json', { cache: 'no-cache' });
  return answer.ok ? answer.json() : [];
}

/** All parts, also those that nobody has opened yet: the network may be gone when somebody does. `more`: what a page has loaded. */
async function keepAll(more) {
  const cache = await caches.open(kept);
  if (!(await cache.match(pageKey))) await keepPage(await fetch(pageKey));
  const wanted = [...new Set([...more, ...(await allParts())])];
  const keepOn = async () => {
    for (let path = wanted.shift(); path; path = wanted.shift()) {
      if (await cache.match(path)) continue;
      const answer = await fetch(path);
      if (answer.ok) await cache.put(path, answer);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, keepOn));
  const parts = (await cache.keys()).filter(({ url }) => new URL(url).pathname !== pageKey);
  for (const old of parts.slice(0, Math.max(0, parts.length - partsAtMost))) await cache.delete(old);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (isPage(request, url)) event.respondWith(page(request));
  else if (isPart(request, url)) event.respondWith(part(request));
});
self.addEventListener('message', (event) => {
  const { keep } = event.data ?? {};
  if (Array.isArray(keep))
    event.waitUntil(
      keepAll(keep.filter((path) => typeof path === 'string' && path.startsWith('/assets/'))).catch(() => {}),
    );
});
