import type { Audit } from '../../audit/service.ts';
import { mustAdminister } from '../../auth/policy.ts';
import type { CommandHandlers, QueryHandlers } from '../../rpc/handler.ts';
import type { MailboxService } from './service.ts';

export const mailboxQueries = (mailboxes: MailboxService): QueryHandlers<'mailbox.list' | 'mailbox.test'> => ({
  'mailbox.list': async (actor) => {
    mustAdminister(actor);
    return { items: await mailboxes.list(actor.workspaceId) };
  },
  'mailbox.test': async (actor, input) => {
    mustAdminister(actor);
    return mailboxes.test(actor.workspaceId, input);
  },
});

/** Each is a line of the audit log, as a change of the address. */
export const mailboxCommands = (
  mailboxes: MailboxService,
  audit: Audit,
): CommandHandlers<'mailbox.save' | 'mailbox.remove'> => ({
  'mailbox.save': async (tx, actor, input) => {
    mustAdminister(actor);
    const { address } = await mailboxes.save(tx, actor.id, input);
    const details = { address, mailbox: `${input.user} at ${input.host}` };
    await audit.note(tx, actor, 'channel.changed', { targetId: input.channelId, details });
    return { channelId: input.channelId };
  },
  'mailbox.remove': async (tx, actor, { channelId }) => {
    mustAdminister(actor);
    const { address } = await mailboxes.remove(tx, actor.id, channelId);
    await audit.note(tx, actor, 'channel.changed', { targetId: channelId, details: { address, mailbox: '' } });
    return { channelId };
  },
});
