import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { Id } from '../../shared/ids.ts';
import type { ChannelService } from '../channels/service.ts';
import type { Tx } from '../events/batch.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { JobHandler } from '../jobs/worker.ts';
import type { Team } from '../members/model.ts';
import type { MemberService } from '../members/service.ts';
import type { TicketService } from '../tickets/service.ts';

/** So many tickets are moved in one transaction. design: one write path, bulk changes. */
const step = 100;

const Payload = z.object({ teamId: Id, moveTo: Id.nullable(), actorId: Id });

interface Parts {
  members: MemberService;
  tickets: TicketService;
  channels: ChannelService;
}

/** A team goes at once for people; a job then moves what it has, a hundred tickets at a time, and can be stopped anywhere. */
export function createTeamDeletion({ members, channels }: Parts) {
  return {
    async begin(tx: Tx, actorId: Id, teamId: Id, moveTo: Id | null): Promise<Team> {
      if (moveTo === teamId) throw new AppError('invalid', 'Choose another team, or none.', { field: 'moveTo' });
      const team = await members.deleteTeam(tx, actorId, teamId);
      await members.mustBeTeams(tx, [moveTo]);
      await channels.handOver(tx, actorId, teamId, moveTo);
      tx.later({ kind: 'team.clear', payload: { teamId, moveTo, actorId } });
      return team;
    },
  };
}

export function clearTeamJob({ members, tickets, unitOfWork }: Parts & { unitOfWork: UnitOfWork }): JobHandler {
  /** Moves some; answers whether there may be more. The team they go to may have been deleted as well. */
  async function clear(tx: Tx, { teamId, moveTo, actorId }: z.infer<typeof Payload>): Promise<boolean> {
    const { mainTeamId: to } = await members.teamsStillThere(tx, { mainTeamId: moveTo, teamIds: [] });
    const some = await tickets.ofTeam(tx, teamId, step);
    for (const ticket of some) await tickets.update(tx, ticket, { teamId: to }, actorId);
    if (some.length < step) await members.forgetTeam(tx, teamId);
    return some.length === step;
  }

  return async (job) => {
    const payload = Payload.parse(job.payload);
    for (let more = true; more; ) more = await unitOfWork.run(job.workspaceId, null, (tx) => clear(tx, payload));
  };
}
