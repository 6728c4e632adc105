import {
  anotherDevice,
  atADesk,
  backAfterSigningIn,
  cable,
  notACharacterIsLostWhen,
  onDevice,
  openTicket,
  patience,
  product,
  saved,
  shows,
  toEnd,
  writer,
} from './desk.ts';

atADesk();

// D1, D2, D4 (en)
notACharacterIsLostWhen([
  {
    name: 'the page is loaded anew in the middle of a word',
    async act(one) {
      await one.type('in the mid');
      await one.page.reload();
      await shows(one.page, 'in the mid');
    },
  },
  {
    name: 'the tab is closed in the middle of a word',
    async act(one) {
      const next = await one.page.context().newPage();
      await one.page.bringToFront();
      await one.type('in the mid');
      await one.page.close();
      one.page = next;
      await openTicket(next, one.ticketId);
      await shows(next, 'in the mid');
    },
  },
  {
    name: 'the server is killed, and he goes on typing',
    async act(one) {
      await product.kill();
      try {
        await one.type('while it is dead ');
        await onDevice(one.page);
      } finally {
        await product.start();
      }
      await saved(one.page);
    },
  },
  {
    name: 'the network is gone, and the browser says so',
    async act(one) {
      try {
        await one.page.context().setOffline(true);
        await one.type('in the cellar ');
        await onDevice(one.page);
      } finally {
        await one.page.context().setOffline(false);
      }
      await saved(one.page);
    },
  },
  {
    name: 'every connection breaks, and the tab is closed before it is mended',
    async act(one) {
      try {
        cable.cut();
        await one.type('without a line ');
        await onDevice(one.page);
      } finally {
        const next = await one.page.context().newPage();
        await one.page.close();
        one.page = next;
        cable.mend();
      }
      await openTicket(one.page, one.ticketId);
      await shows(one.page, 'without a line');
      await saved(one.page);
    },
  },
  {
    name: 'nothing comes through for a minute, and no connection breaks',
    async act(one) {
      const page = await anotherDevice(one);
      await page.clock.install();
      await page.reload();
      await shows(page, 'before');
      await toEnd(page);
      try {
        cable.stall();
        await page.keyboard.type('in a tunnel ');
        one.typed += 'in a tunnel ';
        await onDevice(page);
        await page.clock.fastForward(60_000);
        await page.keyboard.type('still there ');
        one.typed += 'still there ';
      } finally {
        cable.mend();
      }
      await saved(page);
      await shows(one.page, 'still there');
    },
  },
  {
    name: 'he has left the ticket when the line comes back after a minute',
    async act(one) {
      const page = await anotherDevice(one);
      await page.clock.install();
      await page.reload();
      await shows(page, 'before');
      await toEnd(page);
      try {
        cable.cut();
        await page.keyboard.type('left in a tunnel ');
        one.typed += 'left in a tunnel ';
        await onDevice(page);
        await page.getByRole('link', { name: /^Drafts/ }).click();
        await page.locator('.baton-editor').waitFor({ state: 'detached' });
        await page.clock.fastForward(60_000);
      } finally {
        cable.mend();
      }
      await shows(one.page, 'left in a tunnel');
    },
  },
  {
    name: 'his session ends elsewhere',
    async act(one) {
      await one.type('and on ');
      await writer.call('session.endOthers', {});
      await backAfterSigningIn(one);
    },
  },
  {
    name: 'he signs out and in again',
    async act(one) {
      await one.page.getByRole('button', { name: /Your account/ }).click();
      await one.page.getByRole('menuitem', { name: 'Sign out' }).click();
      await backAfterSigningIn(one);
    },
  },
  {
    name: 'he signs out without a line, and keeps what only this device has',
    async act(one) {
      try {
        cable.cut();
        await one.type('not yet there ');
        await onDevice(one.page);
        await one.page.getByRole('button', { name: /Your account/ }).click();
        await one.page.getByRole('menuitem', { name: 'Sign out' }).click();
        await one.page.getByRole('button', { name: 'Keep it and sign out' }).click();
        await one.page.locator('input[type=email]').waitFor(patience);
      } finally {
        cable.mend();
      }
      await backAfterSigningIn(one);
      await shows(one.page, 'not yet there');
    },
  },
]);
