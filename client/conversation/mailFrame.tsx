import { ImageOff } from 'lucide-react';
import { type SyntheticEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reasonOf } from '../connection/refused.ts';
import { warn } from '../ui/toast.tsx';

/** A mail may be this tall before it scrolls in itself; one that grows without end may not grow the page. */
const tallest = 6000;
/** Before a mail has been measured. */
const unmeasured = 40;
/** How tall mails came out, so that a conversation that is opened again stands at once as it stood. */
const heights = new Map<string, number>();
const heightsKept = 1000;

export const heightOf = (messageId: string): number => heights.get(messageId) ?? unmeasured;

function keepHeight(messageId: string, height: number): void {
  const [oldest] = heights.keys();
  if (heights.size >= heightsKept && oldest !== undefined) heights.delete(oldest);
  heights.set(messageId, height);
}

const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

/** Fits the mail's page into its card; set by script from outside, as nothing inside may run. */
function settle(page: Document): void {
  const { style } = page.documentElement;
  style.colorScheme = 'light';
  style.background = 'transparent';
  style.overflowY = 'hidden';
  for (const link of page.links) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
}

interface MailFrameProps {
  /** Remembers how tall it came out. */
  id: string;
  remoteImages: number;
  html: string;
  readWithImages(): Promise<string | null>;
  name: string;
}

/** A customer's HTML on its own white page, sandboxed without scripts; remote pictures stay off until asked for. */
export function MailFrame({ id, remoteImages, html, readWithImages, name }: MailFrameProps) {
  const { t } = useTranslation();
  const [withImages, setWithImages] = useState<string | null>(null);
  const [height, setHeight] = useState(() => heightOf(id));
  const observer = useRef<ResizeObserver | null>(null);
  useEffect(() => () => observer.current?.disconnect(), []);

  const loaded = (event: SyntheticEvent<HTMLIFrameElement>) => {
    const page = event.currentTarget.contentDocument;
    if (!page?.body) return;
    settle(page);
    observer.current?.disconnect();
    const measure = () => {
      const tall = Math.min(tallest, Math.ceil(page.documentElement.getBoundingClientRect().height)) || unmeasured;
      keepHeight(id, tall);
      setHeight(tall);
    };
    observer.current = new ResizeObserver(measure);
    observer.current.observe(page.documentElement);
    measure();
  };

  /** The addresses that came with the mail may have run out since. */
  const showImages = () =>
    readWithImages().then(setWithImages, (error: unknown) => warn(t(`refusal.${reasonOf(error)}`)));
  const src = withImages ?? html;
  return (
    <div>
      <div className="overflow-hidden rounded-control border border-[light-dark(var(--border),transparent)] bg-paper">
        <iframe
          key={src}
          title={t('conversation.mailFrame', { name })}
          src={src}
          sandbox={sandbox}
          referrerPolicy="no-referrer"
          onLoad={loaded}
          style={{ height }}
          className="block w-full [color-scheme:light]"
        />
      </div>
      {remoteImages > 0 && withImages === null && (
        <p className="mt-2 flex min-h-7 items-center gap-2 rounded-control bg-inset px-3 py-1 text-[0.75rem] text-ink-2">
          <ImageOff className="size-3.5 shrink-0" aria-hidden />
          <span className="flex-1">{t('conversation.remote', { count: remoteImages })}</span>
          <button
            type="button"
            onClick={() => void showImages()}
            className="text-accent-ink hover:underline max-md:min-h-11"
          >
            {t('conversation.showImages')}
          </button>
        </p>
      )}
    </div>
  );
}
