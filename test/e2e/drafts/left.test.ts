import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { signIn } from '../../support/browser.ts';
import { killable } from '../../support/killable.ts';
import { testWith } from '../../support/needs.ts';
import { until } from '../../support/until.ts';
import {
  atADesk,
  browser,
  cable,
  closers,
  colleague,
  freshTicket,
  here,
  holdsAll,
  onDevice,
  openTicket,
  patience,
  saved,
  shows,
  signInHere,
  stored,
  toEnd,
  writer,
  writerAsMember,
  writing,
} from './desk.ts';

atADesk();

// D4 (en)
testWith('chromium', 'words in a killed browser get to the server by themselves', async (chromiumAt) => {
  const profile = await mkdtemp(join(tmpdir(), 'baton-profile-'));
  closers.push(() => rm(profile, { recursive: true, force: true }));
  const ticketId = freshTicket();
  const first = await killable(chromiumAt, profile);
  const one = writing(first.context.pages()[0] ?? (await first.context.newPage()), ticketId);
  try {
    await one.page.goto(cable.url);
    await signInHere(one.page);
    await openTicket(one.page, ticketId);
    await toEnd(one.page);
    await one.type('before ');
    await saved(one.page);
    cable.cut();
    await one.type('killed ');
    await onDevice(one.page);
  } finally {
    await first.kill();
    cable.mend();
  }
  const again = await killable(chromiumAt, profile);
  closers.unshift(again.kill);
  one.page = again.context.pages()[0] ?? (await again.context.newPage());
  await one.page.goto(cable.url);
  // A browser that is killed may have forgotten the sign-in; what was typed it may not.
  // It may show what it kept of the desk before it knows.
  await until('he is signed in', async () => {
    if (await one.page.locator('input[type=email]').count()) await signInHere(one.page);
    return (await one.page.locator('[data-line=live]').count()) > 0;
  });
  // Not even the ticket needs to be opened: what was left on the device goes to the server by itself.
  await until('it has come', async () => (await stored(ticketId)) === one.typed, 100_000).catch(() => {});
  await holdsAll(one, true);
});

/** Everything that pages of this origin keep on this device, as text. */
const keptHere = (page: Page) =>
  page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const asText = (_key: string, value: unknown) =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    const found = [JSON.stringify({ ...localStorage, ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await answerOf(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames)
        found.push(JSON.stringify(await answerOf(db.transaction(store).objectStore(store).getAll()), asText));
      db.close();
    }
    return found.join('\n');
  });

async function begun(words: string): Promise<{ page: Page; ticketId: string }> {
  const { page } = await signIn(browser, cable.url, 'ben', { permissions: ['clipboard-read', 'clipboard-write'] });
  closers.push(() => page.context().close());
  const ticketId = freshTicket();
  await openTicket(page, ticketId);
  await toEnd(page);
  await page.keyboard.insertText(words);
  await saved(page);
  await until('the device has the words', async () => (await keptHere(page)).includes(words));
  return { page, ticketId };
}

// D3 (en)
testWith('chromium', 'whoever signs out leaves no word of his drafts on the device', async () => {
  const { page } = await begun('nobody else shall read this');
  await page.getByRole('button', { name: /Your account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.locator('input[type=email]').waitFor(patience);
  await until('nothing is left', async () => !(await keptHere(page)).includes('nobody else'));
});

testWith('chromium', 'a sign-in that is ended from afar leaves no word that the server has', async () => {
  const { page } = await begun('left at the library');
  await writer.call('session.endOthers', {});
  await page.locator('input[type=email]').waitFor(patience);
  await until('nothing is left', async () => !(await keptHere(page)).includes('at the library'));
});

// D4 (en)
testWith('chromium', 'whose sign-in has run out while he wrote signs in where he is, and sends all of it', async () => {
  const { page } = await signIn(browser, cable.url, 'ben', {}, (fresh) => fresh.clock.install());
  closers.push(() => page.context().close());
  const ticketId = freshTicket();
  await openTicket(page, ticketId);
  await toEnd(page);
  await page.keyboard.type('It leaves ');
  await saved(page);
  try {
    cable.cut();
    await page.keyboard.type('on Monday');
    await onDevice(page);
    // The cookie is too old by then, and so is the token.
    await page.context().clearCookies();
    await page.clock.fastForward(24 * 3600_000);
  } finally {
    cable.mend();
  }
  await page.locator('input[type=email]').waitFor(patience);
  await signInHere(page);
  await shows(page, 'It leaves on Monday');
  expect(page.url()).toContain(ticketId);
  await toEnd(page);
  await page.keyboard.press('Control+Enter');
  await until('it is sent', async () => {
    const { items } = await writer.call('message.list', { ticketId, limit: 50 });
    return items.some(({ text }) => text.includes('It leaves on Monday'));
  });
});

// D2, D4 (en)
testWith('chromium', 'who loses the ticket reads and copies what he wrote, and cannot send it', async () => {
  const { page, ticketId } = await begun('what I found out so far');
  const { id: memberId, access } = await writerAsMember();
  const { docId, gen } = await writer.call('draft.open', { ticketId, kind: 'reply' });
  try {
    const none = { level: 'none', unassigned: false } as const;
    await colleague.call('member.setAccess', { memberId, access: { view: none } });
    await page.getByText('What you had written stays yours').waitFor(patience);
    await page.getByText('what I found out so far').waitFor();
    await page.getByRole('button', { name: 'Copy text' }).click();
    await until('it is on the clipboard', async () =>
      (await page.evaluate(() => navigator.clipboard.readText())).includes('what I found out so far'),
    );
    expect(await page.getByRole('button', { name: 'Send' }).count()).toBe(0);
    const sent = writer.call('draft.send', { docId, gen, messageId: `lost-${ticketId}`, seen: 1e9 });
    await expect(sent).rejects.toMatchObject({ refusal: { code: 'notFound' } });
    await page.getByRole('link', { name: /^Drafts/ }).click();
    await page.getByText('The ticket is no longer open to you').first().waitFor();
  } finally {
    await colleague.call('member.setAccess', { memberId, access });
  }
  await openTicket(page, ticketId);
  await shows(page, 'what I found out so far');
});

// D4 (en)
testWith(
  'chromium',
  'words typed without a line, for a ticket that is taken meanwhile, stay with who typed them',
  async () => {
    const words = 'typed in the mountains';
    const ticketId = freshTicket();
    const { id: memberId, access } = await writerAsMember();
    const one = writing(here, ticketId);
    await openTicket(here, ticketId);
    try {
      cable.cut();
      await toEnd(here);
      await one.type(words);
      await onDevice(here);
      const none = { level: 'none', unassigned: false } as const;
      await colleague.call('member.setAccess', { memberId, access: { view: none } });
      cable.mend();
      await here.getByText('What you had written stays yours').waitFor(patience);
      await here.getByText(words).waitFor();
      await here.goto(`${cable.url}/desk/drafts`);
      await here.getByText('Only on this device').click(patience);
      await here.getByText(words).waitFor();
    } finally {
      cable.mend();
      await colleague.call('member.setAccess', { memberId, access });
    }
    await openTicket(here, ticketId);
    await holdsAll(one, true);
  },
);
