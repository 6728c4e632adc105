import { type Editor, useEditorState } from '@tiptap/react';
import { Baseline } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { colourNames, nearestColour, type TextColour } from '../../shared/textColours.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import './colours.css';

/** The colour of the chosen words, and of what is typed next; each by its name as well. */
export function ColourMenu({ editor }: { editor: Editor }) {
  const { t } = useTranslation('composer');
  const colour = useEditorState({
    editor,
    selector: ({ editor: now }) => nearestColour(String(now.getAttributes('textStyle').color ?? '')),
  });
  const choose = (next: TextColour | null) => editor.chain().focus().setColour(next).run();
  return (
    <Menu
      side="top"
      trigger={
        <IconButton
          small
          icon={Baseline}
          label={t('colour')}
          data-colour={colour ?? undefined}
          onMouseDown={(event) => event.preventDefault()}
        />
      }
    >
      <MenuItem checked={colour === null} onSelect={() => choose(null)}>
        {t('colours.none')}
      </MenuItem>
      {colourNames.map((name) => (
        <MenuItem key={name} checked={colour === name} onSelect={() => choose(name)}>
          <span data-colour={name} className="font-medium">
            {t(`colours.${name}`)}
          </span>
        </MenuItem>
      ))}
    </Menu>
  );
}
