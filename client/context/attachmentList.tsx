import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useShown } from '../connection/screenContext.ts';
import { Files } from '../conversation/files.tsx';
import { Section } from './section.tsx';

/** Every file of the conversation that is loaded, latest message first. */
export function AttachmentList({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const timeline = useShown((state) => state.timelines[ticket.id]);
  const holders = Object.values(timeline?.messages ?? {})
    .filter((message) => message.attachments.some((file) => !file.inline))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const filesOf = (message: (typeof holders)[number]) => message.attachments.filter((file) => !file.inline);
  const count = holders.reduce((sum, message) => sum + filesOf(message).length, 0);
  return (
    <Section id="attachments" title={t('property.attachments')} count={count} opened={false}>
      {count === 0 && <p className="text-ink-3">{t('property.noAttachments')}</p>}
      <div className="-mx-2">
        {holders.map((message) => (
          <Files key={message.id} message={message} files={filesOf(message)} wide />
        ))}
      </div>
    </Section>
  );
}
