import {
  anotherDevice,
  atADesk,
  browser,
  cable,
  closers,
  colleague,
  notACharacterIsLostWhen,
  onDevice,
  openTicket,
  patience,
  saved,
  shows,
  toEnd,
  writer,
  writerAsMember,
} from './desk.ts';

atADesk();

// D4, R10 (en)
notACharacterIsLostWhen([
  {
    name: 'his own rights are changed, so that his screen begins anew',
    async act({ page }) {
      const { id, teamIds } = await writerAsMember();
      const team = (await writer.call('team.list', {})).items.find((one) => !teamIds.includes(one.id));
      try {
        await colleague.call('member.setAccess', { memberId: id, teamIds: team ? [...teamIds, team.id] : [] });
        await shows(page, 'before');
      } finally {
        await colleague.call('member.setAccess', { memberId: id, teamIds });
      }
    },
  },
  {
    name: 'he leaves in the middle of a word, and comes back',
    async act(one) {
      const { page } = one;
      await one.type('in the mid');
      await page.getByRole('link', { name: /^Waiting/ }).click();
      await page.locator('[data-ticket]').first().click();
      await page.goBack();
      await page.goBack();
      await shows(page, 'in the mid');
    },
  },
  {
    name: 'he goes to the settings and back',
    async act({ page }) {
      await page.goto(`${cable.url}/settings`);
      await page.goBack();
      await shows(page, 'before');
    },
  },
  {
    name: 'the window shrinks to a phone and grows again',
    async act({ page }) {
      try {
        await page.setViewportSize({ width: 390, height: 800 });
        await page.getByText('before').first().waitFor();
      } finally {
        await page.setViewportSize({ width: 1440, height: 900 });
      }
      await shows(page, 'before');
    },
  },
  {
    name: 'he changes the language',
    async act({ page }) {
      try {
        await page.getByRole('button', { name: /Your account/ }).click();
        await page.getByRole('menuitemradio', { name: '繁體中文' }).click();
        await page.getByText('已儲存').first().waitFor();
      } finally {
        await page.evaluate(() => localStorage.setItem('baton.language', 'en'));
        await page.reload();
      }
      await shows(page, 'before');
    },
  },
  {
    name: 'the clock of his device is set back a day',
    async act(one) {
      const page = await anotherDevice(one);
      await shows(page, 'before');
      await page.clock.setSystemTime(Date.now() - 86_400_000);
      await toEnd(page);
      await page.keyboard.type('yesterday ');
      one.typed += 'yesterday ';
      await saved(page);
      await page.reload();
      await shows(page, 'yesterday');
    },
  },
  {
    name: 'his device has no room left, and then no line',
    async act(one) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
      closers.push(() => context.close());
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: cable.url, quotaSize: 1 });
      await openTicket(page, one.ticketId);
      await shows(page, 'before');
      await toEnd(page);
      await page.keyboard.type('no room ');
      await saved(page);
      try {
        cable.cut();
        await page.keyboard.type('and no line ');
        await page.getByText('Not stored').waitFor(patience);
      } finally {
        cable.mend();
      }
      await saved(page);
      one.typed += 'no room and no line ';
      await shows(one.page, 'and no line ');
    },
  },
  {
    name: 'the draft is thrown away and brought back',
    async act(one) {
      const { docId, gen } = await writer.call('draft.open', { ticketId: one.ticketId, kind: 'reply' });
      await writer.call('draft.discard', { docId, gen });
      await one.page.waitForFunction(() => document.querySelector('.baton-editor')?.textContent === '');
      await writer.call('draft.restore', { docId });
      await shows(one.page, 'before');
    },
  },
  {
    name: 'it is sent, and taken back',
    async act(one) {
      await one.page.keyboard.press('Control+Enter');
      await one.page.getByRole('button', { name: 'Undo' }).first().click();
      await shows(one.page, 'before');
    },
  },
  {
    name: 'his send is refused because a colleague was quicker',
    async act(one) {
      const { ticketId, page } = one;
      await colleague.call('message.send', { ticketId, messageId: `q-${ticketId}`, html: '<p>Quicker</p>' });
      await page.keyboard.press('Control+Enter');
      await page.getByText('Not sent yet.').waitFor();
      await page.getByRole('button', { name: 'Keep editing' }).click();
    },
  },
  {
    name: 'two tabs write',
    together: true,
    async act(one) {
      const other = await one.page.context().newPage();
      try {
        await openTicket(other, one.ticketId);
        await shows(other, 'before');
        await toEnd(other);
        await Promise.all([other.keyboard.type('from the other tab '), one.type('from this tab ')]);
        one.typed += 'from the other tab ';
      } finally {
        await other.close();
        await one.page.bringToFront();
      }
    },
  },
  {
    name: 'two devices write',
    together: true,
    async act(one) {
      const other = await anotherDevice(one);
      await shows(other, 'before');
      await toEnd(other);
      await Promise.all([other.keyboard.type('from the train '), one.type('from the desk ')]);
      one.typed += 'from the train ';
    },
  },
  {
    name: 'two devices write, both without a line',
    together: true,
    async act(one) {
      const other = await anotherDevice(one);
      await shows(other, 'before');
      await toEnd(other);
      try {
        cable.cut();
        await Promise.all([other.keyboard.type('in the air '), one.type('at sea ')]);
        one.typed += 'in the air ';
        await Promise.all([onDevice(other), onDevice(one.page)]);
      } finally {
        cable.mend();
      }
      await Promise.all([saved(other), saved(one.page)]);
    },
  },
]);
