import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomView } from '../../shared/contract/views.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { FieldError } from '../ui/field.tsx';
import { say } from '../ui/toast.tsx';

interface RemoveDialogProps {
  view: CustomView;
  onClose: () => void;
  /** It is about to be gone. */
  onLeave: () => void;
}

/** A view that is deleted is gone for all who have it: asks first. */
export function RemoveDialog({ view, onClose, onLeave }: RemoveDialogProps) {
  const { t } = useTranslation('views');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const [trouble, setTrouble] = useState<string | null>(null);
  const { id: viewId, name, sharing } = view;
  const remove = async () => {
    try {
      onLeave();
      await screen.ask('view.delete', { viewId });
      say(t('own.removed', { name }));
      onClose();
    } catch (error) {
      setTrouble(t('own.refused', { why: common(`refusal.${reasonOf(error)}`) }));
    }
  };
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <AlertDialog.Popup className="fixed top-[20vh] left-1/2 z-50 w-[400px] max-w-[calc(100vw-32px)] -translate-x-1/2 rounded-[12px] border border-line-strong bg-raised p-6 text-ink shadow-panel outline-none">
          <AlertDialog.Title className="font-semibold">
            {sharing === 'private' ? t('own.removeOwn', { name }) : t('own.removeSure', { name })}
          </AlertDialog.Title>
          {trouble && <FieldError>{trouble}</FieldError>}
          <div className="mt-5 flex justify-end gap-2">
            <Button look="quiet" onClick={onClose}>
              {t('own.cancel')}
            </Button>
            <Button look="primary" onClick={() => void remove()}>
              {t('own.remove').replace('…', '')}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
