import { z } from 'zod';
import { StatusColor } from '../entities.ts';
import { Phase } from '../facets.ts';
import { Id } from '../ids.ts';
import { command, forAdmins, query } from './call.ts';

const Name = z.string().trim().min(1).max(100);
const Address = z.email().max(320);

const StatusInput = z.strictObject({
  /** Left out: a new status. */
  id: Id.optional(),
  name: Name,
  state: Phase,
  /** Null: the colour of its state. */
  color: StatusColor.nullable().optional(),
});

export const settingsCalls = {
  'workspace.update': forAdmins(
    command('Rename the workspace (admins).', z.strictObject({ name: Name }), z.object({ version: z.int() })),
  ),
  'member.update': forAdmins(
    command(
      'Change what a member is called (admins).',
      z.strictObject({ memberId: Id, name: z.string().trim().min(1).max(200) }),
      z.object({ memberId: Id, version: z.int() }),
    ),
  ),
  'team.update': forAdmins(
    command(
      'Rename a team (admins).',
      z.strictObject({ teamId: Id, name: Name }),
      z.object({ teamId: Id, version: z.int() }),
    ),
  ),
  'team.delete': forAdmins(
    command(
      'Delete a team (admins). Its members lose it at once; its tickets and addresses go to `moveTo`, or to no team, a hundred tickets at a time.',
      z.strictObject({ teamId: Id, moveTo: Id.nullable().optional() }),
      z.object({ teamId: Id }),
    ),
  ),
  'pipeline.save': forAdmins(
    command(
      'Make a pipeline, or change its name and its statuses, which stand in this order (admins). The first is where new tickets begin and must be open, one must be closed. A status with tickets can be renamed and moved, and neither be removed nor change its state.',
      z.strictObject({
        pipelineId: Id.optional(),
        name: Name,
        statuses: z.array(StatusInput).min(2).max(50),
        /** For so many days after closing an answer reopens the ticket; a later one begins a linked new one. Left out: as it is, 7 at first. */
        reopenDays: z.int().min(0).max(3650).optional(),
      }),
      z.object({ pipelineId: Id, version: z.int() }),
    ),
  ),
  'channel.create': forAdmins(
    command(
      'Connect an address that customers write to (admins). Each address belongs to one workspace.',
      z.strictObject({ name: Name, address: Address, teamId: Id.nullable().optional() }),
      z.object({ channelId: Id }),
    ),
  ),
  'channel.update': forAdmins(
    command(
      'Change an address, what it is called, or the team that its new tickets go to (admins).',
      z.strictObject({
        channelId: Id,
        name: Name.optional(),
        address: Address.optional(),
        teamId: Id.nullable().optional(),
      }),
      z.object({ channelId: Id, version: z.int() }),
    ),
  ),
  'channel.remove': forAdmins(
    command(
      'Take an address away (admins). Its tickets stay; mail to it is refused from now on.',
      z.strictObject({ channelId: Id }),
      z.object({ channelId: Id }),
    ),
  ),
  'channel.test': forAdmins(
    query(
      'Can mail leave? Connects and signs in to the server of SMTP_URL, and sends nothing (admins). `via`: `mailbox` keeps mail on this machine, `none` cannot send.',
      z.strictObject({}),
      z.object({ ok: z.boolean(), via: z.enum(['smtp', 'mailbox', 'none']), words: z.string().nullable() }),
    ),
  ),
};
