import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';

/** Tells readers of the screen by ear when a message comes; not what was there when the ticket was opened. */
export function Announcer({ latest }: { latest: MessageView | undefined }) {
  const { t } = useTranslation();
  const contact = useShown((state) => (latest?.contactId ? state.contacts[latest.contactId] : undefined));
  const member = useShown((state) => (latest?.memberId ? state.members[latest.memberId] : undefined));
  const heard = useRef(latest?.id);
  const [said, setSaid] = useState('');
  const name = contact?.name ?? member?.name ?? latest?.from.name ?? '';
  useEffect(() => {
    if (latest && latest.id !== heard.current) setSaid(t('conversation.newMessage', { name }));
    heard.current = latest?.id;
  }, [latest, name, t]);
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
