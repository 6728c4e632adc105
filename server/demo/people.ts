import type { Access, Role } from '../../shared/access.ts';
import { usualAccess } from '../members/model.ts';

export const demoPassword = 'baton-demo';

interface DemoPerson {
  email: string;
  name: string;
  role: Role;
  team: 'Support' | 'Billing' | null;
  access: Access;
}

const teams = { level: 'teams', unassigned: false } as const;

/** The five who sign in to the demo: an admin, three agents of two teams, a collaborator. */
export const demoPeople: DemoPerson[] = [
  { email: 'ada@baton.test', name: 'Ada', role: 'admin', team: 'Support', access: usualAccess.admin },
  { email: 'ben@baton.test', name: 'Ben', role: 'agent', team: 'Support', access: usualAccess.agent },
  { email: 'mei@baton.test', name: 'Mei', role: 'agent', team: 'Support', access: usualAccess.agent },
  {
    email: 'kai@baton.test',
    name: 'Kai',
    role: 'agent',
    team: 'Billing',
    access: { view: teams, edit: teams, delete: teams },
  },
  { email: 'rio@baton.test', name: 'Rio', role: 'collaborator', team: null, access: usualAccess.collaborator },
];
