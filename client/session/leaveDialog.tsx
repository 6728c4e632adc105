import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslation } from 'react-i18next';
import { useStore } from '../connection/store.ts';
import { Button } from '../ui/button.tsx';
import { leaveNow, leaving } from './leave.ts';

/** Before somebody signs out with words that only this device has. */
export default function LeaveDialog() {
  const { t } = useTranslation();
  const what = useStore(leaving, (value) => value);
  const title = [
    what && what.drafts > 0 && t('leave.draftsHere', { count: what.drafts }),
    what && what.waiting > 0 && t('leave.waitHere', { count: what.waiting }),
  ].filter((words) => words);
  return (
    <AlertDialog.Root open={what !== null} onOpenChange={(open) => !open && leaving.set(() => null)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-40 animate-arrive bg-scrim" />
        <AlertDialog.Popup className="fixed top-[20vh] left-1/2 z-50 w-[500px] max-w-[calc(100vw-24px)] -translate-x-1/2 rounded-palette border border-line-strong bg-raised p-6 shadow-panel outline-none">
          <AlertDialog.Title className="text-large font-semibold">
            {title.map((words) => (
              <span key={words || ''} className="block">
                {words}
              </span>
            ))}
          </AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-ink-2">{t('leave.body')}</AlertDialog.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <AlertDialog.Close render={<Button look="quiet">{t('leave.stay')}</Button>} />
            <Button className="text-danger!" onClick={() => void leaveNow(false)}>
              {t('leave.discard')}
            </Button>
            <Button look="primary" onClick={() => void leaveNow(true)}>
              {t('leave.keep')}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
