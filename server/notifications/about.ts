import type { Id } from '../../shared/ids.ts';
import type { AuthStore } from '../auth/store.ts';
import type { ClientSession } from '../storage/connection.ts';
import type { Notification } from './model.ts';

/** Enough to recognise what was said. */
const snippetLength = 200;

/** What a notification is about, in words. */
export interface About {
  /** Who did it: a colleague's or a customer's name; null for nobody. */
  name: string | null;
  /** The customer's name, when it was a customer. */
  who: string | null;
  snippet: string;
}

export interface Said {
  comments(workspaceId: Id, ids: string[]): Promise<{ id: string; html: string }[]>;
  messages(
    workspaceId: Id,
    ids: string[],
  ): Promise<{ id: string; text: string; subject: string; from: { name: string; address: string } }[]>;
}

const oneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > snippetLength ? `${line.slice(0, snippetLength - 1)}…` : line;
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Reads the first words of what notifications point at. Who may read them is asked before. */
export function createAbout(deps: {
  said: Said;
  auth: Pick<AuthStore, 'membersOf'>;
  teamsOf: (workspaceId: Id, session?: ClientSession) => Promise<{ id: Id; name: string }[]>;
  textOf: (html: string) => string;
}) {
  const { said, auth, teamsOf, textOf } = deps;
  const idsOf = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))];

  return async (workspaceId: Id, items: Notification[]): Promise<Map<string, About>> => {
    if (items.length === 0) return new Map();
    const [members, teams, comments, messages] = await Promise.all([
      auth.membersOf(workspaceId),
      teamsOf(workspaceId),
      said.comments(workspaceId, idsOf(items.map(({ commentId }) => commentId))),
      said.messages(workspaceId, idsOf(items.map(({ messageId }) => messageId))),
    ]);
    const names = new Map([
      ...members.map(({ userId, name }) => [userId, name] as const),
      ...teams.map(({ id, name }) => [id, name] as const),
    ]);
    const named = (html: string) =>
      html.replace(
        /<span[^>]*data-mention="([^"]+)"[^>]*>.*?<\/span>/gi,
        (_whole, id) => `@${escapeHtml(names.get(id) ?? '')}`,
      );
    return new Map(
      items.map(({ _id, actorId, commentId, messageId }) => {
        const comment = comments.find(({ id }) => id === commentId);
        const message = messages.find(({ id }) => id === messageId);
        const who = message ? message.from.name || message.from.address || null : null;
        const text = comment ? textOf(named(comment.html)) : message ? message.text || message.subject : '';
        return [_id, { name: (actorId ? names.get(actorId) : null) ?? who, who, snippet: oneLine(text) }];
      }),
    );
  };
}

export type AboutThem = ReturnType<typeof createAbout>;
