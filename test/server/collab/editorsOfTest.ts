import { afterEach } from '@jest/globals';
import { type Editor, openEditor } from './editors.ts';

let editors: Editor[] = [];
afterEach(() => {
  for (const editor of editors) editor.stop();
  editors = [];
});

/** An editor that ends with its test. */
export function open(...args: Parameters<typeof openEditor>): Editor {
  const editor = openEditor(...args);
  editors.push(editor);
  return editor;
}
