import { useEffect, useLayoutEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommentView, MemberView, TicketView } from '../../shared/entities.ts';
import { ComposerShape } from '../composer/composerShape.tsx';
import { focusEnd } from '../composer/focusEnd.ts';
import { SavedMark } from '../composer/savedMark.tsx';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { base64 } from '../drafts/base64.ts';
import type { Draft } from '../drafts/document.ts';
import { commandKey } from '../keyboard/actions.ts';
import { Button } from '../ui/button.tsx';
import { Tip } from '../ui/tip.tsx';
import { say, warn } from '../ui/toast.tsx';
import { CommentFrame } from './commentFrame.tsx';
import { TogetherMenu } from './togetherMenu.tsx';
import { useCommentEditor } from './useCommentEditor.ts';
import { usePicker } from './usePicker.ts';
import { useSharedDoc } from './useSharedDoc.ts';
import { useWriters } from './useWriters.ts';
import { WritingLine } from './writingLine.tsx';

interface CommentChangeProps {
  comment: CommentView;
  ticket: TicketView;
  edit: { docId: string; gen: number };
  onClose: () => void;
}

/** A comment that is being changed, in its own place, with whoever else does so. */
export default function CommentChange(props: CommentChangeProps) {
  const { t } = useTranslation('comments');
  const { onClose } = props;
  const { text, over } = useSharedDoc(props.edit.docId, props.edit.gen, { ticketId: props.ticket.id, kind: 'comment' });
  useEffect(() => {
    if (!over) return;
    if (over === 'gone') say(t('change.gone'));
    onClose();
  }, [over, onClose, t]);
  return text ? <Open key={props.edit.docId} {...props} text={text} /> : <ComposerShape />;
}

function Open({ comment, ticket, edit, onClose, text }: CommentChangeProps & { text: Draft }) {
  const { t } = useTranslation('comments');
  const screen = useScreen();
  const picker = usePicker();
  const mine = useShown((state) => state.meId === comment.memberId);
  const saved = useStore(text.saved, (value) => value);
  const awareness = useStore(text.saved, () => text.awareness());
  const others = useWriters(awareness);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const editor = useCommentEditor({
    body: text.body,
    awareness,
    label: t('change.label'),
    placeholder: t('placeholder'),
    picker,
  });
  useLayoutEffect(() => {
    if (editor) focusEnd(editor);
  }, [editor]);
  if (!editor) return <ComposerShape />;

  const doing = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setTrouble(null);
    try {
      await work();
      onClose();
    } catch (error) {
      setTrouble(t('change.refused', { why: t(`refusal.${reasonOf(error)}`, { ns: 'translation' }) }));
    } finally {
      setBusy(false);
    }
  };
  const named = { commentId: comment.id, ...edit };
  const save = () => {
    if (busy || editor.isEmpty) return;
    const last = { vector: base64(text.vector()), update: base64(text.update(false)) };
    void doing(() => screen.ask('comment.save', { ...named, ...last }));
  };
  const ask = (name: 'comment.share' | 'comment.unshare', member: MemberView) =>
    screen
      .ask(name, { commentId: comment.id, memberId: member.id })
      .catch((error) => warn(t('together.failed', { why: t(`refusal.${reasonOf(error)}`, { ns: 'translation' }) })));
  return (
    <CommentFrame
      ticket={ticket}
      editor={editor}
      picker={picker}
      label={t('change.label')}
      trouble={trouble}
      busy={busy}
      onDone={save}
      className="mt-2 rounded-composer border bg-page! focus-within:border-focus focus-within:ring-[3px] focus-within:ring-focus/15"
      head={
        <>
          {mine && (
            <div className="flex px-2 pt-1">
              <TogetherMenu
                ticket={ticket}
                withIds={comment.editorIds}
                onShare={(member) => void ask('comment.share', member)}
                onUnshare={(member) => void ask('comment.unshare', member)}
              />
            </div>
          )}
          <WritingLine people={others} />
        </>
      }
      actions={
        <>
          <SavedMark saved={saved} />
          <Button disabled={busy} onClick={() => void doing(() => screen.ask('comment.leaveAsIs', named))}>
            {t('change.leave')}
          </Button>
          <Tip text={t('change.save')} keys={[commandKey(navigator.platform), 'Enter']}>
            <Button look="primary" disabled={busy} onClick={save}>
              {t('change.save')}
            </Button>
          </Tip>
        </>
      }
    />
  );
}
