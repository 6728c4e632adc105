import { Node } from '@tiptap/react';
import { Suggestion } from '@tiptap/suggestion';
import { isComposing } from '../keyboard/actions.ts';
import { typedMention } from './mentionMatch.ts';

/** What the picker has to know while somebody types a name. */
export interface Picking {
  query: string;
  /** Where the text is that is being typed. */
  rect: () => DOMRect | null;
  mention: (id: string) => void;
}

interface Options {
  nameOf: (id: string) => string;
  /** Calls back when names may have changed. */
  whenNamesChange: (changed: () => void) => () => void;
  picking: (now: Picking | null) => void;
  /** True: the picker has taken the key. */
  onKey: (event: KeyboardEvent) => boolean;
}

/** A mention in a text: an atom that holds an id and nothing else; the name is looked up where it is shown. */
export const MentionNode = Node.create<Options>({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ nameOf: (id) => id, whenNamesChange: () => () => {}, picking: () => {}, onKey: () => false }),
  addAttributes: () => ({
    id: { default: null, parseHTML: (element) => element.getAttribute('data-mention'), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: 'span[data-mention]' }],
  renderHTML({ node }) {
    return ['span', { 'data-mention': node.attrs.id }, `@${this.options.nameOf(node.attrs.id)}`];
  },
  renderText({ node }) {
    return `@${this.options.nameOf(node.attrs.id)}`;
  },
  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('span');
      dom.className = 'mention';
      dom.contentEditable = 'false';
      const show = () => {
        const name = `@${this.options.nameOf(node.attrs.id)}`;
        if (dom.textContent !== name) dom.textContent = name;
      };
      show();
      return { dom, destroy: this.options.whenNamesChange(show) };
    };
  },
  addProseMirrorPlugins() {
    const { picking, onKey } = this.options;
    return [
      Suggestion<never, string>({
        editor: this.editor,
        decorationClass: 'mention-query',
        items: () => [],
        findSuggestionMatch: ({ $position }) => {
          const before = $position.nodeBefore;
          const typed = before?.isText ? typedMention(before.text ?? '') : null;
          if (!typed) return null;
          const { length, query } = typed;
          return { range: { from: $position.pos - length, to: $position.pos }, query, text: `@${query}` };
        },
        allow: ({ state, range }) => !state.doc.resolve(range.from).parent.type.spec.code,
        command: ({ editor, range, props: id }) => {
          const content = [
            { type: 'mention', attrs: { id } },
            { type: 'text', text: ' ' },
          ];
          editor.chain().focus().insertContentAt(range, content).run();
        },
        render: () => ({
          onStart: ({ query, clientRect, command }) =>
            picking({ query, rect: () => clientRect?.() ?? null, mention: command }),
          onUpdate: ({ query, clientRect, command }) =>
            picking({ query, rect: () => clientRect?.() ?? null, mention: command }),
          onExit: () => picking(null),
          onKeyDown: ({ event }) => !isComposing(event) && onKey(event),
        }),
      }),
    ];
  },
});
