import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';

/** A button that puts something into the clipboard, and says so. */
export function CopyButton({ text, words }: { text: string; words: string }) {
  const { t } = useTranslation('settings');
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(true));
  const Icon = copied ? Check : Copy;
  return (
    <Button size="small" onClick={() => void copy().catch(() => {})}>
      <Icon className="size-4" aria-hidden />
      <span aria-live="polite">{copied ? t('copied') : words}</span>
    </Button>
  );
}

/** Something to be read off or copied: a key, an address, a token. */
export function Copyable({ label, shown, text, words }: { label: string; shown: string; text: string; words: string }) {
  return (
    <div>
      <p className="mb-1.5 text-[0.75rem]/4 font-medium">{label}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 rounded-control bg-inset px-2.5 py-1.5 font-mono text-[0.8125rem]/5 break-all select-all">
          {shown}
        </code>
        <CopyButton text={text} words={words} />
      </div>
    </div>
  );
}
