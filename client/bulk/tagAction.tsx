import { Popover } from '@base-ui/react/popover';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkChange } from '../../shared/bulk.ts';
import { Button } from '../ui/button.tsx';
import { fieldLook } from '../ui/field.tsx';
import { actionLook, wordLook } from './actionLook.ts';

interface TagActionProps {
  icon: ReactNode;
  disabled: boolean;
  onChange: (change: BulkChange) => void;
}

/** A tag for all that are picked, or one less. */
export function TagAction({ icon, disabled, onChange }: TagActionProps) {
  const { t } = useTranslation('bulk');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const tag = typed.trim();
  const finish = (change: BulkChange) => {
    if (!tag) return;
    setOpen(false);
    setTyped('');
    onChange(change);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish({ addTag: tag });
  };
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        render={
          <button type="button" aria-label={t('tag')} title={t('tag')} disabled={disabled} className={actionLook}>
            {icon}
            <span className={wordLook}>{t('tag')}</span>
          </button>
        }
      />
      <Popover.Portal>
        <Popover.Positioner side="top" sideOffset={6} collisionPadding={8} className="z-40">
          <Popover.Popup className="rounded-card border border-line-strong bg-raised p-2 shadow-pop outline-none">
            <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
              <input
                aria-label={t('tagName')}
                maxLength={50}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                className={`${fieldLook} w-44`}
              />
              <Button look="primary" type="submit" disabled={!tag}>
                {t('add')}
              </Button>
              <Button disabled={!tag} onClick={() => finish({ removeTag: tag })}>
                {t('remove')}
              </Button>
            </form>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
