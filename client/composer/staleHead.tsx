import { CirclePause } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { ContactAvatar, MemberAvatar } from '../ui/avatar.tsx';
import { Chip } from '../ui/chip.tsx';

/** Who wrote a message, by the name the desk knows him by. */
function useWriter(message: MessageView | undefined) {
  const member = useShown((state) => (message?.memberId ? state.members[message.memberId] : undefined));
  const contact = useShown((state) => (message?.contactId ? state.contacts[message.contactId] : undefined));
  return { member, name: member?.name ?? contact?.name ?? message?.from.name ?? '' };
}

/** Says that the reply was held back, and by what. */
export function StaleHead({ newest }: { newest: MessageView | undefined }) {
  const { t } = useTranslation();
  const { name } = useWriter(newest);
  const key =
    newest === undefined
      ? 'composer.stale'
      : newest.direction === 'in'
        ? 'composer.staleMessage'
        : 'composer.staleReply';
  return (
    <div role="alert" className="flex min-h-9 items-center gap-2.5 rounded-t-[9px] bg-wait-tint px-4 py-1.5">
      <CirclePause className="size-4 shrink-0 text-wait" aria-hidden />
      <p className="min-w-0 flex-1 font-medium text-wait">{t(key, { name })}</p>
      <p className="shrink-0 text-[0.75rem] text-ink-2 max-md:hidden">{t('composer.untouched')}</p>
    </div>
  );
}

/** What came while the draft was being written, beside the draft. */
export function StaleNews({ messages }: { messages: readonly MessageView[] }) {
  const { t } = useTranslation();
  return (
    <section className="max-h-40 shrink-0 overflow-y-auto border-b border-line bg-panel px-4 py-2 @min-[640px]:max-h-none @min-[640px]:w-[44%] @min-[640px]:border-r @min-[640px]:border-b-0">
      <p className="flex items-center gap-2 text-[0.75rem] text-ink-2">
        <Chip tone="accent">{t('composer.staleNew')}</Chip>
        {t('composer.staleSince', { count: messages.length })}
      </p>
      {messages.map((message) => (
        <News key={message.id} message={message} />
      ))}
    </section>
  );
}

function News({ message }: { message: MessageView }) {
  const clock = useClock();
  const { member, name } = useWriter(message);
  return (
    <div className="mt-2">
      <p className="flex items-center gap-2">
        {member ? <MemberAvatar name={name} color={member.color} size={24} /> : <ContactAvatar name={name} size={24} />}
        <b className="min-w-0 flex-1 truncate font-semibold">{name}</b>
        <span className="text-ink-3">{timeOf(new Date(message.at), clock)}</span>
      </p>
      <p className="mt-1 pl-8 whitespace-pre-wrap break-words">{message.text.trim()}</p>
    </div>
  );
}
