import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { setName } from '../tickets/change.ts';
import { valueButton } from './propertyRow.tsx';

export function TicketName({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const [text, setText] = useState<string | null>(null);
  const given = useRef(false);
  const finish = (keep: boolean) => {
    if (keep && text !== null && !given.current) setName(screen, ticket, text);
    given.current = true;
    setText(null);
  };
  if (text === null) {
    return (
      <button
        type="button"
        disabled={!editable}
        title={ticket.name}
        aria-label={`${t('property.rename')}: ${ticket.name}`}
        onClick={() => {
          given.current = false;
          setText(ticket.name);
        }}
        className={valueButton}
      >
        <span className="line-clamp-2 break-words">{ticket.name}</span>
      </button>
    );
  }
  return (
    <textarea
      ref={(field) => field?.focus()}
      aria-label={t('property.name')}
      rows={2}
      maxLength={300}
      value={text}
      onChange={(event) => setText(event.target.value.replace(/\n/g, ' '))}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          event.preventDefault();
          finish(true);
        }
        if (event.key === 'Escape') finish(false);
      }}
      className="-mx-1.5 -my-1 w-[calc(100%+12px)] resize-none rounded-control border border-focus bg-page px-1.5 py-0.5 outline-none ring-2 ring-focus/30"
    />
  );
}
