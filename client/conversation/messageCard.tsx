import { Ellipsis, Info, Reply, ShieldAlert, TriangleAlert, UserSearch } from 'lucide-react';
import { memo, Suspense, useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AttachmentView, ContactView, Mailbox, MemberView, MessageView } from '../../shared/entities.ts';
import type { Answer } from '../composer/answer.ts';
import { ownPicture } from '../composer/ownPictures.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen } from '../connection/screenContext.ts';
import { momentOf, timeOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { ContactAvatar, MemberAvatar } from '../ui/avatar.tsx';
import { Chip } from '../ui/chip.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { lazily } from '../ui/lazily.ts';
import { Bar } from '../ui/skeleton.tsx';
import { Tip } from '../ui/tip.tsx';
import { warn } from '../ui/toast.tsx';
import { AnswerMenu } from './answerMenu.tsx';
import { DeliveryState } from './deliveryState.tsx';
import { Files } from './files.tsx';
import { heightOf, MailFrame } from './mailFrame.tsx';
import { readUrls, useMailUrls } from './mailUrls.ts';
import { PlainBody } from './plainBody.tsx';
import { RichBody } from './richBody.tsx';
import { useNear } from './useNear.ts';

const MessageDetails = lazily(() => import('./details/messageDetails.tsx'));
const Inside = lazily(() => import('./inside/inside.tsx'));

/** A message that came within this time fades in. */
const arrival = 3_000;

interface MessageCardProps {
  message: MessageView;
  member: MemberView | undefined;
  contact: ContactView | undefined;
  onItsWay: boolean;
  /** The reader was led to it: it is lit for a moment. */
  lit: boolean;
  onLit: () => void;
  /** Absent when the reader may not answer. */
  onReply: ((answer: Answer) => void) | undefined;
  /** Says who an unknown sender is; absent when the reader may not. */
  onIdentify: ((message: MessageView) => void) | undefined;
}

const nameOf = (box: Mailbox) => box.name || box.address;

function MessageCardBare({ message, member, contact, onItsWay, lit, onLit, onReply, onIdentify }: MessageCardProps) {
  const { t } = useTranslation();
  const { t: customers } = useTranslation('customers');
  const clock = useClock();
  const [arriving] = useState(() => Date.now() - Date.parse(message.at) < arrival);
  const [about, setAbout] = useState(false);
  const incoming = message.direction === 'in';
  const name = incoming ? (contact?.name ?? nameOf(message.from)) : (member?.name ?? nameOf(message.from));
  const at = new Date(message.at);
  const names = { names: message.to.map(nameOf).join(', '), copies: message.cc.map(nameOf).join(', ') };
  const recipients = t(message.cc.length > 0 ? 'conversation.toAndCc' : 'conversation.to', names);
  const all = [...message.to, ...message.cc].map((box) => box.address).join(', ');
  return (
    <article
      id={`message-${message.id}`}
      tabIndex={-1}
      onAnimationEnd={(event) => event.target === event.currentTarget && lit && onLit()}
      aria-label={`${name}, ${momentOf(at, clock)}`}
      className={`rounded-card border border-line p-3 outline-none max-md:px-3 ${incoming ? 'bg-page' : 'bg-panel'} ${lit ? 'animate-lit' : arriving ? 'animate-arrive' : ''}`}
    >
      <header className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
        {incoming || !member ? (
          <ContactAvatar name={name} size={24} />
        ) : (
          <MemberAvatar name={member.name} color={member.color} size={24} />
        )}
        <Tip text={t('conversation.details', { from: message.from.address, to: all })}>
          <p className="ml-0.5 flex min-w-0 flex-1 items-baseline gap-1.5">
            <span className="shrink truncate font-semibold">{name}</span>
            <span className="min-w-0 flex-1 truncate text-[0.75rem] text-ink-3 max-md:hidden">
              {incoming ? message.from.address : recipients}
            </span>
          </p>
        </Tip>
        {message.trust?.from === 'fail' && (
          <Tip text={t('conversation.forgedHint')}>
            <button type="button" onClick={() => setAbout(true)} className="rounded-chip">
              <Chip tone="danger">
                <ShieldAlert className="size-3.5 shrink-0" aria-hidden />
                {t('conversation.forged')}
              </Chip>
            </button>
          </Tip>
        )}
        {message.automatic && <Chip>{t('conversation.automatic')}</Chip>}
        {message.delivery && <DeliveryState message={message} delivery={message.delivery} onItsWay={onItsWay} />}
        <time
          dateTime={message.at}
          title={momentOf(at, clock)}
          className="shrink-0 text-[0.75rem] tabular-nums text-ink-3 max-md:text-meta"
        >
          {timeOf(at, clock)}
        </time>
        {!onItsWay && (
          <IconButton
            small
            className={onReply ? 'max-md:hidden' : 'max-md:-my-2'}
            icon={Info}
            label={t('conversation.more')}
            aria-expanded={about}
            onClick={() => setAbout(!about)}
          />
        )}
        {onIdentify && incoming && (!message.contactId || contact?.provisional) && (
          <IconButton
            small
            className="max-md:-my-2"
            icon={UserSearch}
            label={customers('ask', { name })}
            onClick={() => onIdentify(message)}
          />
        )}
        {onReply && (
          <IconButton
            small
            className="max-md:-my-2 max-md:-mr-2"
            icon={Reply}
            label={t('conversation.replyTo')}
            onClick={() => onReply({ message, how: 'one' })}
          />
        )}
        {onReply && <AnswerMenu message={message} onReply={onReply} onAbout={() => setAbout(!about)} />}
      </header>
      <div className="mt-1 pl-[34px] max-md:pl-0 max-md:pt-1">
        {about && (
          <Suspense fallback={<Bar className="mb-2 h-24 w-full" />}>
            <MessageDetails message={message} />
          </Suspense>
        )}
        <Body message={message} name={name} onItsWay={onItsWay} />
      </div>
    </article>
  );
}

export const MessageCard = memo(MessageCardBare);

function Body({ message, name, onItsWay }: { message: MessageView; name: string; onItsWay: boolean }) {
  const { t } = useTranslation();
  const framed = message.direction === 'in' && message.hasHtml;
  const ours = message.direction === 'out' && message.html !== null;
  const showsPictures = ours && /<img /.test(message.html ?? '');
  const screen = useScreen();
  const place = useRef<HTMLDivElement>(null);
  const near = useNear(place, framed);
  const urls = useMailUrls(message.id, near || message.broken || (showsPictures && !onItsWay));
  const pictures = useCallback((fileId: string) => ownPicture(fileId) ?? urls?.attachments[fileId], [urls]);
  const { nested = [], protections = [], meeting } = message;
  const isNested = ({ fileId }: AttachmentView) => nested.some((mail) => mail.fileId === fileId);
  const files = message.attachments.filter((file) => (!file.inline || (!framed && !ours)) && !isNested(file));
  return (
    <>
      {message.broken && (
        <p className="mb-2 flex items-center gap-2 rounded-control bg-wait-tint px-3 py-1.5 text-[0.75rem] text-wait">
          <TriangleAlert className="size-3.5 shrink-0" aria-hidden />
          <span className="flex-1">{t('conversation.broken')}</span>
          <ReadAgain message={message} />
          {urls?.source && (
            <a href={urls.source} target="_blank" rel="noopener noreferrer" className="underline">
              {t('conversation.source')}
            </a>
          )}
        </p>
      )}
      {framed && urls?.html && (
        <MailFrame
          id={message.id}
          remoteImages={message.remoteImages}
          html={urls.html}
          readWithImages={async () => (await readUrls(screen, message.id)).htmlWithImages}
          name={name}
        />
      )}
      {framed && !urls && (
        <div ref={place} style={{ height: heightOf(message.id) }}>
          <Bar className="h-10 w-full" />
        </div>
      )}
      {framed && urls && !urls.html && <PlainBody text={message.text} />}
      {!framed && ours && <RichBody html={message.html ?? ''} pictures={pictures} />}
      {!framed && (message.html === null || message.direction === 'in') && <PlainBody text={message.text} />}
      {message.quoted.trim() !== '' && !framed && <Quoted text={message.quoted} />}
      {(nested.length > 0 || protections.length > 0 || meeting) && (
        <Suspense fallback={<Bar className="mt-2 h-10 w-full" />}>
          <Inside message={message} />
        </Suspense>
      )}
      {files.length > 0 && <Files message={message} files={files} />}
    </>
  );
}

/** What could not be read once may be readable now. */
function ReadAgain({ message }: { message: MessageView }) {
  const { t } = useTranslation();
  const screen = useScreen();
  const ask = () =>
    screen.ask('message.readAgain', { messageId: message.id }).catch((error) => warn(t(`refusal.${reasonOf(error)}`)));
  if (message.reading) return <span>{t('conversation.reading')}</span>;
  return (
    <button type="button" onClick={() => void ask()} className="underline max-md:min-h-11">
      {t('conversation.readAgain')}
    </button>
  );
}

/** What the mail quotes lies folded behind three dots. */
function Quoted({ text }: { text: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const label = t(open ? 'conversation.hideQuoted' : 'conversation.quoted');
  return (
    <div className="mt-1.5">
      <Tip text={label}>
        <button
          type="button"
          aria-label={label}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex h-4 items-center rounded-chip bg-active px-1.5 text-ink-2 hover:text-ink max-md:h-7"
        >
          <Ellipsis className="size-4" aria-hidden />
        </button>
      </Tip>
      {open && (
        <div className="mt-2 border-l-2 border-line-strong pl-3 text-ink-2">
          <PlainBody text={text} />
        </div>
      )}
    </div>
  );
}
