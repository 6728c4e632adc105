import { Building2, type LucideIcon, Plus, UserPlus } from 'lucide-react';
import { type ReactNode, use, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { CompanyView, ContactView } from '../../shared/entities.ts';
import type { State } from '../../shared/state.ts';
import { reasonOf } from '../connection/refused.ts';
import type { Screen } from '../connection/screen.ts';
import { useScreen } from '../connection/screenContext.ts';
import { ContactAvatar } from '../ui/avatar.tsx';
import { warn } from '../ui/toast.tsx';
import { createCompany, createContact, findCompanies, findContacts, namedBy } from './learn.ts';
import { MakingContext } from './making.ts';
import { Picker } from './picker.tsx';
import { refusedWord } from './refused.ts';

/** What is searched for, and made of what was typed. */
interface Kind<T> {
  find: (screen: Screen, text: string) => Promise<T[]>;
  make: (screen: Screen, text: string, id: string) => Promise<T>;
  knownIn: (state: State, id: string) => T | undefined;
  noteOf: (thing: T, state: State | null) => string;
  iconOf: (thing: T) => ReactNode;
  create: 'createContact' | 'createCompany';
  createIcon: LucideIcon;
}

const contacts: Kind<ContactView> = {
  find: findContacts,
  make: (screen, text, id) => createContact(screen, namedBy(text), id),
  knownIn: (state, id) => state.contacts[id],
  noteOf: ({ email, companyId }, state) =>
    [email, companyId && state?.companies[companyId]?.name].filter(Boolean).join(' · '),
  iconOf: ({ name }) => <ContactAvatar name={name} size={24} />,
  create: 'createContact',
  createIcon: UserPlus,
};

const companies: Kind<CompanyView> = {
  find: findCompanies,
  make: (screen, text, id) => createCompany(screen, { name: text }, id),
  knownIn: (state, id) => state.companies[id],
  noteOf: ({ domain }) => domain ?? '',
  iconOf: () => <Building2 className="size-4 shrink-0 text-ink-2" aria-hidden />,
  create: 'createCompany',
  createIcon: Plus,
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
  const { createIcon: CreateIcon } = kind;
  const { making, trouble, make } = useMake(kind, onChoose);
  const optionOf = (thing: T) => {
    const { known } = screen.store.get();
    return { id: thing.id, name: thing.name, note: kind.noteOf(thing, known), icon: kind.iconOf(thing) };
  };
  return (
    <Picker
      {...rest}
      placeholder={t('choose')}
      note={making ? t('creating') : null}
      trouble={trouble}
      find={async (text) => (await kind.find(screen, text)).filter(({ id }) => !without.includes(id)).map(optionOf)}
      onChoose={(id) => {
        const { known } = screen.store.get();
        const thing = known && kind.knownIn(known, id);
        if (thing) onChoose(thing);
      }}
      create={{
        icon: <CreateIcon className="size-4 shrink-0 text-ink-2" aria-hidden />,
        label: (text) => t(kind.create, { text }),
        make,
      }}
    />
  );
}

/** Makes what was typed and chooses it, also when its field is gone by then; the form around it is told. */
function useMake<T>(kind: Kind<T>, onChoose: (thing: T) => void) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const tell = use(MakingContext);
  const [underWay, setUnderWay] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);
  const latest = useRef(onChoose);
  /** The same request while the words are the same, so that trying again after a lost answer makes one. */
  const request = useRef({ text: '', id: '' });
  const here = useRef(false);
  useEffect(() => {
    latest.current = onChoose;
  });
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  async function make(text: string): Promise<void> {
    setTrouble(null);
    setUnderWay((count) => count + 1);
    if (request.current.text !== text) request.current = { text, id: uuid() };
    const { id } = request.current;
    try {
      const made = await kind.make(screen, text, id);
      if (request.current.id === id) request.current = { text: '', id: '' };
      latest.current(made);
    } catch (error) {
      if (reasonOf(error) !== 'unreachable') request.current = { text: '', id: '' };
      if (here.current) setTrouble(refusedWord(t, error));
      else warn(`${text}: ${refusedWord(t, error)}`);
      throw error;
    } finally {
      setUnderWay((count) => count - 1);
    }
  }
  return {
    making: underWay > 0,
    trouble,
    make(text: string) {
      const work = make(text);
      tell?.(work);
      return work;
    },
  };
}
