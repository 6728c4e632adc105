import { hashPassword } from '../auth/passwords.ts';
import type { AuthStore } from '../auth/store.ts';
import type { ChannelService } from '../channels/service.ts';
import type { ConversationService } from '../conversations/service.ts';
import type { EventStore } from '../events/store.ts';
import type { UnitOfWork } from '../events/unitOfWork.ts';
import type { Blobs } from '../files/blobs.ts';
import type { MemberService } from '../members/service.ts';
import type { TicketService } from '../tickets/service.ts';
import type { WorkspaceService } from '../workspaces/service.ts';
import { demoTickets } from './content/all.ts';
import type { Who } from './content/shape.ts';
import { keepEnclosed } from './enclosed.ts';
import { demoPassword, demoPeople } from './people.ts';
import { seedTickets } from './tickets.ts';

const name = 'Kettle & Leaf';
const slug = 'kettle-leaf';
const supportAddress = 'support@baton.test';

interface Parts {
  auth: AuthStore;
  events: EventStore;
  unitOfWork: UnitOfWork;
  workspaces: WorkspaceService;
  members: MemberService;
  channels: ChannelService;
  tickets: TicketService;
  conversations: ConversationService;
  blobs: Blobs;
}

/**
 * The demo workspace, in an empty store only. All of it is one transaction: a start that is killed in the middle leaves
 * an empty workspace, and the next start fills it.
 */
export async function seedDemo(parts: Parts): Promise<{ workspace: string; email: string; password: string }> {
  const existing = await parts.auth.allWorkspaces();
  const workspaceId = existing[0]?._id ?? (await parts.workspaces.create(name, slug));
  const position = await parts.events.position(workspaceId);
  if (position?.seq === 0) await fill(parts, workspaceId);
  return { workspace: name, email: demoPeople[0]?.email ?? '', password: demoPassword };
}

async function fill(parts: Parts, workspaceId: string): Promise<void> {
  const { unitOfWork, members, channels, tickets, conversations, blobs } = parts;
  const kept = await keepEnclosed(demoTickets, blobs);
  const hashes = await Promise.all(demoPeople.map(() => hashPassword(demoPassword)));
  await unitOfWork.run(workspaceId, null, async (tx) => {
    const teamIds = {
      Support: (await members.addTeam(tx, 'Support'))._id,
      Billing: (await members.addTeam(tx, 'Billing'))._id,
    };
    const pipeline = await tickets.addFirstPipeline(tx);
    const memberIds = { ada: '', ben: '', mei: '', kai: '', rio: '' } satisfies Record<Who, string>;
    for (const [index, { team, who, ...person }] of demoPeople.entries()) {
      const mainTeamId = team && teamIds[team];
      const member = await members.add(tx, { ...person, mainTeamId, passwordHash: hashes[index] ?? '' });
      memberIds[who] = member.userId;
    }
    const channel = await channels.create(tx, { name, address: supportAddress, teamId: teamIds.Support });
    await seedTickets(tx, { tickets, conversations, channel, pipeline, teamIds, memberIds, kept });
  });
}
