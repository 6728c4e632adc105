import { Building2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompanyView, ContactView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { createCompany, createContact, findCompanies, findContacts, namedBy } from './learn.ts';
import { Picker } from './picker.tsx';
import { refusedWord } from './refused.ts';

/** What is searched for, and made of what was typed. */
interface Kind<T> {
  find: (screen: Screen, text: string) => Promise<T[]>;
  make: (screen: Screen, text: string) => Promise<T>;
  knownIn: (state: State, id: string) => T | undefined;
  noteOf: (thing: T, state: State | null) => string;
  iconOf: (thing: T) => ReactNode;
  create: 'createContact' | 'createCompany';
}

const contacts: Kind<ContactView> = {
  find: findContacts,
  make: (screen, text) => createContact(screen, namedBy(text)),
  knownIn: (state, id) => state.contacts[id],
  noteOf: ({ email, companyId }, state) =>
    [email, companyId && state?.companies[companyId]?.name].filter(Boolean).join(' · '),
  iconOf: ({ name }) => <ContactAvatar name={name} size={24} />,
  create: 'createContact',
};

const companies: Kind<CompanyView> = {
  find: findCompanies,
  make: (screen, text) => createCompany(screen, { name: text }),
  knownIn: (state, id) => state.companies[id],
  noteOf: ({ domain }) => domain ?? '',
  iconOf: () => <Building2 className="size-4 shrink-0 text-ink-2" aria-hidden />,
  create: 'createCompany',
};

interface ChoiceProps<T> {
  label: string;
  labelled?: ReactNode;
  /** Not offered again. */
  without?: readonly string[];
  focusFirst?: boolean;
  onChoose: (thing: T) => void;
  onLeave?: () => void;
}

export const ContactPicker = (props: ChoiceProps<ContactView>) => <KindPicker kind={contacts} {...props} />;
export const CompanyPicker = (props: ChoiceProps<CompanyView>) => <KindPicker kind={companies} {...props} />;

function KindPicker<T extends { id: string; name: string }>({
  kind,
  without = [],
  onChoose,
  ...rest
}: ChoiceProps<T> & { kind: Kind<T> }) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const [trouble, setTrouble] = useState<string | null>(null);
  const optionOf = (thing: T) => {
    const { known } = screen.store.get();
    return { id: thing.id, name: thing.name, note: kind.noteOf(thing, known), icon: kind.iconOf(thing) };
  };
  return (
    <Picker
      {...rest}
      placeholder={t('choose')}
      trouble={trouble}
      find={async (text) => (await kind.find(screen, text)).filter(({ id }) => !without.includes(id)).map(optionOf)}
      onChoose={(id) => {
        const { known } = screen.store.get();
        const thing = known && kind.knownIn(known, id);
        if (thing) onChoose(thing);
      }}
      create={{
        label: (text) => t(kind.create, { text }),
        make(text) {
          setTrouble(null);
          kind.make(screen, text).then(onChoose, (error) => setTrouble(refusedWord(t, error)));
        },
      }}
    />
  );
}
