import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { setName } from '../tickets/change.ts';

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
  const look = 'text-title font-semibold tracking-[-0.01em]';
  if (text === null) {
    return (
      <h2 className={`flex ${look}`} title={ticket.name}>
        {editable ? (
          <button
            type="button"
            aria-label={`${t('property.rename')}: ${ticket.name}`}
            onClick={() => {
              given.current = false;
              setText(ticket.name);
            }}
            className="-mx-1.5 min-w-0 cursor-text truncate rounded-control px-1.5 text-left hover:bg-hover max-md:line-clamp-2 max-md:whitespace-normal max-md:leading-5"
          >
            {ticket.name}
          </button>
        ) : (
          <span className="truncate max-md:line-clamp-2 max-md:whitespace-normal max-md:leading-5">{ticket.name}</span>
        )}
      </h2>
    );
  }
  return (
    <input
      ref={(field) => field?.focus()}
      aria-label={t('property.name')}
      maxLength={300}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => finish(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish(true);
        if (event.key === 'Escape') finish(false);
      }}
      className={`-mx-1.5 block h-6 w-[calc(100%+12px)] rounded-control bg-page px-1.5 outline-2 outline-focus ${look}`}
    />
  );
}
