import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentView, MessageView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';

/** Tells readers of the screen by ear when something comes; not what was there when the ticket was opened. */
function useNews(id: string | undefined, words: () => string): string {
  const heard = useRef(id);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (id !== undefined && id !== heard.current) setSaid(words());
    heard.current = id;
  });
  return said;
}

export function Announcer({
  message,
  comment,
}: {
  message: MessageView | undefined;
  comment: CommentView | undefined;
}) {
  const { t } = useTranslation();
  const { t: word } = useTranslation('comments');
  const contact = useShown((state) => (message?.contactId ? state.contacts[message.contactId] : undefined));
  const member = useShown((state) => (message?.memberId ? state.members[message.memberId] : undefined));
  const colleague = useShown((state) => (comment ? state.members[comment.memberId] : undefined));
  const name = contact?.name ?? member?.name ?? message?.from.name ?? '';
  const ofMessage = useNews(message?.id, () => t('conversation.newMessage', { name }));
  const ofComment = useNews(comment?.id, () => word('newComment', { name: colleague?.name ?? word('somebody') }));
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {ofMessage}
      </p>
      <p aria-live="polite" className="sr-only">
        {ofComment}
      </p>
    </>
  );
}
