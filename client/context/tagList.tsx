import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { setTags } from '../tickets/change.ts';

export function TagList({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const [text, setText] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const add = (more: boolean) => {
    const tag = text?.trim();
    if (tag && !ticket.tags.includes(tag)) setTags(screen, ticket, [...ticket.tags, tag]);
    setText(more && tag ? '' : null);
  };
  return (
    <div className="flex flex-wrap items-center gap-1">
      {ticket.tags.map((tag) => (
        <span
          key={tag}
          className="group relative inline-flex h-5 max-w-full items-center rounded-chip bg-closed-tint px-1.5 text-[0.75rem] font-medium text-ink-2 max-md:h-8"
        >
          <span className="truncate">{tag}</span>
          {editable && (
            <button
              type="button"
              aria-label={t('property.removeTag', { tag })}
              onClick={() =>
                setTags(
                  screen,
                  ticket,
                  ticket.tags.filter((other) => other !== tag),
                )
              }
              className="absolute inset-y-0 right-0 flex w-5 items-center justify-center rounded-chip bg-closed-tint text-ink-3 opacity-0 hover:text-ink focus-visible:opacity-100 group-hover:opacity-100 max-md:static max-md:-mr-1.5 max-md:ml-1 max-md:w-8 max-md:opacity-100"
            >
              <X className="size-3" aria-hidden />
            </button>
          )}
        </span>
      ))}
      {text !== null && (
        <input
          ref={field}
          // biome-ignore lint/a11y/noAutofocus: it appears because it was asked for
          autoFocus
          aria-label={t('property.tagName')}
          maxLength={50}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={() => add(false)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter') add(true);
            if (event.key === 'Escape') setText(null);
          }}
          className="h-6 w-24 rounded-chip border border-focus bg-page px-1.5 text-[0.75rem] outline-none ring-2 ring-focus/30 max-md:h-11 max-md:text-large"
        />
      )}
      {editable && text === null && (
        <button
          type="button"
          aria-label={t('property.addTag')}
          title={t('property.addTag')}
          onClick={() => setText('')}
          className="flex size-5 items-center justify-center rounded-chip text-ink-3 hover:bg-hover hover:text-ink max-md:size-11"
        >
          <Plus className="size-3.5" aria-hidden />
        </button>
      )}
      {!editable && ticket.tags.length === 0 && <span className="text-ink-3">{t('property.none')}</span>}
    </div>
  );
}
