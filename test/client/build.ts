import { viewOf } from '../../server/notifications/preferences/model.ts';
import type { ContactView, HistoryEntry, MemberView, MessageView, TicketView } from '../../shared/entities.ts';
import { type State, stateOf } from '../../shared/state.ts';

/** Things as a screen knows them; every test names only what it is about. */

const start = Date.parse('2026-07-23T08:00:00.000Z');
let last = 0;
const nextId = () => {
  last += 1;
  return `01900000-0000-7000-8000-${String(last).padStart(12, '0')}`;
};

export const minute = (n: number): string => new Date(start + n * 60_000).toISOString();

export function buildMember(overrides: Partial<MemberView> = {}): MemberView {
  const everything = { level: 'everything', unassigned: true } as const;
  return {
    id: nextId(),
    name: 'Ada',
    email: 'ada@baton.test',
    role: 'agent',
    suspended: false,
    mainTeamId: null,
    teamIds: [],
    access: { view: everything, edit: everything, delete: everything },
    color: 0,
    version: 1,
    ...overrides,
  };
}

export function buildTicket(overrides: Partial<TicketView> = {}): TicketView {
  return {
    id: nextId(),
    number: last,
    name: 'The kettle stops at 60 °C',
    pipelineId: 'pipeline',
    statusId: 'new',
    phase: 'open',
    priority: 'normal',
    source: 'email',
    ownerId: null,
    teamId: null,
    contactIds: [],
    companyId: null,
    linkedIds: [],
    tags: [],
    lastMessage: null,
    createdAt: minute(0),
    activityAt: minute(0),
    closedAt: null,
    snooze: null,
    spamAt: null,
    trashedAt: null,
    lastInSeq: 0,
    audience: ['all', 'unassigned'],
    version: 1,
    ...overrides,
  };
}

export function buildContact(overrides: Partial<ContactView> = {}): ContactView {
  return {
    id: nextId(),
    name: 'Clara',
    email: null,
    emails: [],
    phone: null,
    companyId: null,
    language: null,
    notes: '',
    createdAt: minute(0),
    version: 1,
    ...overrides,
  };
}

export function buildMessage(overrides: Partial<MessageView> = {}): MessageView {
  const id = nextId();
  return {
    id,
    ticketId: 'ticket',
    direction: 'in',
    memberId: null,
    contactId: null,
    from: { name: 'Clara Jansen', address: 'clara@cafenoord.test' },
    to: [{ name: '', address: 'support@baton.test' }],
    cc: [],
    bcc: [],
    subject: '',
    text: '',
    quoted: '',
    html: null,
    hasHtml: false,
    remoteImages: 0,
    attachments: [],
    broken: false,
    automatic: false,
    at: minute(0),
    seq: last,
    delivery: null,
    version: 1,
    ...overrides,
  };
}

export function buildEntry(overrides: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: nextId(),
    ticketId: 'ticket',
    at: minute(0),
    actorId: null,
    property: 'status',
    from: null,
    to: null,
    ...overrides,
  };
}

export function buildState(tickets: readonly TicketView[] = [], me: MemberView = buildMember()): State {
  const empty = stateOf({
    epoch: 'epoch',
    seq: 0,
    meId: me.id,
    workspace: { id: nextId(), name: 'Kettle & Leaf', slug: 'kettle', version: 1 },
    members: [me],
    teams: [],
    pipelines: [],
    channels: [],
    properties: [],
    form: { fields: [], version: 0 },
    counters: [],
    drafts: [],
    invitations: [],
    notifications: [],
    views: [],
    bulks: [],
    preferences: viewOf(null),
  });
  return { ...empty, tickets: Object.fromEntries(tickets.map((ticket) => [ticket.id, ticket])) };
}
