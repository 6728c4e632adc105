import type { z } from 'zod';
import { accountCalls } from './contract/accounts.ts';
import { auditCalls } from './contract/audit.ts';
import { bulkCalls } from './contract/bulk.ts';
import type { CallKind } from './contract/call.ts';
import { commentCalls } from './contract/comments.ts';
import { contactCalls } from './contract/contacts.ts';
import { conversationCalls } from './contract/conversations.ts';
import { deskCalls } from './contract/desk.ts';
import { draftCalls } from './contract/drafts.ts';
import { invitationCalls } from './contract/invitations.ts';
import { keyboardCalls } from './contract/keyboard.ts';
import { mailboxCalls } from './contract/mailboxes.ts';
import { memberCalls } from './contract/members.ts';
import { notificationCalls } from './contract/notifications.ts';
import { propertyCalls } from './contract/properties.ts';
import { searchCalls } from './contract/search.ts';
import { senderCalls } from './contract/senders.ts';
import { sessionCalls } from './contract/session.ts';
import { settingsCalls } from './contract/settings.ts';
import { setupCalls } from './contract/setup.ts';
import { ticketCalls } from './contract/tickets.ts';
import { tokenCalls } from './contract/tokens.ts';
import { viewCalls } from './contract/views.ts';

/** Every request there is, by name: the same over HTTP (`POST /api/<name>`) and over the socket (`request`). */
export const contract = {
  ...sessionCalls,
  ...accountCalls,
  ...invitationCalls,
  ...tokenCalls,
  ...setupCalls,
  ...deskCalls,
  ...memberCalls,
  ...ticketCalls,
  ...viewCalls,
  ...bulkCalls,
  ...conversationCalls,
  ...senderCalls,
  ...searchCalls,
  ...contactCalls,
  ...draftCalls,
  ...commentCalls,
  ...notificationCalls,
  ...keyboardCalls,
  ...settingsCalls,
  ...propertyCalls,
  ...mailboxCalls,
  ...auditCalls,
};

export type Contract = typeof contract;
export type CallName = keyof Contract;
export type Input<N extends CallName> = z.infer<Contract[N]['input']>;
export type Output<N extends CallName> = z.infer<Contract[N]['output']>;

/** The names of the requests of one kind. */
export type NamesOf<K extends CallKind> = { [N in CallName]: Contract[N]['kind'] extends K ? N : never }[CallName];

export const isCallName = (name: unknown): name is CallName =>
  typeof name === 'string' && Object.hasOwn(contract, name);
