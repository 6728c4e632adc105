import { createServers } from '../channels/servers.ts';
import { createChannelService } from '../channels/service.ts';
import { createChannelStore } from '../channels/store.ts';
import { contactQueries } from '../contacts/handlers.ts';
import { createContactService } from '../contacts/service.ts';
import { createContactStore } from '../contacts/store.ts';
import { notificationCommands, notificationQueries } from '../notifications/handlers.ts';
import { createNotificationReads } from '../notifications/reads.ts';
import { createNotificationService } from '../notifications/service.ts';
import { createNotificationStore } from '../notifications/store.ts';
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
export function createTickets({ connection, auth, secrets, clock }: Ground, { members }: People) {
  const channelStore = createChannelStore(connection);
  const channels = createChannelService({
    store: channelStore,
    servers: createServers(secrets.key('mail-server')),
    clock,
  });
  const counters = createCounters(createCounterStore(connection));
  const contacts = createContactService({ store: createContactStore(connection) });
  const notificationStore = createNotificationStore(connection);
  const notifications = createNotificationService({ store: notificationStore, auth, teamsOf: members.teamsOf, clock });
  const ticketStore = createTicketStore(connection);
  const tickets = createTicketService({ store: ticketStore, contacts, counters, notices: notifications, clock });
  const notificationReads = createNotificationReads({ store: notificationStore, tickets });

  return {
    channelStore,
    channels,
    counters,
    contacts,
    notifications,
    notificationReads,
    tickets,
    queries: {
      ...viewQueries(counters),
      ...ticketQueries(tickets, createTicketReads({ store: ticketStore, contacts })),
      ...contactQueries(contacts),
      ...notificationQueries(notificationReads),
    },
    commands: {
      ...ticketCommands({ tickets, contacts, members }),
      ...notificationCommands(notifications),
    },
  };
}

export type Tickets = ReturnType<typeof createTickets>;
