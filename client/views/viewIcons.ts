import {
  CircleCheck,
  CircleDot,
  CirclePause,
  Inbox,
  type LucideIcon,
  PencilLine,
  UserRound,
  Users,
} from 'lucide-react';
import type { DeskView } from './deskViews.ts';

export const viewIcons: Record<DeskView, LucideIcon> = {
  unassigned: Inbox,
  mine: UserRound,
  teamUnassigned: Users,
  drafts: PencilLine,
  open: CircleDot,
  waiting: CirclePause,
  closed: CircleCheck,
};
