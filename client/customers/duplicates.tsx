import './words/load.ts';
import { UsersRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../shared/contract.ts';
import type { ContactView } from '../../shared/entities.ts';
import { useHasLeft } from '../connection/left.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { say, warn } from '../ui/toast.tsx';

type Found = Output<'contact.duplicates'>['items'][number];

/** Contacts who may be this one as well, and the way to make them one. Nothing when there are none. */
export default function Duplicates({ contact }: { contact: ContactView }) {
  const { t } = useTranslation('customers');
  const { t: common } = useTranslation();
  const screen = useScreen();
  const hasLeft = useHasLeft();
  const [answered, setFound] = useState<readonly Found[]>([]);
  const [asked, setAsked] = useState<string | null>(null);
  const { id, version } = contact;
  // biome-ignore lint/correctness/useExhaustiveDependencies: his version says when to look again
  useEffect(() => {
    let here = true;
    screen.ask('contact.duplicates', { contactId: id }).then(
      ({ value }) => here && setFound(value.items),
      () => here && setFound([]),
    );
    return () => {
      here = false;
    };
  }, [screen, id, version]);
  const found = answered.filter((one) => !hasLeft(one.contact.id));
  if (found.length === 0) return null;
  async function merge(other: ContactView): Promise<void> {
    try {
      await screen.ask('contact.merge', { contactId: other.id, intoId: id });
      setFound((now) => now.filter((one) => one.contact.id !== other.id));
      say(t('merged', { from: other.name, into: contact.name }));
    } catch (error) {
      warn(common(`refusal.${reasonOf(error)}`));
    }
    setAsked(null);
  }
  return (
    <section aria-label={t('maybe')} className="mb-6 rounded-card border border-line bg-panel p-3">
      <h2 className="mb-1 flex items-center gap-2 font-medium">
        <UsersRound className="size-4 text-ink-3" aria-hidden />
        {t('maybe')}
      </h2>
      <ul>
        {found.map(({ contact: other, by }) => (
          <li key={other.id} className="flex min-h-10 flex-wrap items-center gap-2 pl-6">
            {asked === other.id ? (
              <>
                <p className="min-w-0 flex-1 basis-60">{t('mergeSure', { from: other.name, into: contact.name })}</p>
                <Button size="small" look="primary" autoFocus onClick={() => void merge(other)}>
                  {t('mergeYes')}
                </Button>
                <Button size="small" onClick={() => setAsked(null)}>
                  {t('cancel')}
                </Button>
              </>
            ) : (
              <>
                <span className="min-w-0 flex-1 truncate">
                  {other.name} <span className="text-ink-3">{other.email ?? other.phone ?? ''}</span>
                </span>
                {by.map((why) => (
                  <Chip key={why}>{t(`by.${why}`)}</Chip>
                ))}
                <Button size="small" onClick={() => setAsked(other.id)}>
                  {t('merge')}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
