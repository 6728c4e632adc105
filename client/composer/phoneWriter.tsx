import { type Editor, useEditorState } from '@tiptap/react';
import { ChevronDown, EllipsisVertical, PencilLine } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from '../connection/store.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { WritingLine } from '../presence/writingLine.tsx';
import { RequiredBelow } from '../required/below.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { AddressRows } from './addressRows.tsx';
import { DiscardButton } from './discardButton.tsx';
import { DraftFiles } from './draftFiles.tsx';
import { focusEnd } from './focusEnd.ts';
import { IntoComment } from './intoComment.tsx';
import { LaterPanel } from './laterPanel.tsx';
import { RecoveredNote } from './recoveredNote.tsx';
import { ReplyTogether } from './replyTogether.tsx';
import { SavedMark } from './savedMark.tsx';
import { SendButton } from './sendButton.tsx';
import { StaleHead, StaleNews } from './staleHead.tsx';
import { Toolbar } from './toolbar.tsx';
import { TroubleNote } from './troubleNote.tsx';
import type { ReplyModel } from './useReply.ts';

/** On a phone: one line under the conversation that opens into a whole page for writing. */
interface PhoneWriterProps {
  reply: ReplyModel;
  editor: Editor;
  text: ReactNode;
  tabs: ReactNode;
  startOpen: boolean;
}

export function PhoneWriter({ reply, editor, text, tabs, startOpen }: PhoneWriterProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(startOpen);
  const [copies, setCopies] = useState(false);
  const [later, setLater] = useState(false);
  const saved = useStore(reply.draft.saved, (value) => value);
  const words = useEditorState({
    editor,
    selector: ({ editor: now }) => now.getText({ blockSeparator: ' ' }).slice(0, 80),
  });
  useAction('reply', () => setOpen(true));
  useEffect(() => {
    if (open) focusEnd(editor);
  }, [open, editor]);
  const wasSending = reply.sending;
  useEffect(() => {
    if (wasSending) return () => setOpen(false);
  }, [wasSending]);
  const { stale, trouble, lacking } = reply;
  const stay = stale !== null || trouble !== null || lacking !== null;
  useEffect(() => {
    if (stay) setOpen(true);
  }, [stay]);

  if (!open) {
    return (
      <div className="m-3 flex shrink-0 flex-col gap-2">
        <div className="flex h-9 items-stretch px-1">{tabs}</div>
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="flex h-11 shrink-0 items-center gap-2.5 rounded-composer border border-line-strong bg-page px-3 text-left shadow-low"
        >
          <PencilLine className="size-4 shrink-0 text-ink-3" aria-hidden />
          <span className={`min-w-0 flex-1 truncate ${reply.empty ? 'text-ink-3' : ''}`}>
            {reply.empty ? t('composer.expand') : words}
          </span>
          {!reply.empty && <span className="text-meta text-ink-3">{t('composer.draft')}</span>}
        </button>
      </div>
    );
  }
  return (
    <section
      aria-label={t('composer.label')}
      data-writing="reply"
      onKeyDownCapture={reply.onKey}
      className="fixed inset-0 z-30 flex h-dvh flex-col bg-page"
    >
      <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line px-2">
        <IconButton icon={ChevronDown} label={t('composer.collapse')} onClick={() => setOpen(false)} />
        <div className="h-full min-w-0 flex-1">{tabs}</div>
        <SendButton ticket={reply.ticket} sending={reply.sending} onSend={reply.send} onLater={() => setLater(true)} />
      </header>
      {stale && <StaleHead newest={stale.at(-1)} />}
      {stale && <StaleNews ticket={reply.ticket} news={stale} />}
      {stale && (
        <div className="flex flex-wrap gap-2 border-b border-line p-2">
          <Button className="flex-1" onClick={reply.keepEditing}>
            {t('keepEditing', { ns: 'composer' })}
          </Button>
          <Button look="primary" className="flex-1" disabled={reply.sending} onClick={() => reply.send()}>
            {t('composer.sendAnyway')}
          </Button>
          <IntoComment reply={reply} />
        </div>
      )}
      <RecoveredNote reply={reply} />
      <div className="relative">
        <AddressRows reply={reply} copies={copies} />
        <div className="absolute top-11 right-1">
          <IconButton
            icon={EllipsisVertical}
            label={t(copies ? 'composer.hideCopies' : 'composer.showCopies')}
            onClick={() => setCopies(!copies)}
          />
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pt-3 text-large">{text}</div>
      <DraftFiles reply={reply} />
      {trouble && <TroubleNote trouble={trouble} />}
      {later && (
        <LaterPanel
          onClose={() => setLater(false)}
          onChoose={(at) => {
            setLater(false);
            reply.send({ sendAt: at.toISOString() });
          }}
        />
      )}
      {reply.lacking && (
        <RequiredBelow
          key={reply.lacking.keys.join()}
          {...reply.lacking}
          busy={reply.sending}
          onAnswer={reply.fill}
          confirm={reply.confirm}
        />
      )}
      <WritingLine ticketId={reply.ticket.id} />
      <div className="flex min-h-5 items-center gap-1 px-2">
        <ReplyTogether reply={reply} />
        <DiscardButton reply={reply} />
        <span className="flex-1" />
        {!reply.empty && <SavedMark saved={reply.pictures.coming > 0 ? 'saving' : saved} />}
      </div>
      <footer className="shrink-0 border-t border-line px-1">
        <Toolbar editor={editor} onFiles={reply.attach} pictures={reply.pictures} />
      </footer>
    </section>
  );
}
