import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest } from '@jest/globals';
import type { Browser, CDPSession, Page, Worker } from 'playwright-core';
import { pathOf } from '../../server/notifications/model.ts';
import { chromiumPath, launchBrowser, signIn } from '../support/browser.ts';
import { type Client, createClient } from '../support/client.ts';
import { testWith } from '../support/needs.ts';
import { type Product, startProduct } from '../support/product.ts';
import { until } from '../support/until.ts';

jest.setTimeout(180_000);

let product: Product;
let browser: Browser;
let mei: Client;

async function client(name: string): Promise<Client> {
  const nobody = createClient(product.url, '');
  const answer = await nobody.call('session.create', { email: `${name}@baton.test`, password: 'baton-demo' });
  if (!('token' in answer)) throw new Error('The demo has one workspace');
  return createClient(product.url, answer.token);
}

/** How often a page has asked its reader for leave to notify. */
const asked = (page: Page) => page.evaluate(() => Number(sessionStorage.getItem('asked') ?? 0));
const countAsking = () => {
  const ask = Notification.requestPermission.bind(Notification);
  Notification.requestPermission = () => {
    sessionStorage.setItem('asked', String(Number(sessionStorage.getItem('asked') ?? 0) + 1));
    return ask();
  };
};

/** What the browser shows of Baton, outside its pages. */
const shownBy = (worker: Worker) =>
  worker.evaluate(async () => {
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration };
    return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
  });

/**
 * Has the worker say when it has shown something. Looking again and again instead would take it away: whoever asks for
 * what is shown has the browser drop what it has noted and not yet shown.
 */
async function watchShowing(worker: Worker): Promise<() => Promise<void>> {
  await worker.evaluate(() => {
    const scope = self as unknown as { registration: ServiceWorkerRegistration; shown: Promise<void> };
    const { registration } = scope;
    const show = registration.showNotification.bind(registration);
    scope.shown = new Promise((resolve) => {
      registration.showNotification = (...given) => show(...given).then(resolve);
    });
  });
  return () => worker.evaluate(() => (self as unknown as { shown: Promise<void> }).shown);
}

/** Asks for push at the place for it. The push service itself cannot be reached from here, and the page says so. */
async function turnOn(page: Page): Promise<void> {
  await page.goto(`${product.url}/settings/notifications`);
  await page.getByRole('button', { name: 'Turn on' }).click();
}

beforeAll(async () => {
  if (!chromiumPath) return;
  product = await startProduct();
  browser = await launchBrowser(chromiumPath);
  mei = await client('mei');
});
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

async function mentionAda(words: string): Promise<{ id: string; path: string; commentId: string }> {
  const ada = await client('ada');
  const { id: adaId } = await ada.call('me.get', {});
  const [ticket] = (await mei.call('ticket.list', { filter: { view: 'open' }, limit: 1 })).items;
  const commentId = randomUUID();
  const html = `<p><span data-mention="${adaId}"></span> ${words}</p>`;
  await mei.call('comment.add', { ticketId: ticket?.id ?? '', commentId, html, mentions: [adaId] });
  const { items } = await ada.call('notification.list', { lane: 'mentions' });
  const told = items.find((one) => one.commentId === commentId);
  if (!told) throw new Error('She has been told');
  return { id: told.id, path: pathOf(told as unknown as Parameters<typeof pathOf>[0]), commentId };
}

const isSubscribed = async (): Promise<boolean> => {
  const registration = await navigator.serviceWorker.getRegistration();
  return Boolean(await registration?.pushManager.getSubscription());
};

testWith('chromium', 'a page asks for leave to notify when its reader asks for push, and never before', async () => {
  const { page } = await signIn(browser, product.url, 'ada');
  try {
    await page.addInitScript(countAsking);
    await page.reload();
    // A toast is for what happens while the page listens.
    await page.locator('[data-line=live]').waitFor();
    await page.locator('[data-ticket]').first().click();
    await mentionAda('look at this');
    await page.locator('[data-toast=mention]').waitFor();
    await page.goto(`${product.url}/settings/notifications`);
    await page.getByRole('button', { name: 'Turn on' }).waitFor();
    expect(await asked(page)).toBe(0);
    expect(await page.evaluate(isSubscribed)).toBe(false);
    await page.getByRole('button', { name: 'Turn on' }).click();
    await until('it has asked once', async () => (await asked(page)) === 1);
  } finally {
    await page.context().close();
  }
});

async function registrationAt(cdp: CDPSession, origin: string): Promise<string> {
  let found = '';
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    found = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))?.registrationId ?? found;
  });
  await cdp.send('ServiceWorker.enable');
  await until('the worker is registered', () => found !== '');
  return found;
}

const pagesKnownTo = (worker: Worker) =>
  worker.evaluate(async () => {
    const { clients } = self as unknown as { clients: { matchAll(of: object): Promise<unknown[]> } };
    return (await clients.matchAll({ type: 'window', includeUncontrolled: true })).length;
  });

/** Nobody can click what is outside the pages; the worker hears the same event from a script. */
const clickIn = (worker: Worker, tag: string) =>
  worker.evaluate(async (wanted) => {
    const scope = self as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, init: object) => Event;
      dispatchEvent(event: Event): boolean;
    };
    const [notification] = await scope.registration.getNotifications({ tag: wanted });
    if (!notification) throw new Error('It is not shown');
    scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }));
  }, tag);

// M6 (en)
testWith(
  'chromium',
  'what is pushed is shown while no page is looked at, and a click on it opens that comment',
  async () => {
    const { page } = await signIn(browser, product.url, 'ada', { permissions: ['notifications'] });
    const context = page.context();
    try {
      await turnOn(page);
      // The desk may have brought it along before anybody asked.
      const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
      await page.getByText('could not be reached by push').waitFor();
      const { id, path, commentId } = await mentionAda('the lids have come');
      const cdp = await context.newCDPSession(page);
      const registrationId = await registrationAt(cdp, product.url);
      const data = JSON.stringify({ id, title: 'Mei mentioned you', body: 'the lids have come', path, lang: 'en' });
      // She looks at something else.
      await page.goto('about:blank');
      await until('no page of Baton is open', async () => (await pagesKnownTo(worker)) === 0);
      const shown = await watchShowing(worker);
      await cdp.send('ServiceWorker.deliverPushMessage', { origin: product.url, registrationId, data });
      // Whoever came back to Baton before the worker looked round would be told there and nowhere else.
      await shown();
      await page.goto(`${product.url}/desk/open`);
      await page.locator('[data-ticket]').first().waitFor({ timeout: 60_000 });
      expect(await shownBy(worker)).toEqual([{ title: 'Mei mentioned you', body: 'the lids have come', tag: id }]);
      // The page has just begun: it cannot listen yet. Without any page the worker would open one, which no script may ask for.
      await page.reload({ waitUntil: 'commit' });
      await until('the page has begun', async () => (await pagesKnownTo(worker)) > 0);
      await clickIn(worker, id);
      await page.locator(`[data-comment="${commentId}"]`).waitFor({ timeout: 60_000 });
      await until('it is lit up for the reader', () =>
        page.locator(`[data-comment="${commentId}"]`).evaluate((card) => card === document.activeElement),
      );
      expect(await shownBy(worker)).toEqual([]);
    } finally {
      await context.close();
    }
  },
);
