import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import type { Audit } from '../audit/service.ts';
import type { Actor } from '../auth/actor.ts';
import { mustAdminister } from '../auth/policy.ts';
import type { Trips } from '../channels/email/trips/service.ts';
import { dkimViewOf } from '../channels/model.ts';
import type { ChannelService, MailTest } from '../channels/service.ts';
import type { Tx } from '../events/batch.ts';
import type { MemberService } from '../members/service.ts';
import type { AccountHandlers, CommandHandlers, QueryHandlers } from '../rpc/handler.ts';
import type { TicketService } from '../tickets/service.ts';
import type { WorkspaceService } from '../workspaces/service.ts';
import { createTeamDeletion } from './teamDeletion.ts';

interface Parts {
  workspaces: WorkspaceService;
  members: MemberService;
  tickets: TicketService;
  channels: ChannelService;
  audit: Audit;
}

type Commands =
  | 'workspace.update'
  | 'member.update'
  | 'team.update'
  | 'team.delete'
  | 'pipeline.save'
  | 'pipeline.delete'
  | 'channel.create'
  | 'channel.update'
  | 'channel.setServer'
  | 'channel.setDkim'
  | 'channel.remove';

/** What admins set. Each is a line of the audit log. */
export function settingsCommands(parts: Parts): CommandHandlers<Commands> {
  const { workspaces, members, tickets, channels, audit } = parts;
  const deletion = createTeamDeletion(parts);

  async function mustBeChannel(tx: Tx, id: Id): Promise<void> {
    if ((await channels.listOf(tx.workspaceId, tx.session)).some((channel) => channel.id === id)) return;
    throw new AppError('invalid', 'There is no such address.', { field: 'channelId' });
  }

  /** An address's team must be one, if there is any. */
  async function mustBeTeam(tx: Tx, actor: Actor, teamId: string | null | undefined): Promise<void> {
    mustAdminister(actor);
    await members.mustBeTeams(tx, [teamId]);
  }

  return {
    'workspace.update': async (tx, actor, { name }) => {
      mustAdminister(actor);
      const { version } = await workspaces.rename(tx, actor.id, name);
      await audit.note(tx, actor, 'workspace.renamed', { details: { name } });
      return { version };
    },
    'member.update': async (tx, actor, { memberId, name }) => {
      mustAdminister(actor);
      const { version } = await members.rename(tx, actor.id, memberId, name);
      await audit.note(tx, actor, 'member.renamed', { targetId: memberId, details: { name } });
      return { memberId, version };
    },
    'team.update': async (tx, actor, { teamId, ...change }) => {
      mustAdminister(actor);
      if (change.channelId) await mustBeChannel(tx, change.channelId);
      const { version, name } = await members.changeTeam(tx, actor.id, teamId, change);
      if (change.name !== undefined)
        await audit.note(tx, actor, 'team.renamed', { targetId: teamId, details: { name } });
      return { teamId, version };
    },
    'team.delete': async (tx, actor, { teamId, moveTo = null }) => {
      mustAdminister(actor);
      const { name } = await deletion.begin(tx, actor.id, teamId, moveTo);
      await audit.note(tx, actor, 'team.deleted', { targetId: teamId, details: { name } });
      return { teamId };
    },
    'pipeline.save': async (tx, actor, input) => {
      mustAdminister(actor);
      const { _id: pipelineId, version, name } = await tickets.savePipeline(tx, actor.id, input);
      const action = version === 1 ? 'pipeline.created' : 'pipeline.changed';
      await audit.note(tx, actor, action, { targetId: pipelineId, details: { name } });
      return { pipelineId, version };
    },
    'pipeline.delete': async (tx, actor, { pipelineId, moveTo }) => {
      mustAdminister(actor);
      const { name } = await tickets.deletePipeline(tx, actor.id, pipelineId, moveTo);
      await channels.pipelineLeft(tx, actor.id, pipelineId, moveTo);
      await audit.note(tx, actor, 'pipeline.deleted', { targetId: pipelineId, details: { name } });
      return { pipelineId };
    },
    'channel.create': async (tx, actor, { name, address, teamId = null, pipelineId = null, ownerId = null }) => {
      await mustBeTeam(tx, actor, teamId);
      if (pipelineId) await tickets.mustBePipeline(tx, pipelineId);
      if (ownerId) await members.mustBeAssignable(tx, ownerId);
      const { _id: channelId } = await channels.create(tx, { name, address, teamId, pipelineId, ownerId });
      await audit.note(tx, actor, 'channel.created', { targetId: channelId, details: { address } });
      return { channelId };
    },
    'channel.update': async (tx, actor, { channelId, ...fields }) => {
      await mustBeTeam(tx, actor, fields.teamId);
      if (fields.pipelineId) await tickets.mustBePipeline(tx, fields.pipelineId);
      if (fields.ownerId) await members.mustBeAssignable(tx, fields.ownerId);
      const { version, address } = await channels.update(tx, actor.id, channelId, fields);
      await audit.note(tx, actor, 'channel.changed', { targetId: channelId, details: { address } });
      return { channelId, version };
    },
    'channel.setServer': async (tx, actor, { channelId, server }) => {
      mustAdminister(actor);
      const { address } = await channels.setServer(tx, channelId, server);
      const details = { address, ...(server ? { server: `${server.host}:${server.port}` } : {}) };
      await audit.note(tx, actor, 'channel.changed', { targetId: channelId, details });
      return { channelId };
    },
    'channel.setDkim': async (tx, actor, { channelId, dkim: given }) => {
      mustAdminister(actor);
      const { address, dkim } = await channels.setDkim(tx, channelId, given);
      const signed = dkim?.on ? `${dkim.selector} at ${dkim.domain}` : '';
      await audit.note(tx, actor, 'channel.changed', { targetId: channelId, details: { address, dkim: signed } });
      return { channelId, dkim: dkim ? dkimViewOf(dkim) : null };
    },
    'channel.remove': async (tx, actor, { channelId }) => {
      mustAdminister(actor);
      const { address } = await channels.remove(tx, actor.id, channelId);
      await audit.note(tx, actor, 'channel.removed', { targetId: channelId, details: { address } });
      return { channelId };
    },
  };
}

/** A mail that tries the way out, and in again. */
export const settingsAccounts = ({
  channels,
  trips,
}: Pick<Parts, 'channels'> & { trips: Trips }): AccountHandlers<'channel.sendTestMail'> => ({
  'channel.sendTestMail': async (actor, { channelId, language = 'en' }) => {
    mustAdminister(actor);
    return trips.sendAs(await channels.addressOf(actor.workspaceId, channelId), language);
  },
});

export const settingsQueries = ({
  tickets,
  channels,
  mailTest,
  trips,
}: Pick<Parts, 'tickets' | 'channels'> & { mailTest: MailTest; trips: Trips }): QueryHandlers<
  | 'channel.test'
  | 'channel.awaitTestMail'
  | 'channel.settings'
  | 'channel.makeDkimKey'
  | 'channel.checkDkim'
  | 'pipeline.usage'
> => ({
  'channel.test': async (actor, { channelId, server }) => {
    mustAdminister(actor);
    return mailTest(await channels.serverOf(actor.workspaceId, channelId, server));
  },
  'channel.awaitTestMail': async (actor, { tripId }) => {
    mustAdminister(actor);
    return trips.look(tripId, null);
  },
  'channel.settings': async (actor, { channelId }) => {
    mustAdminister(actor);
    return channels.settingsOf(actor.workspaceId, channelId);
  },
  'channel.makeDkimKey': async (actor) => {
    mustAdminister(actor);
    return channels.makeDkimKey();
  },
  'channel.checkDkim': async (actor, { channelId }) => {
    mustAdminister(actor);
    return channels.checkDkim(actor.workspaceId, channelId);
  },
  'pipeline.usage': async (actor, { pipelineId }) => {
    mustAdminister(actor);
    return { statuses: await tickets.pipelineUsage(actor.workspaceId, pipelineId) };
  },
});
