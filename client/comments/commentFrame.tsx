import { type Editor, EditorContent } from '@tiptap/react';
import { AtSign } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { focusEnd } from '../composer/focusEnd.ts';
import { TallerEdge, useTextHeight } from '../composer/tallerEdge.tsx';
import { Toolbar } from '../composer/toolbar.tsx';
import { isComposing } from '../keyboard/actions.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { MentionPicker } from './mentionPicker.tsx';
import type { Picker } from './usePicker.ts';

interface CommentFrameProps {
  ticket: TicketView;
  editor: Editor;
  picker: Picker;
  label: string;
  head: ReactNode;
  /** At the right of the tools. */
  actions: ReactNode;
  trouble: string | null;
  busy: boolean;
  onDone: () => void;
  /** Escape, when nothing else takes it. */
  onLeave?: () => void;
  className: string;
}

/** The field in which a comment is written, new or changed: its colour says that no customer sees it. */
export function CommentFrame({
  ticket,
  editor,
  picker,
  label,
  head,
  actions,
  trouble,
  busy,
  onDone,
  onLeave,
  className,
}: CommentFrameProps) {
  const { t } = useTranslation('comments');
  const phone = usePhone();
  const tall = useTextHeight();
  const field = useRef<HTMLDivElement>(null);
  return (
    <section
      aria-label={label}
      data-writing="comment"
      onKeyDownCapture={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape' && event.target === editor.view.dom && !picker.isOpen()) {
          editor.commands.blur();
          onLeave?.();
        }
        if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
          event.preventDefault();
          event.stopPropagation();
          if (!event.repeat) onDone();
        }
      }}
      className={`relative flex flex-col border-comment-line bg-comment transition-shadow duration-[120ms] ${className}`}
    >
      {!phone && <TallerEdge at={tall} now={() => field.current?.clientHeight ?? 0} />}
      {head}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text means the text */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the text itself is reached by Tab */}
      <div
        ref={field}
        style={phone ? undefined : tall.style}
        className="max-h-[38vh] min-h-[80px] min-w-0 flex-1 cursor-text overflow-y-auto px-4 pt-4 pb-1 max-md:max-h-none max-md:text-large"
        onClick={(event) => event.target === event.currentTarget && focusEnd(editor)}
      >
        <div className={busy ? 'opacity-50' : ''}>
          <EditorContent editor={editor} className="h-full" />
        </div>
      </div>
      {trouble && (
        <p role="alert" className="mx-4 mb-2 text-[0.75rem] text-danger">
          {trouble}
        </p>
      )}
      <footer className="flex min-h-11 shrink-0 flex-wrap items-center justify-end gap-2 py-1 pr-2 pl-3 max-md:border-comment-line max-md:border-t">
        <div className="flex items-center">
          <Toolbar editor={editor} />
          <IconButton
            small
            icon={AtSign}
            label={t('mention')}
            className="text-mention!"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => editor.chain().focus().insertContent('@').run()}
          />
        </div>
        <span className="flex-1" />
        {actions}
      </footer>
      <MentionPicker picker={picker} ticket={ticket} text={editor.view.dom} />
    </section>
  );
}
