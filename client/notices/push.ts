import type { Screen } from '../connection/screen.ts';

/** Where the worker stands that hears what is pushed (client/public/push.js). */
const worker = '/push.js';
/** Set where the reader has asked to be told by push: after signing in again he need not ask anew. */
const wanted = 'baton.push';

export type PushState = 'unsupported' | 'blocked' | 'off' | 'on';

const isSupported = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

const bytesOf = (key: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(worker);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

export async function pushState(): Promise<PushState> {
  if (!isSupported()) return 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  return localStorage.getItem(wanted) && (await subscription()) ? 'on' : 'off';
}

const sameKey = (one: PushSubscription, key: Uint8Array): boolean => {
  const given = new Uint8Array(one.options.applicationServerKey ?? new ArrayBuffer(0));
  return given.length === key.length && given.every((byte, index) => byte === key[index]);
};

/** Subscribes with the installation's key of now, and tells the server where to push. */
async function subscribe(screen: Screen): Promise<void> {
  const registration = await navigator.serviceWorker.register(worker);
  await navigator.serviceWorker.ready;
  const { value } = await screen.ask('push.key', {});
  const key = bytesOf(value.publicKey);
  const before = await registration.pushManager.getSubscription();
  if (before && !sameKey(before, key)) await before.unsubscribe();
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  if (!endpoint || !keys?.p256dh || !keys.auth) throw new Error('The browser made half a subscription');
  await screen.ask('push.subscribe', { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } });
}

/** Asks the reader's leave first. Throws when the browser or the server says no. */
export async function turnOn(screen: Screen): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState();
  await subscribe(screen);
  localStorage.setItem(wanted, '1');
  return pushState();
}

export async function turnOff(screen: Screen): Promise<PushState> {
  localStorage.removeItem(wanted);
  const made = await subscription();
  if (made) {
    await screen.ask('push.unsubscribe', { endpoint: made.endpoint });
    await made.unsubscribe();
  }
  return pushState();
}

/** A subscription belongs to a sign-in: each new one names it again. */
export async function renewPush(screen: Screen): Promise<void> {
  if (isSupported() && localStorage.getItem(wanted) && Notification.permission === 'granted') await subscribe(screen);
}

/** Takes from the system's own list what has been seen. */
export async function closeTold(isSeen: (id: string) => boolean): Promise<void> {
  if (!isSupported() || !localStorage.getItem(wanted)) return;
  const registration = await navigator.serviceWorker.getRegistration(worker);
  for (const shown of (await registration?.getNotifications()) ?? []) if (isSeen(shown.tag)) shown.close();
}

/** A click on a pushed message, while a page of Baton is open; the worker is told that it was heard. Answers how to stop listening. */
export function hearPushed(go: (path: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => {};
  const hear = ({ data, ports }: MessageEvent) => {
    const { path } = (data ?? {}) as { path?: unknown };
    if (typeof path !== 'string' || !path.startsWith('/desk/')) return;
    ports[0]?.postMessage('gone');
    go(path);
  };
  navigator.serviceWorker.addEventListener('message', hear);
  return () => navigator.serviceWorker.removeEventListener('message', hear);
}
