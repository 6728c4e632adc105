import './words/load.ts';
import { MailX } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SenderView } from '../../../shared/contract/senders.ts';
import type { Output } from '../../../shared/contract.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Await } from '../await.tsx';
import { Card, Row } from '../card.tsx';
import { Page } from '../page.tsx';
import { refusalIn } from '../refusal.ts';
import { useAsking } from '../useAsking.ts';
import { useLoaded } from '../useLoaded.ts';

const shownAtOnce = 100;
const looksRight = /^([^\s@]+@)?([^\s@.]+\.)+[^\s@.]{2,}$/;

/** Addresses and domains whose mail is unwanted, or wanted whatever holds for their domain. */
export function Senders() {
  const { t } = useTranslation('senders');
  const { t: settings } = useTranslation('settings');
  const screen = useScreen();
  const [pages, setPages] = useState(1);
  const loaded = useLoaded(async () => {
    const items: SenderView[] = [];
    for (let cursor: string | null = null, page = 0; page < pages; page += 1) {
      const read: Output<'sender.list'> = (await screen.ask('sender.list', { cursor, limit: shownAtOnce })).value;
      items.push(...read.items);
      cursor = read.next;
      if (cursor === null) return { items, more: false };
    }
    return { items, more: true };
  }, pages);
  return (
    <Page id="senders" intro={t('intro')}>
      <AddSender onAdded={loaded.again} />
      <Card title={settings('section.senders')}>
        <Await loaded={loaded}>
          {({ items, more }) =>
            items.length === 0 ? (
              <Empty icon={MailX} title={t('none')} body={t('noneHint')} />
            ) : (
              <>
                <ul>
                  {items.map((sender) => (
                    <SenderRow key={sender.value} sender={sender} onRemoved={loaded.again} />
                  ))}
                </ul>
                {more && (
                  <Button look="quiet" className="m-2" onClick={() => setPages(pages + 1)}>
                    {t('more')}
                  </Button>
                )}
              </>
            )
          }
        </Await>
      </Card>
    </Page>
  );
}

function SenderRow({ sender, onRemoved }: { sender: SenderView; onRemoved: () => void }) {
  const { t } = useTranslation('senders');
  const { t: settings } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const name = useShown((state) => state.members[sender.memberId]?.name);
  const { value } = sender;
  const remove = async () => {
    if (!(await asking.run(() => screen.ask('sender.set', { value, list: null })))) return;
    say(t('removed', { value }));
    onRemoved();
  };
  return (
    <Row>
      <span className="min-w-0 flex-1 break-all font-medium max-sm:basis-full">{value}</span>
      {name && <span className="text-meta text-ink-3">{t('by', { name })}</span>}
      <Chip tone={sender.list === 'blocked' ? 'danger' : 'accent'}>{t(sender.list)}</Chip>
      <Button
        size="small"
        aria-label={t('removeLabel', { value })}
        disabled={asking.busy}
        onClick={() => void remove()}
      >
        {t('remove')}
      </Button>
      {asking.trouble && <p className="w-full text-right text-danger">{refusalIn(settings, asking.trouble.reason)}</p>}
    </Row>
  );
}

function AddSender({ onAdded }: { onAdded: () => void }) {
  const { t } = useTranslation('senders');
  const { t: settings } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<'missing' | 'wrong' | null>(null);

  async function add(list: SenderView['list']): Promise<void> {
    const wanted = value.trim().toLowerCase();
    const found = wanted === '' ? 'missing' : looksRight.test(wanted) ? null : 'wrong';
    setProblem(found);
    if (found || !(await asking.run(() => screen.ask('sender.set', { value: wanted, list })))) return;
    say(t('done', { value: wanted, list: t(list) }));
    setValue('');
    onAdded();
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void add('blocked');
  };
  const own = asking.trouble?.field === 'value' && asking.trouble.reason === 'conflict';
  const refused = asking.trouble && (own ? t('own') : refusalIn(settings, asking.trouble.reason));
  return (
    <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-2">
      <Field
        className="min-w-56 flex-1 max-sm:basis-full sm:max-w-96"
        label={t('name')}
        hint={t('hint')}
        maxLength={320}
        value={value}
        onChange={(event) => {
          setValue(event.target.value);
          setProblem(null);
          asking.clear();
        }}
        error={problem ? t(problem) : refused}
      />
      <div className="flex gap-2 sm:mt-[22px]">
        <Button type="submit" look="primary" disabled={asking.busy}>
          {t('block')}
        </Button>
        <Button disabled={asking.busy} onClick={() => void add('allowed')}>
          {t('allow')}
        </Button>
      </div>
    </form>
  );
}
