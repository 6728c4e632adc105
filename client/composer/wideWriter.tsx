import type { Editor } from '@tiptap/react';
import { EllipsisVertical, PictureInPicture2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { commandKey } from '../keyboard/actions.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { RequiredBelow } from '../required/below.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { KeyCap } from '../ui/keyCap.tsx';
import { AddressRows } from './addressRows.tsx';
import { DiscardButton } from './discardButton.tsx';
import { DraftFiles } from './draftFiles.tsx';
import { floatingOf } from './floating.ts';
import { focusEnd } from './focusEnd.ts';
import { IntoComment } from './intoComment.tsx';
import { LaterPanel } from './laterPanel.tsx';
import { RecoveredNote } from './recoveredNote.tsx';
import { ReplyTogether } from './replyTogether.tsx';
import { SavedMark } from './savedMark.tsx';
import { SendButton } from './sendButton.tsx';
import { StaleHead, StaleNews } from './staleHead.tsx';
import { TallerEdge, useTextHeight } from './tallerEdge.tsx';
import { Toolbar } from './toolbar.tsx';
import { TroubleNote } from './troubleNote.tsx';
import { useDropZone } from './useDropZone.ts';
import type { ReplyModel } from './useReply.ts';
import { takeDropped } from './useReplyEditor.ts';

const docked =
  'm-3 shrink-0 rounded-composer border border-line-strong shadow-low transition-shadow duration-[120ms] focus-within:border-focus focus-within:ring-[3px] focus-within:ring-focus/15';

interface WideWriterProps {
  reply: ReplyModel;
  editor: Editor;
  text: ReactNode;
  tabs: ReactNode;
  /** In a window of its own, whose frame is its edge. */
  floating: boolean;
}

export function WideWriter({ reply, editor, text, tabs, floating }: WideWriterProps) {
  const { t } = useTranslation();
  const [copies, setCopies] = useState(false);
  const [later, setLater] = useState(false);
  const saved = useStore(reply.draft.saved, (value) => value);
  useAction('reply', () => focusEnd(editor), !floating);
  const windows = floatingOf(useScreen());
  const tall = useTextHeight();
  const field = useRef<HTMLDivElement>(null);
  const { stale, empty } = reply;
  const drop = useDropZone((files, event) =>
    takeDropped(editor, files, event, { pictures: reply.pictures, onFiles: reply.attach }),
  );
  useEffect(() => {
    if (empty) setCopies(false);
  }, [empty]);
  return (
    <section
      aria-label={t('composer.label')}
      data-writing="reply"
      data-writing-at={reply.ticket.id}
      {...drop.events}
      onKeyDownCapture={(event) => {
        // At once: the next key is no longer text.
        if (event.key === 'Escape' && event.target === editor.view.dom) editor.view.dom.blur();
        reply.onKey(event);
      }}
      className={`@container relative flex flex-col bg-page ${floating ? 'min-h-0 flex-1' : docked}`}
    >
      {!floating && <TallerEdge at={tall} now={() => field.current?.clientHeight ?? 0} />}
      {drop.over && (
        <p className="pointer-events-none absolute inset-1 z-10 flex items-center justify-center rounded-card border-2 border-focus border-dashed bg-sel font-medium text-accent-ink">
          {t('composer.dropHere')}
        </p>
      )}
      {stale && <StaleHead newest={stale.at(-1)} />}
      <div className={`flex min-h-0 flex-col @min-[640px]:flex-row ${floating ? 'flex-1' : ''}`}>
        {stale && <StaleNews ticket={reply.ticket} news={stale} />}
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <div className="flex h-9 shrink-0 items-center border-b border-line pr-2 pl-4">
            {stale ? <h3 className="font-medium">{t('staleYours', { ns: 'composer' })}</h3> : tabs}
            <span className="flex-1" />
            <ReplyTogether reply={reply} />
            <DiscardButton reply={reply} />
            {!floating && !stale && (
              <IconButton
                small
                icon={PictureInPicture2}
                label={t('float.out', { ns: 'composer' })}
                onClick={() => windows.open(reply.ticket.id)}
              />
            )}
            <IconButton
              small
              icon={EllipsisVertical}
              label={t(copies ? 'composer.hideCopies' : 'composer.showCopies')}
              on={copies || undefined}
              onClick={() => setCopies(!copies)}
            />
          </div>
          <RecoveredNote reply={reply} />
          <AddressRows reply={reply} copies={copies} />
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a click beside the text means the text */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the text itself is reached by Tab */}
          <div
            ref={field}
            style={floating ? undefined : tall.style}
            className={`flex-auto cursor-text overflow-y-auto px-4 pt-3.5 pb-1 ${floating ? 'min-h-16' : 'max-h-[38vh] min-h-[92px]'}`}
            onClick={(event) => event.target === event.currentTarget && focusEnd(editor)}
          >
            <div className={reply.sending ? 'opacity-50' : ''}>{text}</div>
          </div>
        </div>
      </div>
      <DraftFiles reply={reply} />
      {reply.trouble && <TroubleNote trouble={reply.trouble} />}
      {later && (
        <LaterPanel
          onClose={() => setLater(false)}
          onChoose={(at) => {
            setLater(false);
            reply.send({ sendAt: at.toISOString() });
          }}
        />
      )}
      <footer
        className={`flex min-h-11 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 py-1.5 pr-2 pl-3 ${stale ? 'border-t border-line' : ''}`}
      >
        {stale ? (
          <IntoComment reply={reply} />
        ) : (
          <Toolbar editor={editor} onFiles={reply.attach} pictures={reply.pictures} />
        )}
        <span className="flex-1" />
        {!reply.empty && <SavedMark saved={reply.pictures.coming > 0 ? 'saving' : saved} />}
        {stale ? (
          <>
            <Button onClick={reply.keepEditing}>{t('keepEditing', { ns: 'composer' })}</Button>
            <Button look="primary" disabled={reply.sending} onClick={() => reply.send()}>
              {t('composer.sendAnyway')}
              <span aria-hidden className="flex gap-1 @max-[520px]:hidden">
                <KeyCap onAccent>{commandKey(navigator.platform)}</KeyCap>
                <KeyCap onAccent>Enter</KeyCap>
              </span>
            </Button>
          </>
        ) : (
          <SendButton
            ticket={reply.ticket}
            sending={reply.sending}
            onSend={reply.send}
            onLater={() => setLater(true)}
          />
        )}
      </footer>
      {reply.lacking && (
        <RequiredBelow
          key={reply.lacking.keys.join()}
          {...reply.lacking}
          busy={reply.sending}
          onAnswer={reply.fill}
          confirm={reply.confirm}
        />
      )}
    </section>
  );
}
