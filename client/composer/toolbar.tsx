import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import {
  Bold,
  Code,
  Ellipsis,
  ImagePlus,
  Italic,
  List,
  ListOrdered,
  Paperclip,
  Quote,
  Redo2,
  SquareCode,
  Strikethrough,
  Underline,
  Undo2,
} from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { commandKey } from '../keyboard/actions.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { ColourMenu } from './colourMenu.tsx';
import { LinkButton } from './linkButton.tsx';
import type { Pictures } from './usePictures.ts';

const icon = { className: 'size-4', 'aria-hidden': true } as const;

interface ToolbarProps {
  editor: Editor;
  /** Absent where files cannot be attached. */
  onFiles?: (files: Iterable<File>) => void;
  /** Absent where no pictures can be in the text. */
  pictures?: Pictures;
}

export function Toolbar({ editor, onFiles, pictures }: ToolbarProps) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const picturePicker = useRef<HTMLInputElement>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      underline: now.isActive('underline'),
      list: now.isActive('bulletList'),
    }),
  });
  const ctrl = commandKey(navigator.platform);
  const run = () => editor.chain().focus();
  /** The text keeps its selection while a tool is pressed. */
  const keep = { onMouseDown: (event: React.MouseEvent) => event.preventDefault() };
  return (
    <div role="toolbar" aria-label={t('composer.more')} className="flex items-center gap-0.5 max-md:gap-0">
      <IconButton
        small
        icon={Bold}
        label={t('composer.bold')}
        keys={[ctrl, 'B']}
        on={on.bold}
        {...keep}
        onClick={() => run().toggleBold().run()}
      />
      <IconButton
        small
        icon={Italic}
        label={t('composer.italic')}
        keys={[ctrl, 'I']}
        on={on.italic}
        {...keep}
        onClick={() => run().toggleItalic().run()}
      />
      <IconButton
        small
        icon={Underline}
        label={t('composer.underline')}
        keys={[ctrl, 'U']}
        on={on.underline}
        {...keep}
        onClick={() => run().toggleUnderline().run()}
        className="max-md:hidden"
      />
      <IconButton
        small
        icon={List}
        label={t('composer.bulletList')}
        on={on.list}
        {...keep}
        onClick={() => run().toggleBulletList().run()}
      />
      <LinkButton editor={editor} />
      <ColourMenu editor={editor} />
      {onFiles && (
        <>
          <IconButton small icon={Paperclip} label={t('file.attach')} onClick={() => picker.current?.click()} />
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            tabIndex={-1}
            onChange={(event) => {
              onFiles([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </>
      )}
      {pictures && (
        <input
          ref={picturePicker}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp,image/avif,image/bmp"
          multiple
          hidden
          tabIndex={-1}
          onChange={(event) => {
            pictures.put(editor, [...(event.target.files ?? [])], editor.state.selection.from);
            event.target.value = '';
          }}
        />
      )}
      <Menu side="top" trigger={<IconButton small icon={Ellipsis} label={t('composer.more')} />}>
        {pictures && (
          <MenuItem icon={<ImagePlus {...icon} />} onSelect={() => picturePicker.current?.click()}>
            {t('composer.picture')}
          </MenuItem>
        )}
        <MenuItem
          icon={<ListOrdered {...icon} />}
          checked={editor.isActive('orderedList')}
          onSelect={() => run().toggleOrderedList().run()}
        >
          {t('composer.orderedList')}
        </MenuItem>
        <MenuItem
          icon={<Quote {...icon} />}
          checked={editor.isActive('blockquote')}
          onSelect={() => run().toggleBlockquote().run()}
        >
          {t('composer.quote')}
        </MenuItem>
        <MenuItem
          icon={<Code {...icon} />}
          checked={editor.isActive('code')}
          keys={[ctrl, 'E']}
          onSelect={() => run().toggleCode().run()}
        >
          {t('inlineCode', { ns: 'composer' })}
        </MenuItem>
        <MenuItem
          icon={<SquareCode {...icon} />}
          checked={editor.isActive('codeBlock')}
          onSelect={() => run().toggleCodeBlock().run()}
        >
          {t('codeBlock', { ns: 'composer' })}
        </MenuItem>
        <MenuItem
          icon={<Strikethrough {...icon} />}
          checked={editor.isActive('strike')}
          onSelect={() => run().toggleStrike().run()}
        >
          {t('composer.strike')}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Undo2 {...icon} />} keys={[ctrl, 'Z']} onSelect={() => run().undo().run()}>
          {t('composer.undo')}
        </MenuItem>
        <MenuItem icon={<Redo2 {...icon} />} keys={[ctrl, 'Shift', 'Z']} onSelect={() => run().redo().run()}>
          {t('composer.redo')}
        </MenuItem>
      </Menu>
    </div>
  );
}
