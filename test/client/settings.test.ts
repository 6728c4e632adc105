import { expect, test } from '@jest/globals';
import { outsideAt } from '../../client/account/at.ts';
import { filterOf, isBackwards } from '../../client/settings/audit/filter.ts';
import { deviceOf } from '../../client/settings/device.ts';
import { edited, isWiderThanView, pruned } from '../../client/settings/members/standing.ts';
import { inFours } from '../../client/settings/security/secret.ts';
import { buildMember } from './build.ts';

const own = { level: 'own', unassigned: false } as const;
const teams = { level: 'teams', unassigned: true } as const;

test('what was not touched shows the member as he is now', () => {
  const before = buildMember({ role: 'agent' });
  const later = { ...before, role: 'admin', mainTeamId: 'team' } as const;
  expect(edited(later, { access: { edit: own } })).toMatchObject({
    role: 'admin',
    mainTeamId: 'team',
    access: { view: before.access.view, edit: own },
  });
});

test('only differences are sent', () => {
  const member = buildMember({ role: 'agent', teamIds: ['b', 'a'] });
  expect(pruned(member, { role: 'agent', teamIds: ['a', 'b'], access: { view: member.access.view } })).toEqual({});
  expect(pruned(member, { suspended: true, access: { delete: own } })).toEqual({
    suspended: true,
    access: { delete: own },
  });
});

test('changing further than seeing is pointed out', () => {
  expect(isWiderThanView({ view: own, edit: teams, delete: own }, 'edit')).toBe(true);
  expect(isWiderThanView({ view: own, edit: { ...own, unassigned: true }, delete: own }, 'edit')).toBe(true);
  expect(isWiderThanView({ view: teams, edit: own, delete: own }, 'edit')).toBe(false);
});

test('a day to filter by is within, to its end', () => {
  const { from, to } = filterOf({ actorId: '', action: '', from: '2026-03-01', to: '2026-03-01' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 60 * 60 * 1000);
  expect(isBackwards({ actorId: '', action: '', from: '2026-03-02', to: '2026-03-01' })).toBe(true);
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0', 'Edge', 'Linux'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1', 'Safari', 'iPhone'],
  ['curl/8.5.0', null, null],
])('a session names its device: %s', (agent, browser, system) => {
  expect(deviceOf(agent)).toEqual({ browser, system });
});

test('a key is shown in groups of four', () => {
  expect(inFours('ABCDEFGHIJ')).toBe('ABCD EFGH IJ');
});

test('links of mails open without a sign-in; nothing else does', () => {
  expect(outsideAt('/join/abc')).toEqual({ page: 'join', token: 'abc' });
  expect(outsideAt('/forgot')).toEqual({ page: 'forgot' });
  expect(outsideAt('/join/')).toBeNull();
  expect(outsideAt('/reset/abc/more')).toBeNull();
  expect(outsideAt('/desk/open')).toBeNull();
});
