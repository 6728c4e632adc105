import { Toast } from '@base-ui/react/toast';
import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Notices for what has no place of its own on the page. */
export const notices = Toast.createToastManager();

export const say = (title: string) => notices.add({ title, type: 'done' });
export const warn = (title: string) => notices.add({ title, type: 'trouble', timeout: 8000 });

function Notices() {
  const { t } = useTranslation();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="flex w-full items-start gap-2 rounded-card border border-line-strong bg-raised px-3 py-2.5 text-ink shadow-pop transition-opacity duration-[120ms] data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      {toast.type === 'trouble' ? (
        <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      ) : (
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-open" aria-hidden />
      )}
      <Toast.Title className="flex-1" render={<p />} />
      <Toast.Close
        aria-label={t('refusal.dismiss')}
        className="rounded-chip p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
      >
        <X className="size-4" aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}

export function NoticeArea({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={notices} timeout={4000} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-50 flex w-80 max-w-[calc(100vw-32px)] flex-col gap-2">
          <Notices />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
