import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronRight, CornerUpLeft, MoreHorizontal, UserPlus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { ContactView, TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { ContactFields } from '../contacts/contactFields.tsx';
import { ContactPicker } from '../contacts/pickers.tsx';
import { addContact, setContacts } from '../tickets/change.ts';
import { PutBackNote } from '../tickets/putBackNote.tsx';
import { ContactAvatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { Section } from './section.tsx';

/** The customers of a ticket: the first is whom an answer goes to when nobody has written yet. */
export function TicketContacts({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation();
  const { t: words } = useTranslation('contacts');
  const screen = useScreen();
  const known = useShown((state) => state.contacts);
  const [adding, setAdding] = useState(false);
  const contacts = ticket.contactIds.flatMap((id) => known[id] ?? []);
  const put = (contactIds: string[]) => setContacts(screen, ticket, contactIds);
  return (
    <Section
      id="contact"
      title={t('property.contact')}
      action={editable && <IconButton icon={UserPlus} label={words('addContact')} onClick={() => setAdding(true)} />}
    >
      {adding && (
        <div className="pb-2">
          <ContactPicker
            label={words('addContact')}
            without={ticket.contactIds}
            focusFirst
            onLeave={() => setAdding(false)}
            onChoose={({ id }) => {
              setAdding(false);
              addContact(screen, ticket, id);
            }}
          />
        </div>
      )}
      {contacts.length === 0 && !adding && <p className="text-ink-3">{t('property.noContact')}</p>}
      <ul className="flex flex-col">
        {contacts.map((contact, index) => (
          <TicketContact
            key={contact.id}
            contact={contact}
            first={index === 0 && contacts.length > 1}
            actions={
              editable && (
                <>
                  {index > 0 && (
                    <MenuItem
                      icon={<CornerUpLeft className="size-4" aria-hidden />}
                      onSelect={() => put([contact.id, ...ticket.contactIds.filter((id) => id !== contact.id)])}
                    >
                      {words('makeFirst')}
                    </MenuItem>
                  )}
                  <MenuItem
                    icon={<X className="size-4" aria-hidden />}
                    onSelect={() => put(ticket.contactIds.filter((id) => id !== contact.id))}
                  >
                    {words('remove', { name: contact.name })}
                  </MenuItem>
                </>
              )
            }
          />
        ))}
      </ul>
      <PutBackNote ticket={ticket} properties={['contacts']} />
    </Section>
  );
}

/** One line; his particulars unfold under it. */
function TicketContact({
  contact,
  first,
  actions,
}: {
  contact: ContactView;
  first: boolean;
  actions: React.ReactNode;
}) {
  const { t } = useTranslation('contacts');
  // Who may see the ticket may know of its contact; whether he may change him, the server says when he tries.
  const editable = useShown((state) => {
    const me = state.members[state.meId];
    return (
      me !== undefined &&
      Object.values(state.tickets).some((one) => one.contactIds.includes(contact.id) && canEdit(me, one))
    );
  });
  const [open, setOpen] = useState(false);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <li>
      <div className="flex items-center gap-2 py-1">
        <ContactAvatar name={contact.name} size={28} />
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-w-0 flex-1 items-center gap-1 rounded-control text-left hover:bg-hover max-md:min-h-11"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate">{contact.name}</span>
            {contact.email && <span className="block truncate text-[0.75rem]/4 text-ink-3">{contact.email}</span>}
          </span>
          {first && (
            <span title={t('first')}>
              <CornerUpLeft className="size-3.5 text-ink-3" aria-hidden />
              <span className="sr-only">{t('first')}</span>
            </span>
          )}
          <Chevron className="size-4 shrink-0 text-ink-3" aria-hidden />
        </button>
        {actions && (
          <Menu
            align="end"
            trigger={<IconButton small icon={MoreHorizontal} label={t('actions', { name: contact.name })} />}
          >
            {actions}
          </Menu>
        )}
      </div>
      {open && (
        <div className="pb-2">
          <ContactFields contact={contact} editable={editable} />
          <Link
            to="/contacts/{-$contactId}"
            params={{ contactId: contact.id }}
            className="mt-1 inline-block text-accent-ink hover:underline max-md:py-3"
          >
            {t('openPage')}
          </Link>
        </div>
      )}
    </li>
  );
}
