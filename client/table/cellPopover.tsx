import { Popover } from '@base-ui/react/popover';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { ContactPicker } from '../contacts/pickers.tsx';
import { TagList } from '../context/tagList.tsx';
import { addContact, setCompany, setContacts } from '../tickets/change.ts';
import { ChosenContacts, CompanyField } from '../tickets/concernFields.tsx';
import type { Column } from './columns.ts';

const wide = ['contacts', 'company', 'tags'];

/** A cell is too narrow for these: they are changed in a card beside it. */
export const isWide = ({ key }: Column): boolean => wide.includes(key);

export function CellPopover(props: { column: Column; ticket: TicketView; trigger: ReactElement }) {
  return (
    <Popover.Root>
      <Popover.Trigger render={props.trigger} />
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-40">
          <Popover.Popup
            aria-label={props.column.name}
            className="w-72 rounded-card border border-line-strong bg-raised p-3 text-ink shadow-pop outline-none"
          >
            <Content {...props} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Content({ column, ticket }: { column: Column; ticket: TicketView }) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const { contactIds } = ticket;
  if (column.key === 'tags') return <TagList ticket={ticket} editable />;
  if (column.key === 'company') {
    return (
      <CompanyField
        companyId={ticket.companyId}
        onChoose={(company) => setCompany(screen, ticket, company?.id ?? null)}
      />
    );
  }
  // The list that the field opens must not lie over those who are chosen.
  return (
    <div className="flex flex-col gap-2">
      <ChosenContacts
        contactIds={contactIds}
        onRemove={(id) =>
          setContacts(
            screen,
            ticket,
            contactIds.filter((one) => one !== id),
          )
        }
      />
      <ContactPicker
        label={t('addContact')}
        without={contactIds}
        onChoose={({ id }) => addContact(screen, ticket, id)}
      />
    </div>
  );
}
