import { yCursorPlugin } from '@tiptap/y-tiptap';
import type { WebsocketProvider } from 'y-websocket';
import type { State } from '../../shared/state.ts';

type Awareness = WebsocketProvider['awareness'];

/** The server says in each state whose it is; what clients say of themselves is not asked. */
export const memberIn = (state: unknown): string | null => {
  const { memberId } = (state ?? {}) as { memberId?: unknown };
  return typeof memberId === 'string' ? memberId : null;
};

/** Colleagues' carets and selections, each with its name in its colour. */
export function caretPlugin(awareness: Awareness, shown: () => State | null) {
  const personOf = (client: number) => {
    const id = memberIn(awareness.getStates().get(client));
    const member = id === null ? undefined : shown()?.members[id];
    return { name: member?.name ?? '', color: (member?.color ?? 0) % 5 };
  };
  return yCursorPlugin(awareness, {
    cursorBuilder(_user, client) {
      const { name, color } = personOf(client);
      const caret = document.createElement('span');
      caret.className = 'other-caret';
      caret.style.setProperty('--of', `var(--person-${color})`);
      caret.style.setProperty('--line-of', `var(--person-line-${color})`);
      const flag = document.createElement('span');
      flag.textContent = name;
      caret.append('\u2060', flag, '\u2060');
      return caret;
    },
    selectionBuilder(_user, client) {
      const { color } = personOf(client);
      return { style: `background: color-mix(in srgb, var(--person-line-${color}) 25%, transparent)` };
    },
  });
}
