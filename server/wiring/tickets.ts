import type { Id } from '../../shared/ids.ts';
import { type Actor, createMemberRights } from '../auth/actor.ts';
import { bulkCommands, bulkQueries } from '../bulk/handlers.ts';
import { createBulkService } from '../bulk/service.ts';
import { createBulkStore } from '../bulk/store.ts';
import { createDkim } from '../channels/dkim.ts';
import { createOAuth } from '../channels/oauth.ts';
import { createServers } from '../channels/servers.ts';
import { createChannelService } from '../channels/service.ts';
import { createChannelStore } from '../channels/store.ts';
import { companyCommands, companyQueries } from '../companies/handlers.ts';
import { createCompanyService } from '../companies/service.ts';
import { createCompanyStore } from '../companies/store.ts';
import { contactCommands, contactQueries } from '../contacts/handlers.ts';
import { createContactReads } from '../contacts/reads.ts';
import { createContactService } from '../contacts/service.ts';
import { createContactStore } from '../contacts/store.ts';
import { markCommands } from '../marks/handlers.ts';
import { viewOf as markView } from '../marks/model.ts';
import { createMarkService } from '../marks/service.ts';
import { createMarkStore } from '../marks/store.ts';
import type { Merging } from '../merging/service.ts';
import { createDigestStore } from '../notifications/mail/store.ts';
import { createOutbound } from '../notifications/outbound.ts';
import { createPreferences } from '../notifications/preferences/choosing.ts';
import { createPreferenceStore } from '../notifications/preferences/store.ts';
import { createPushStore } from '../notifications/push/store.ts';
import { createNotificationService } from '../notifications/service.ts';
import { createNotificationStore } from '../notifications/store.ts';
import { createPropertyService } from '../properties/service.ts';
import { createPropertyStore } from '../properties/store.ts';
import type { SearchedTickets } from '../search/sources.ts';
import { createFiltered } from '../tickets/filtered.ts';
import { ticketCommands, ticketQueries } from '../tickets/handlers.ts';
import { createTicketReads } from '../tickets/reads.ts';
import { createTicketService } from '../tickets/service.ts';
import { createTicketStore } from '../tickets/store.ts';
import { viewQueries } from '../views/handlers.ts';
import { createCounters } from '../views/service.ts';
import { createCounterStore } from '../views/store.ts';
import type { Ground } from './ground.ts';
import type { People } from './people.ts';

/** What is asked of the team: tickets, whose they are, how many, and who is told of them. */
export function createTickets(
  { connection, auth, config, secrets, dns, clock }: Ground,
  { members }: People,
  late: { draftIds(actor: Actor): Promise<Id[]>; merging(): Merging },
) {
  const channelStore = createChannelStore(connection);
  const oauth = createOAuth(clock);
  const channels = createChannelService({
    store: channelStore,
    servers: createServers(secrets.key('mail-server'), oauth),
    dkim: createDkim(secrets.key('dkim'), dns),
    clock,
  });
  const memberRights = createMemberRights(auth);
  const counters = createCounters(createCounterStore(connection), memberRights);
  const markStore = createMarkStore(connection);
  const marks = createMarkService({ store: markStore, counters, memberRights });
  const companyStore = createCompanyStore(connection);
  const companies = createCompanyService({ store: companyStore });
  const contactStore = createContactStore(connection);
  const contacts = createContactService({ store: contactStore, companies });
  const notificationStore = createNotificationStore(connection);
  const preferences = createPreferences(createPreferenceStore(connection));
  const pushes = createPushStore(connection);
  const digests = createDigestStore(connection);
  const notifications = createNotificationService({
    store: notificationStore,
    auth,
    teamsOf: members.teamsOf,
    preferences,
    followersOf: marks.followersOf,
    outbound: createOutbound({ preferences, pushes, digests, delayMs: config.digestMs, clock }),
    clock,
  });
  const properties = createPropertyService({ store: createPropertyStore(connection), clock });
  const ticketStore = createTicketStore(connection);
  const tickets = createTicketService({
    store: ticketStore,
    contacts,
    companies,
    counters,
    members,
    properties,
    marks,
    notices: notifications,
    clock,
  });

  const filtered = createFiltered({
    look: ticketStore.look,
    marks: markStore,
    draftIds: late.draftIds,
    ownProperties: (workspaceId) => properties.listOf(workspaceId),
    clock,
  });
  const reads = createTicketReads({
    store: ticketStore,
    contacts,
    companies,
    marks: { ...markStore, viewOf: markView },
    filtered,
  });
  const searched: SearchedTickets = {
    tickets: (workspaceId, ids) => ticketStore.findMany(workspaceId, ids),
    contacts: (workspaceId, ids) => contactStore.find(workspaceId, ids),
    companies: (workspaceId, ids) => companyStore.find(workspaceId, ids),
    pages: { tickets: ticketStore.pageByNumber, contacts: contactStore.newest, companies: companyStore.list },
  };

  const bulk = createBulkService({
    store: createBulkStore(connection),
    tickets,
    members,
    memberRights,
    merging: late.merging,
    clock,
  });

  return {
    bulk,
    reads,
    contactStore,
    channelStore,
    searched,
    filtered,
    channels,
    oauth,
    counters,
    marks,
    contacts,
    companies,
    notifications,
    notificationStore,
    preferences,
    pushes,
    digests,
    properties,
    tickets,
    queries: {
      ...viewQueries(counters),
      ...ticketQueries(tickets, reads),
      ...bulkQueries(bulk),
      ...contactQueries(createContactReads({ store: contactStore, contacts, companies })),
      ...companyQueries(companies),
    },
    commands: {
      ...ticketCommands({ tickets, contacts, companies, members, properties }),
      ...bulkCommands(bulk, reads),
      ...markCommands(marks, tickets),
      ...contactCommands(contacts),
      ...companyCommands(companies),
    },
  };
}

export type Tickets = ReturnType<typeof createTickets>;
