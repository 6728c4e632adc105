const id = '01890000-0000-7000-8000-000000000000';
const token = 'x'.repeat(43);
const reach = { level: 'everything', unassigned: true };

/** Right inputs of the requests about accounts, people and settings. */
export const accountBodies = {
  'session.endOthers': {},
  'session.switch': { workspaceId: id },
  'workspace.listMine': {},
  'me.get': {},
  'me.update': { name: 'A name', language: 'en' },
  'password.forget': { email: 'who@people.test', language: 'en' },
  'password.reset': { token, password: 'long enough' },
  'password.change': { current: 'a password', password: 'long enough' },
  'totp.begin': {},
  'totp.confirm': { code: '123456' },
  'totp.disable': { password: 'a password', code: '123456' },
  'member.invite': {
    email: 'asked@people.test',
    name: 'Asked',
    role: 'agent',
    mainTeamId: id,
    teamIds: [id],
    access: { view: reach, edit: reach, delete: reach },
    language: 'en',
  },
  'invitation.list': {},
  'invitation.resend': { invitationId: id },
  'invitation.revoke': { invitationId: id },
  'invitation.get': { token },
  'invitation.accept': { token, name: 'New', password: 'long enough', code: '123456', language: 'en' },
  'token.create': { name: 'A program', scopes: ['read'], expiresAt: '2126-01-01T00:00:00.000Z' },
  'token.list': { everybody: true },
  'token.revoke': { tokenId: id },
  'audit.list': { filter: { actorId: id, action: 'session.created' }, cursor: null, limit: 10 },
  'audit.export': { filter: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' } },
};
