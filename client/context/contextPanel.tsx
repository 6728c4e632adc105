import '../contacts/words/load.ts';
import {
  Building2,
  ChevronLeft,
  History,
  Link2,
  type LucideIcon,
  MessagesSquare,
  PanelRightClose,
  PanelRightOpen,
  Paperclip,
  TicketCheck,
  User,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { useWide } from '../ui/media.ts';
import { isBoolean, useRemembered } from '../ui/remembered.ts';
import { AttachmentList } from './attachmentList.tsx';
import { HistoryList } from './historyList.tsx';
import { PastConversations } from './pastConversations.tsx';
import { RelatedTickets } from './relatedTickets.tsx';
import { Section } from './section.tsx';
import { TicketCompany } from './ticketCompany.tsx';
import { TicketContacts } from './ticketContacts.tsx';
import { TicketProperties } from './ticketProperties.tsx';

interface ContextPanelProps {
  ticket: TicketView;
  editable: boolean;
  phone: boolean;
  /** On a phone it is a page of its own. */
  shownOnPhone: boolean;
  onClose: () => void;
}

/** Beside the conversation: a column when there is room, otherwise over its edge; always the reader's choice. */
export function ContextPanel({ ticket, editable, phone, shownOnPhone, onClose }: ContextPanelProps) {
  const { t } = useTranslation();
  const wide = useWide();
  const [open, setOpen] = useRemembered('baton.context', true, isBoolean);
  const [over, setOver] = useState(false);
  const column = wide && open;
  const shown = phone ? shownOnPhone : column || over;
  const panel = useRef<HTMLElement>(null);
  const floating = over && !column && !phone;
  useEffect(() => {
    if (!floating) return;
    const leave = (event: PointerEvent) => {
      if (
        event.target instanceof Node &&
        !panel.current?.parentElement?.contains(event.target) &&
        !(event.target instanceof Element && event.target.closest('[role=menu]'))
      )
        setOver(false);
    };
    window.addEventListener('pointerdown', leave);
    return () => window.removeEventListener('pointerdown', leave);
  }, [floating]);

  const close = () => {
    if (phone) return onClose();
    setOver(false);
    if (wide) setOpen(false);
  };
  const show = () => (wide ? setOpen(true) : setOver(true));
  if (phone && !shown) return null;
  return (
    <div className="relative flex h-full max-md:flex-1 min-[82rem]:has-[~[data-identify]]:hidden">
      {!column && !phone && <Strip onShow={show} />}
      {shown && (
        <aside
          ref={panel}
          aria-label={t('desk.contextPane')}
          className={`flex h-full flex-col bg-panel ${
            phone
              ? 'w-full'
              : floating
                ? 'absolute inset-y-0 right-0 z-20 w-[300px] animate-slide border-l border-line-strong shadow-panel'
                : 'w-[272px] shrink-0 border-l border-line'
          }`}
        >
          {phone && (
            <header className="flex h-14 shrink-0 items-center gap-1 border-b border-line px-2">
              <IconButton icon={ChevronLeft} label={t('composer.collapse')} onClick={close} />
              <h2 className="font-semibold">{t('desk.contextPane')}</h2>
            </header>
          )}
          <div className="relative min-h-0 flex-1 overflow-y-auto">
            {!phone && (
              <div className="absolute top-1 right-2 z-10">
                <IconButton icon={PanelRightClose} label={t('property.collapse')} side="left" onClick={close} />
              </div>
            )}
            <Sections ticket={ticket} editable={editable} />
          </div>
        </aside>
      )}
    </div>
  );
}

function Sections({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <Section id="ticket" title={t('property.ticket')}>
        <TicketProperties ticket={ticket} editable={editable} />
      </Section>
      <TicketContacts ticket={ticket} editable={editable} />
      <TicketCompany ticket={ticket} editable={editable} />
      <RelatedTickets ticket={ticket} editable={editable} />
      <PastConversations ticket={ticket} />
      <AttachmentList ticket={ticket} />
      <HistoryList ticket={ticket} />
    </>
  );
}

/** What the panel holds, when it is folded away. */
function Strip({ onShow }: { onShow: () => void }) {
  const { t } = useTranslation();
  const parts: [LucideIcon, string][] = [
    [TicketCheck, t('property.ticket')],
    [User, t('property.contact')],
    [Building2, t('property.company')],
    [Link2, t('property.related')],
    [MessagesSquare, t('property.past')],
    [Paperclip, t('property.attachments')],
    [History, t('property.history')],
  ];
  return (
    <div className="flex h-full w-11 shrink-0 flex-col items-center gap-2 border-l border-line bg-panel py-2.5">
      <IconButton icon={PanelRightOpen} label={t('property.expand')} side="left" onClick={onShow} />
      <span className="h-px w-5 bg-line" />
      {parts.map(([icon, label]) => (
        <IconButton key={label} icon={icon} label={label} side="left" onClick={onShow} />
      ))}
    </div>
  );
}
