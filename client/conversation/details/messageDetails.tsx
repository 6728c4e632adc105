import './words/load.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../../shared/access.ts';
import type { Landing, Mailbox, MessageView } from '../../../shared/entities.ts';
import { meIn } from '../../../shared/state.ts';
import { useScreen, useShown } from '../../connection/screenContext.ts';
import { momentOf } from '../../i18n/format.ts';
import { useClock } from '../../i18n/useClock.ts';
import { Button } from '../../ui/button.tsx';
import { warn } from '../../ui/toast.tsx';
import { readUrls } from '../mailUrls.ts';
import { BlockSender } from './blockSender.tsx';
import { MoveMessage } from './moveMessage.tsx';
import { SenderChecks } from './senderChecks.tsx';

const wordsOf = (boxes: readonly Mailbox[]) =>
  boxes.map(({ name, address }) => (name ? `${name} <${address}>` : address)).join(', ');

/** All that a message knows of itself: who, when, why it is here, whether its sender is who he says. */
export default function MessageDetails({ message }: { message: MessageView }) {
  const { t } = useTranslation('details');
  const { t: common } = useTranslation();
  const clock = useClock();
  const screen = useScreen();
  const editable = useShown((state) => {
    const ticket = state.tickets[message.ticketId];
    return ticket !== undefined && canEdit(meIn(state), ticket);
  });
  const [moving, setMoving] = useState(false);
  const rows = [
    ['from', wordsOf([message.from])],
    ['to', wordsOf(message.to)],
    ['cc', wordsOf(message.cc)],
    ['bcc', wordsOf(message.bcc)],
    ['subject', message.subject],
    ['date', momentOf(new Date(message.at), clock)],
  ] as const;
  const openSource = () =>
    readUrls(screen, message.id).then(
      ({ source }) => source && window.open(source, '_blank', 'noopener'),
      () => warn(common('file.failed')),
    );
  return (
    <div className="mt-2 rounded-control bg-inset px-3 py-2.5 text-[0.75rem]/5 max-md:text-meta">
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        {rows.map(
          ([label, words]) =>
            words !== '' && (
              <Row key={label} label={t(label)}>
                {words}
              </Row>
            ),
        )}
        {message.landing && (
          <Row label={t('whyLabel')}>
            <Why landing={message.landing} />
          </Row>
        )}
        {message.trust && (
          <Row label={t('senderLabel')}>
            <SenderChecks trust={message.trust} address={message.from.address} />
          </Row>
        )}
      </dl>
      {moving ? (
        <MoveMessage message={message} onDone={() => setMoving(false)} />
      ) : (
        <div className="mt-2 flex flex-wrap gap-2">
          {editable && (
            <Button size="small" onClick={() => setMoving(true)}>
              {t('move')}
            </Button>
          )}
          {editable && message.direction === 'in' && message.from.address.includes('@') && (
            <BlockSender message={message} />
          )}
          {message.direction === 'in' && (
            <Button size="small" look="quiet" onClick={() => void openSource()}>
              {common('conversation.source')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

/** In words, why the mail lies in this ticket and not in another. */
function Why({ landing }: { landing: Landing }) {
  const { t } = useTranslation('details');
  const show = () =>
    document.getElementById(`message-${landing.messageId}`)?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  return (
    <>
      {t(`why.${landing.by}`, { number: landing.ticketNumber ?? '' })}{' '}
      {landing.messageId !== null && landing.by !== 'late' && (
        <button type="button" onClick={show} className="text-accent-ink hover:underline">
          {t('answers')}
        </button>
      )}
    </>
  );
}
