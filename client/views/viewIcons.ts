import {
  AlarmClock,
  AtSign,
  CircleCheck,
  CircleDot,
  CirclePause,
  Eye,
  Inbox,
  type LucideIcon,
  PencilLine,
  ShieldAlert,
  Trash2,
  UserRound,
  Users,
} from 'lucide-react';
import type { DeskView } from './deskViews.ts';

export const viewIcons: Record<DeskView, LucideIcon> = {
  unassigned: Inbox,
  mine: UserRound,
  teamUnassigned: Users,
  mentions: AtSign,
  drafts: PencilLine,
  following: Eye,
  open: CircleDot,
  waiting: CirclePause,
  snoozed: AlarmClock,
  closed: CircleCheck,
  spam: ShieldAlert,
  trash: Trash2,
};
