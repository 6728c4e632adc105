import {
  Bell,
  Building2,
  History,
  Keyboard,
  KeyRound,
  type LucideIcon,
  Mail,
  MailX,
  MonitorSmartphone,
  ShieldCheck,
  SlidersHorizontal,
  UserRound,
  Users,
  UsersRound,
  Workflow,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { AuditLog } from './audit/auditLog.tsx';
import { KeyboardSettings } from './keyboard/keyboard.tsx';
import { MailSettings } from './mail/mail.tsx';
import { Members } from './members/members.tsx';
import { Notifications } from './notifications/notifications.tsx';
import { Pipelines } from './pipelines/pipelines.tsx';
import { Profile } from './profile.tsx';
import { Properties } from './properties/properties.tsx';
import type { SectionId } from './sectionId.ts';
import { Security } from './security/security.tsx';
import { Senders } from './senders/senders.tsx';
import { Sessions } from './sessions.tsx';
import { Teams } from './teams.tsx';
import { Tokens } from './tokens/tokens.tsx';
import { Workspace } from './workspace.tsx';

export interface Section {
  id: SectionId;
  icon: LucideIcon;
  /** Only admins may open it. */
  admin: boolean;
  page: ComponentType;
}

const own = (id: SectionId, icon: LucideIcon, page: ComponentType): Section => ({ id, icon, admin: false, page });
const forAdmins = (id: SectionId, icon: LucideIcon, page: ComponentType): Section => ({ id, icon, admin: true, page });

export const sections: readonly Section[] = [
  own('profile', UserRound, Profile),
  own('notifications', Bell, Notifications),
  own('keyboard', Keyboard, KeyboardSettings),
  own('security', ShieldCheck, Security),
  own('sessions', MonitorSmartphone, Sessions),
  own('tokens', KeyRound, Tokens),
  forAdmins('workspace', Building2, Workspace),
  forAdmins('members', UsersRound, Members),
  forAdmins('teams', Users, Teams),
  forAdmins('mail', Mail, MailSettings),
  forAdmins('pipelines', Workflow, Pipelines),
  forAdmins('properties', SlidersHorizontal, Properties),
  forAdmins('senders', MailX, Senders),
  forAdmins('audit', History, AuditLog),
];
