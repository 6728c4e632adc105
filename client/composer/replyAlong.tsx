import { EditorContent } from '@tiptap/react';
import { UsersRound } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DraftInvitation } from '../../shared/entities.ts';
import { useCarets } from '../comments/useCarets.ts';
import { useSharedDoc } from '../comments/useSharedDoc.ts';
import { useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import type { Draft } from '../drafts/document.ts';
import { Button } from '../ui/button.tsx';
import { ComposerShape } from './composerShape.tsx';
import { SavedMark } from './savedMark.tsx';
import { Toolbar } from './toolbar.tsx';
import { useDropZone } from './useDropZone.ts';
import { usePictures } from './usePictures.ts';
import { takeDropped, useReplyEditor } from './useReplyEditor.ts';

/** A colleague lets the reader write along. */
export function ReplyOffer({ invitation, onJoin }: { invitation: DraftInvitation; onJoin: () => void }) {
  const { t } = useTranslation('drafts');
  const owner = useShown((state) => state.members[invitation.ownerId]?.name ?? '');
  return (
    <div className="mx-3 mt-2 flex min-h-9 shrink-0 items-center gap-2 rounded-control border border-line bg-sel px-3 text-[0.75rem]">
      <UsersRound className="size-4 shrink-0 text-accent-ink" aria-hidden />
      <span className="min-w-0 flex-1">{t('row.sharedBy', { name: owner })}</span>
      <Button size="small" onClick={onJoin}>
        {t('share.join')}
      </Button>
    </div>
  );
}

/** A colleague's reply, by his invitation: written along here, sent by him. */
export function ReplyAlong({ invitation, onOwn }: { invitation: DraftInvitation; onOwn: () => void }) {
  const { text, over } = useSharedDoc(invitation.docId, invitation.gen, invitation);
  useEffect(() => {
    if (over) onOwn();
  }, [over, onOwn]);
  return text ? <Along text={text} invitation={invitation} onOwn={onOwn} /> : <ComposerShape />;
}

interface AlongProps {
  text: Draft;
  invitation: DraftInvitation;
  onOwn: () => void;
}

/** Pictures may be put into the text; files are its author's to attach. */
function Along({ text, invitation: { docId, ownerId }, onOwn }: AlongProps) {
  const { t } = useTranslation('drafts');
  const name = useShown((state) => state.members[ownerId]?.name ?? '');
  const saved = useStore(text.saved, (value) => value);
  const awareness = useStore(text.saved, () => text.awareness());
  const pictures = usePictures(text.body, () => docId);
  const editor = useReplyEditor({
    body: text.body,
    label: t('share.of', { name }),
    placeholder: t('share.of', { name }),
    pictures,
  });
  useCarets(editor, awareness);
  const drop = useDropZone((files, event) => takeDropped(editor, files, event, { pictures }));
  if (!editor) return <ComposerShape />;
  return (
    <section
      {...drop.events}
      aria-label={t('share.of', { name })}
      className="m-3 flex shrink-0 flex-col rounded-composer border border-line-strong bg-page shadow-low focus-within:border-focus focus-within:ring-[3px] focus-within:ring-focus/15"
    >
      <div className="flex h-9 shrink-0 items-center gap-2 border-b border-line pr-2 pl-4">
        <UsersRound className="size-4 text-ink-3" aria-hidden />
        <h3 className="min-w-0 flex-1 truncate font-medium">{t('share.of', { name })}</h3>
        <Button size="small" look="quiet" onClick={onOwn}>
          {t('share.own')}
        </Button>
      </div>
      <div className="max-h-[38vh] min-h-[92px] overflow-y-auto px-4 pt-3.5 pb-1">
        <EditorContent editor={editor} />
      </div>
      <footer className="flex h-11 shrink-0 items-center gap-2 pr-4 pl-3">
        <Toolbar editor={editor} pictures={pictures} />
        <span className="flex-1" />
        <span className="text-[0.75rem] text-ink-3">{t('share.sends', { name })}</span>
        <SavedMark saved={pictures.coming > 0 ? 'saving' : saved} />
      </footer>
    </section>
  );
}
