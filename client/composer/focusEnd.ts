import type { Editor } from '@tiptap/react';

/** Puts the caret at the end, at once: the editor's own command waits for a frame, and keys typed until then would act on the page. */
export function focusEnd(editor: Editor): void {
  editor.view.dom.focus({ preventScroll: true });
  editor.commands.focus('end');
}
