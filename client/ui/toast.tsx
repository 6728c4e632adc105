import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { createStore, useStore } from '../connection/store.ts';

/** What a notice offers, by its word. */
interface Offer {
  word: string;
  does: () => void;
}

interface Notice {
  id: number;
  text: string;
  trouble: boolean;
  offer: Offer | undefined;
}

/** Trouble stays longer: it has to be read. So does what can be acted on. */
const stay = { done: 4_000, long: 9_000 };
const atMost = 3;

const notices = createStore<readonly Notice[]>([]);
let last = 0;

const dismiss = (id: number) => notices.set((all) => all.filter((notice) => notice.id !== id));

function show(text: string, trouble: boolean, offer?: Offer): void {
  last += 1;
  const id = last;
  notices.set((all) => [...all, { id, text, trouble, offer }].slice(-atMost));
  setTimeout(() => dismiss(id), trouble || offer ? stay.long : stay.done);
}

/** A notice for what has no place of its own on the page. */
export const say = (text: string, offer?: Offer): void => show(text, false, offer);
export const warn = (text: string): void => show(text, true);

/** Beside what is written, never over it: below the list, or at the top where there is one pane at a time. */
export function NoticeArea() {
  const { t } = useTranslation();
  const all = useStore(notices, (value) => value);
  return (
    <div
      role="status"
      className="pointer-events-none fixed bottom-16 left-[304px] z-50 flex w-80 max-w-[calc(100vw-32px)] flex-col gap-2 max-lg:left-[72px] max-md:top-[72px] max-md:bottom-auto max-md:left-4"
    >
      {all.map(({ id, text, trouble, offer }) => (
        <div
          key={id}
          className="pointer-events-auto flex animate-arrive items-start gap-2 rounded-card border border-line-strong bg-raised px-3 py-2.5 shadow-pop"
        >
          {trouble ? (
            <TriangleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
          ) : (
            <CircleCheck className="mt-0.5 size-4 shrink-0 text-open" aria-hidden />
          )}
          <p className="min-w-0 flex-1 break-words">{text}</p>
          {offer && (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                offer.does();
              }}
              className="-my-1 min-h-7 shrink-0 rounded-control px-2 font-medium text-accent-ink hover:bg-hover max-md:min-h-11"
            >
              {offer.word}
            </button>
          )}
          <button
            type="button"
            aria-label={t('refusal.dismiss')}
            onClick={() => dismiss(id)}
            className="rounded-chip p-0.5 text-ink-3 hover:bg-hover hover:text-ink"
          >
            <X className="size-4" aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
