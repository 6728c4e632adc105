import { createTransport } from 'nodemailer';
import {
  atADesk,
  colleague,
  notACharacterIsLostWhen,
  openTicket,
  patience,
  product,
  shows,
  toEnd,
  writer,
  writerAsMember,
} from './desk.ts';

const statuses = async () => (await writer.call('pipeline.list', {})).items[0]?.statuses ?? [];

/** A customer writes by mail; answers the Message-ID. */
async function mail(text: string, subject: string, answers?: string): Promise<string> {
  const transport = createTransport({ host: '127.0.0.1', port: product.smtpPort, ignoreTLS: true });
  const thread = answers ? { inReplyTo: answers, references: answers } : {};
  const from = 'Nora Lind <nora.lind@teahouse.example>';
  const sent = await transport.sendMail({ from, to: 'support@baton.test', subject, text, ...thread });
  transport.close();
  return sent.messageId;
}

atADesk();

// D4 (en)
notACharacterIsLostWhen([
  {
    name: 'a colleague sets the status',
    async act({ ticketId }) {
      await colleague.call('ticket.setStatus', { ticketId, statusId: (await statuses())[1]?.id ?? '' });
    },
  },
  {
    name: 'a status asks for what it requires, from his menu and with his send',
    async act({ page, ticketId, type }) {
      const [pipeline] = (await colleague.call('pipeline.list', {})).items;
      const last = pipeline?.statuses.at(-1);
      if (!pipeline || !last) throw new Error('The demo has a pipeline');
      const asking = (requiredProperties: string[]) =>
        colleague.call('pipeline.save', {
          pipelineId: pipeline.id,
          name: pipeline.name,
          statuses: pipeline.statuses.map(({ id, name, state }) => ({
            id,
            name,
            state,
            requiredProperties: id === last.id ? requiredProperties : [],
          })),
        });
      await asking(['description']);
      try {
        // The key is pressed outside the text; he begins to answer, and writes on all the same.
        await page.locator('.baton-editor').press('Escape');
        await page.keyboard.press('e');
        const question = page.getByRole('dialog', { name: /“Closed” needs/ });
        await question.getByLabel('Description').fill('Not yet');
        await toEnd(page);
        await type('asked ');
        await question.getByRole('button', { name: 'Cancel' }).click();
        await question.waitFor({ state: 'detached', ...patience });
        await page.getByRole('button', { name: 'Send and set the status' }).click();
        await page.getByRole('menuitem', { name: 'Closed' }).click();
        const prompt = page.getByRole('form', { name: /“Closed” needs/ });
        await prompt.getByLabel('Description').waitFor(patience);
        await toEnd(page);
        await type('again ');
        await page.keyboard.press('Control+Enter');
        await prompt.getByText('Fill this in.').waitFor(patience);
        await prompt.getByRole('button', { name: 'Cancel' }).click();
        await prompt.waitFor({ state: 'detached', ...patience });
        const { ticket } = await colleague.call('ticket.get', { ticketId });
        if (ticket.statusId === last.id) throw new Error('Nothing was set');
      } finally {
        await asking([]);
      }
    },
  },
  {
    name: 'a colleague takes the ticket',
    async act({ ticketId }) {
      const me = (await colleague.call('me.get', {})).id;
      await colleague.call('ticket.assign', { ticketId, ownerId: me });
    },
  },
  {
    name: 'a colleague gives the ticket to another team',
    async act({ ticketId }) {
      const teams = (await colleague.call('team.list', {})).items;
      const { teamId } = (await colleague.call('ticket.get', { ticketId })).ticket;
      const other = teams.find(({ id }) => id !== teamId)?.id ?? '';
      await colleague.call('ticket.assign', { ticketId, teamId: other });
    },
  },
  {
    name: 'a colleague replies',
    async act({ ticketId, page }) {
      await colleague.call('message.send', {
        ticketId,
        messageId: `r-${ticketId}`,
        html: '<p>A colleague was here</p>',
      });
      await page.getByText('A colleague was here').first().waitFor();
    },
  },
  {
    name: 'a colleague comments',
    async act({ ticketId, page }) {
      await colleague.call('comment.add', {
        ticketId,
        commentId: `c-${ticketId}`,
        html: '<p>Among ourselves</p>',
        mentions: [],
      });
      await page.getByText('Among ourselves').first().waitFor();
    },
  },
  {
    name: 'the customer writes again',
    async act(one) {
      const first = await mail('The pot leaks.', 'A pot that leaks');
      const row = one.page.locator('[data-ticket]', { hasText: 'A pot that leaks' });
      await row.waitFor(patience);
      one.ticketId = (await row.getAttribute('data-ticket')) ?? '';
      one.typed = '';
      await openTicket(one.page, one.ticketId);
      await toEnd(one.page);
      await one.type('before ');
      await mail('It leaks at the spout.', 'Re: A pot that leaks', first);
      await one.page.getByText('It leaks at the spout.').last().waitFor(patience);
    },
  },
  {
    name: 'a colleague moves the ticket to another pipeline',
    async act(one) {
      const { ticketId, page } = one;
      const { pipelineId } = await colleague.call('pipeline.save', {
        name: 'Wholesale',
        statuses: [
          { name: 'Asked for', state: 'open' },
          { name: 'Settled', state: 'closed' },
        ],
      });
      await colleague.call('ticket.move', { ticketId, pipelineId });
      await page.getByRole('button', { name: 'Change status, now Asked for' }).first().waitFor(patience);
      await one.type('in the other pipeline ');
      await page.getByRole('button', { name: 'Send and set the status' }).click();
      await page.getByRole('menuitem', { name: 'Settled' }).waitFor();
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'a colleague closes the ticket',
    async act({ ticketId }) {
      await colleague.call('ticket.setStatus', { ticketId, statusId: (await statuses()).at(-1)?.id ?? '' });
    },
  },
  {
    name: 'a colleague throws the ticket away and brings it back',
    async act(one) {
      const { ticketId, page } = one;
      const lies = page.getByText('This ticket is in the trash');
      await colleague.call('ticket.trash', { ticketId });
      await lies.waitFor(patience);
      await one.type('in the trash ');
      await colleague.call('ticket.restore', { ticketId });
      await lies.waitFor({ state: 'detached', ...patience });
    },
  },
  {
    name: 'the ticket is taken from him and given back',
    async act({ ticketId, page }) {
      const me = await writerAsMember();
      await colleague.call('ticket.assign', { ticketId, ownerId: (await colleague.call('me.get', {})).id });
      try {
        await colleague.call('member.setAccess', {
          memberId: me.id,
          access: { view: { level: 'own', unassigned: false } },
        });
        await page.getByText('What you had written stays yours').waitFor(patience);
        await page.getByText('before').waitFor();
      } finally {
        await colleague.call('member.setAccess', { memberId: me.id, access: me.access });
      }
      await shows(page, 'before');
    },
  },
  {
    name: 'the ticket is renamed',
    async act({ ticketId, page }) {
      await colleague.call('ticket.update', { ticketId, name: 'Another name' });
      await page.getByText('Another name').first().waitFor();
    },
  },
]);
