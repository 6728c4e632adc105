import type { Scope } from '../../shared/access.ts';
import type { Id } from '../../shared/ids.ts';
import type { Comment } from '../comments/model.ts';
import type { Company } from '../companies/model.ts';
import type { Contact } from '../contacts/model.ts';
import type { Message } from '../conversations/model.ts';
import type { Ticket } from '../tickets/model.ts';

/** Where the things are that are found. Each is asked anew before it is indexed, and before it is shown. */
export interface SearchedTickets {
  tickets(workspaceId: Id, ids: Id[]): Promise<Ticket[]>;
  contacts(workspaceId: Id, ids: Id[]): Promise<Contact[]>;
  companies(workspaceId: Id, ids: Id[]): Promise<Company[]>;
  /** All there are, some at a time. */
  pages: {
    /** With lower numbers than `before`, the highest first. */
    tickets(workspaceId: Id, before: number | null, limit: number): Promise<Ticket[]>;
    contacts(query: { workspaceId: Id; scopes: Scope[]; limit: number }, before: Id | null): Promise<Contact[]>;
    companies(workspaceId: Id, scopes: Scope[], before: Id | null, limit: number): Promise<Company[]>;
  };
}

export interface SearchedTalk {
  messages(workspaceId: Id, ids: string[]): Promise<Message[]>;
  comments(workspaceId: Id, ids: string[]): Promise<Comment[]>;
  pages: {
    messages(workspaceId: Id, ticketId: Id, before: number | null, limit: number): Promise<Message[]>;
    comments(workspaceId: Id, ticketId: Id, before: number | null, limit: number): Promise<Comment[]>;
  };
}

export type Sources = Omit<SearchedTickets & SearchedTalk, 'pages'> & {
  pages: SearchedTickets['pages'] & SearchedTalk['pages'];
};
