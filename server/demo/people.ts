import type { Access, Role } from '../../shared/access.ts';
import { usualAccess } from '../members/model.ts';
import type { Who } from './content/shape.ts';

export const demoPassword = 'baton-demo';

interface DemoPerson {
  who: Who;
  email: string;
  name: string;
  role: Role;
  team: 'Support' | 'Billing' | null;
  access: Access;
}

const teams = { level: 'teams', unassigned: false } as const;

/** The five who sign in to the demo: an admin, three agents of two teams, a collaborator. */
export const demoPeople: DemoPerson[] = [
  { who: 'ada', email: 'ada@baton.test', name: 'Ada', role: 'admin', team: 'Support', access: usualAccess.admin },
  { who: 'ben', email: 'ben@baton.test', name: 'Ben', role: 'agent', team: 'Support', access: usualAccess.agent },
  { who: 'mei', email: 'mei@baton.test', name: 'Mei', role: 'agent', team: 'Support', access: usualAccess.agent },
  {
    who: 'kai',
    email: 'kai@baton.test',
    name: 'Kai',
    role: 'agent',
    team: 'Billing',
    access: { view: teams, edit: teams, delete: teams },
  },
  {
    who: 'rio',
    email: 'rio@baton.test',
    name: 'Rio',
    role: 'collaborator',
    team: null,
    access: usualAccess.collaborator,
  },
];
