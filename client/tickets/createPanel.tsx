import '../contacts/words/load.ts';
import '../creating/words/load.ts';
import { SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { meIn } from '../../shared/state.ts';
import { useShown } from '../connection/screenContext.ts';
import { FormEditor } from '../creating/formEditor.tsx';
import { isComposing } from '../keyboard/actions.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { CreateTicket } from './createTicket.tsx';

/** A ticket made by hand, by the workspace's form; admins change that form where they see it. It slides in from the right. */
export default function CreatePanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('creating');
  const admin = useShown((state) => meIn(state).role === 'admin');
  const [editing, setEditing] = useState(false);
  const edits = editing && admin;
  const title = t(edits ? 'form.title' : 'title');
  return (
    <div
      role="dialog"
      aria-label={title}
      onKeyDown={(event) => {
        // What is being changed of the form is not lost by a key.
        if (event.key === 'Escape' && !edits && !isComposing(event.nativeEvent)) onClose();
      }}
      className="absolute inset-y-0 right-0 z-30 flex w-[480px] max-w-full animate-slide flex-col border-l border-line-strong bg-raised shadow-panel"
    >
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line pr-3 pl-6 max-md:pl-4">
        <h2 className="min-w-0 flex-1 truncate text-large font-semibold">{title}</h2>
        {admin && !edits && (
          <Button look="quiet" size="small" onClick={() => setEditing(true)}>
            <SlidersHorizontal className="size-4" aria-hidden />
            {t('edit')}
          </Button>
        )}
        <IconButton icon={X} label={t('close')} keys={['Esc']} side="bottom" onClick={onClose} />
      </header>
      {edits ? <FormEditor onDone={() => setEditing(false)} /> : <CreateTicket onClose={onClose} />}
    </div>
  );
}
