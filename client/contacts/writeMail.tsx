import { Check, X } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import type { ContactView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { isComposing } from '../keyboard/actions.ts';
import { SelectField } from '../tickets/selectField.tsx';
import { Button } from '../ui/button.tsx';
import { Field, FieldError, fieldLook } from '../ui/field.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { useRemembered } from '../ui/remembered.ts';
import { say } from '../ui/toast.tsx';

const isString = (value: unknown): value is string => typeof value === 'string';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Paragraphs where lines are empty, line breaks elsewhere. */
const htmlOf = (text: string): string =>
  text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');

interface WriteMailProps {
  contact: ContactView;
  onClose: () => void;
  onSent: (ticketId: string) => void;
}

/** A first mail to a contact: sending it makes a ticket. What is typed stays on this device until it is sent. */
export function WriteMail({ contact, onClose, onSent }: WriteMailProps) {
  const { t } = useTranslation('contacts');
  const screen = useScreen();
  const meId = useShown((state) => state.meId);
  const channels = Object.values(useShown((state) => state.channels));
  const key = `baton.firstMail.${meId}.${contact.id}`;
  const [subject, setSubject] = useRemembered(`${key}.subject`, '', isString);
  const [text, setText] = useRemembered(`${key}.text`, '', isString);
  const [channelId, setChannelId] = useState(channels[0]?.id ?? '');
  const channel = channels.find(({ id }) => id === channelId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  /** The same message until it is sent, so that trying again sends it once. */
  const message = useRef({ id: uuid(), request: uuid() });

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (busy) return;
    if (!subject.trim() || !text.trim()) return setError(t('write.missing'));
    if (!channel) return setError(t('write.noChannel'));
    setBusy(true);
    setError(null);
    try {
      const input = { contactId: contact.id, messageId: message.current.id, channelId: channel.id };
      const letter = { ...input, subject: subject.trim(), html: htmlOf(text) };
      const { value } = await screen.ask('message.start', letter, message.current.request);
      setSubject('');
      setText('');
      say(t('write.sent', { number: value.number }));
      onSent(value.ticketId);
    } catch (failure) {
      if (reasonOf(failure) !== 'unreachable') message.current = { id: uuid(), request: uuid() };
      setError(t('write.failed'));
      setBusy(false);
    }
  }

  return (
    <section
      aria-label={t('write.title', { name: contact.name })}
      className="mb-6 rounded-composer border border-line-strong bg-page shadow-card focus-within:border-focus"
    >
      <header className="flex h-11 items-center justify-between border-b border-line pr-2 pl-4">
        <h2 className="font-semibold">{t('write.title', { name: contact.name })}</h2>
        <IconButton icon={X} label={t('write.close')} onClick={onClose} />
      </header>
      <form
        noValidate
        onSubmit={(event) => void send(event)}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
        className="flex flex-col gap-3 p-4"
      >
        <SelectField
          label={t('write.from')}
          value={channel ? `${channel.name} · ${channel.address}` : ''}
          options={channels.map((one) => ({
            id: one.id,
            name: `${one.name} · ${one.address}`,
            chosen: one.id === channelId,
          }))}
          onChoose={setChannelId}
        />
        <p className="flex gap-2">
          <span className="text-ink-2">{t('write.to')}</span>
          <span className="truncate">{contact.email}</span>
        </p>
        <Field
          required
          label={t('write.subject')}
          maxLength={300}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
        <label className="block">
          <span className="mb-1.5 block text-[0.75rem]/4 font-medium">{t('write.text')}</span>
          <textarea
            rows={8}
            aria-required
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={`${fieldLook} h-auto resize-y py-2`}
          />
        </label>
        {error && <FieldError>{error}</FieldError>}
        <div className="flex items-center gap-3">
          <Button look="primary" type="submit" disabled={busy}>
            {t(busy ? 'write.sending' : 'write.send')}
          </Button>
          <span className="min-w-0 flex-1 text-[0.75rem]/4 text-ink-3">{t('write.hint')}</span>
          {(subject || text) && (
            <span className="flex items-center gap-1 text-[0.75rem]/4 text-open">
              <Check className="size-3.5" aria-hidden />
              {t('write.kept')}
            </span>
          )}
        </div>
      </form>
    </section>
  );
}
