import { CircleCheck, CircleDot, CirclePause, Inbox, type LucideIcon, UserRound, Users } from 'lucide-react';
import type { ViewId } from '../../shared/views.ts';

export const viewIcons: Record<ViewId, LucideIcon> = {
  unassigned: Inbox,
  mine: UserRound,
  teamUnassigned: Users,
  open: CircleDot,
  waiting: CirclePause,
  closed: CircleCheck,
};
