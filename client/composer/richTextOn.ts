import { Collaboration } from '@tiptap/extension-collaboration';
import { Placeholder } from '@tiptap/extensions';
import type { Extensions } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import type { XmlFragment } from 'yjs';
import { ColourMark } from './colourMark.ts';
import './editor.css';

/** What replies and comments have in common: the same rich text, on a Yjs fragment that several may have open. */
export const richTextOn = (body: XmlFragment, placeholder: () => string): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    heading: false,
    horizontalRule: false,
    dropcursor: false,
    link: {
      openOnClick: false,
      defaultProtocol: 'https',
      HTMLAttributes: { rel: 'noopener noreferrer', target: null },
    },
  }),
  ColourMark,
  Placeholder.configure({ placeholder }),
  Collaboration.configure({ fragment: body }),
];

/** React renders the page around the editor, the editor itself what is in it. */
export const rendering = { injectCSS: false, immediatelyRender: true, shouldRerenderOnTransaction: false } as const;

export const textboxOf = (label: string) => ({
  class: 'baton-editor',
  role: 'textbox',
  'aria-multiline': 'true',
  'aria-label': label,
});
