import { type Editor, useEditorState } from '@tiptap/react';
import { ChevronDown, PencilLine, Trash2, UsersRound } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuid } from 'uuid';
import { decodeStateVector } from 'yjs';
import type { DraftInvitation, MemberView, TicketView } from '../../shared/entities.ts';
import { ComposerShape } from '../composer/composerShape.tsx';
import { focusEnd } from '../composer/focusEnd.ts';
import { SavedMark } from '../composer/savedMark.tsx';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { type Store, useStore } from '../connection/store.ts';
import type { Draft, Saved } from '../drafts/document.ts';
import type { Link } from '../drafts/link.ts';
import { OtherDrafts } from '../drafts/otherDrafts.tsx';
import type { Slot } from '../drafts/slot.ts';
import { useDraftDoc } from '../drafts/useDraftDoc.ts';
import { useThrowing } from '../drafts/useThrowing.ts';
import { useOwnPlaceAfter, useWritingPlace } from '../drafts/writingPlace.ts';
import { commandKey } from '../keyboard/actions.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { usePhone } from '../ui/media.ts';
import { Tip } from '../ui/tip.tsx';
import { warn } from '../ui/toast.tsx';
import { addComment, type ToAdd } from './addComment.ts';
import { CommentFrame } from './commentFrame.tsx';
import { TogetherMenu } from './togetherMenu.tsx';
import { useCommentEditor } from './useCommentEditor.ts';
import { type Picker, usePicker } from './usePicker.ts';
import { useSharedDoc } from './useSharedDoc.ts';
import { useWriters } from './useWriters.ts';
import { WritingLine } from './writingLine.tsx';

interface CommentWriterProps {
  ticket: TicketView;
  tabs: ReactNode;
  focusFirst: boolean;
}

/** The composer's second tab: one's own comment, or one that a colleague writes with the reader. */
export default function CommentWriter(props: CommentWriterProps) {
  const invitations = useShown((state) => state.invitations);
  const asked = Object.values(invitations).filter((one) => one.ticketId === props.ticket.id && one.kind === 'comment');
  const [chosen, setChosen] = useState<string | null>(null);
  const joined = asked.find(({ docId }) => docId === chosen);
  const offers = asked.filter((one) => one !== joined);
  const strip = (
    <>
      {offers.map((one) => (
        <Offer key={one.docId} invitation={one} onJoin={() => setChosen(one.docId)} />
      ))}
    </>
  );
  return joined ? (
    <Along key={joined.docId} {...props} invitation={joined} strip={strip} onOwn={() => setChosen(null)} />
  ) : (
    <Own {...props} strip={strip} />
  );
}

type Written = CommentWriterProps & { strip: ReactNode };

function Offer({ invitation, onJoin }: { invitation: DraftInvitation; onJoin: () => void }) {
  const { t } = useTranslation('comments');
  const owner = useShown((state) => state.members[invitation.ownerId]);
  return (
    <div className="flex min-h-8 items-center gap-2 border-comment-line border-b px-4 text-[0.75rem]">
      <UsersRound className="size-4 shrink-0 text-ink-3" aria-hidden />
      <span className="min-w-0 flex-1">{t('together.asked', { name: owner?.name ?? t('somebody') })}</span>
      <Button size="small" onClick={onJoin}>
        {t('together.join')}
      </Button>
    </div>
  );
}

/** One's own: from this device, its tabs and the server; nobody else sees it unless he is invited. */
function Own(props: Written) {
  const place = useWritingPlace(props.ticket, 'comment');
  const open = useDraftDoc(place.ticketId, 'comment');
  useOwnPlaceAfter(open?.draft.id, place, props.ticket.id);
  if (!open) return <ComposerShape />;
  return (
    <>
      <OtherDrafts ticket={props.ticket} place={place} />
      <OwnOpen key={open.draft.id} {...props} slot={open.slot} draft={open.draft} />
    </>
  );
}

function OwnOpen({ slot, draft, ticket, ...props }: Written & { slot: Slot; draft: Draft }) {
  const { t } = useTranslation('comments');
  const screen = useScreen();
  const meId = useShown((state) => state.meId);
  const view = useShown((state) => state.drafts[draft.place()?.docId ?? '']);
  const awareness = useStore(draft.saved, () => draft.awareness());
  const { discard } = useThrowing();
  const withIds = view?.sharedWith ?? [];
  const ask = async (name: 'draft.share' | 'draft.unshare', member: MemberView) => {
    try {
      const { docId } = await slot.name();
      await screen.ask(name, { docId, memberId: member.id });
    } catch (error) {
      warn(t('together.failed', { why: t(`refusal.${reasonOf(error)}`, { ns: 'translation' }) }));
    }
  };
  return (
    <Field
      {...props}
      ticket={ticket}
      body={draft.body}
      awareness={withIds.length > 0 ? awareness : null}
      saved={draft.saved}
      what={(html) => ({
        ticketId: ticket.id,
        ownerId: meId,
        html,
        place: slot.name,
        vector: draft.vector,
        update: (all) => draft.update(!all),
        ...(withIds.length === 0 && { named: draft.place }),
      })}
      onAdded={(vector) => slot.sent(draft, decodeStateVector(vector))}
      onLaidBy={() => slot.queued(draft)}
      onThrow={() => {
        const place = draft.place();
        if (place) void discard(place);
      }}
      together={
        <TogetherMenu
          ticket={ticket}
          withIds={withIds}
          onShare={(member) => void ask('draft.share', member)}
          onUnshare={(member) => void ask('draft.unshare', member)}
        />
      }
    />
  );
}

const silent = { get: () => null, set: () => {}, subscribe: () => () => {} };

/** A colleague's, by his invitation. */
function Along({ invitation, onOwn, ...props }: Written & { invitation: DraftInvitation; onOwn: () => void }) {
  const { t } = useTranslation('comments');
  const { docId, gen, ownerId } = invitation;
  const owner = useShown((state) => state.members[ownerId]);
  const { text, over } = useSharedDoc(docId, gen, invitation);
  useEffect(() => {
    if (over) onOwn();
  }, [over, onOwn]);
  const awareness = useStore(text?.saved ?? silent, () => text?.awareness() ?? null);
  if (!text) return <ComposerShape />;
  return (
    <Field
      {...props}
      focusFirst
      body={text.body}
      awareness={awareness}
      saved={text.saved}
      what={(html) => ({
        ticketId: props.ticket.id,
        ownerId,
        html,
        place: () => Promise.resolve({ docId, gen }),
        vector: text.vector,
        update: (all) => text.update(!all),
      })}
      onAdded={onOwn}
      together={
        <span className="flex items-center gap-2 text-ink-2">
          {t('together.of', { name: owner?.name ?? t('somebody') })}
          <Button size="small" look="quiet" onClick={onOwn}>
            {t('together.own')}
          </Button>
        </span>
      }
    />
  );
}

interface FieldProps extends Written {
  body: Draft['body'];
  awareness: Link['awareness'] | null;
  saved: Store<Saved>;
  what: (html: string) => ToAdd;
  onAdded: (vector: Uint8Array) => void;
  /** It waits in the outbox. */
  onLaidBy?: () => void;
  onThrow?: () => void;
  together: ReactNode;
}

function Field({
  ticket,
  tabs,
  strip,
  focusFirst,
  body,
  awareness,
  saved,
  what,
  onAdded,
  onLaidBy,
  onThrow,
  together,
}: FieldProps) {
  const { t } = useTranslation('comments');
  const picker = usePicker();
  const editor = useCommentEditor({
    body,
    awareness,
    label: t('label'),
    placeholder: t('placeholder'),
    picker,
  });
  if (!editor) return <ComposerShape />;
  return (
    <Writing
      {...{
        ticket,
        tabs,
        strip,
        focusFirst,
        saved,
        what,
        onAdded,
        onLaidBy,
        onThrow,
        together,
        awareness,
        picker,
        editor,
      }}
    />
  );
}

type WritingProps = Omit<FieldProps, 'body'> & { picker: Picker; editor: Editor };

function Writing({
  ticket,
  tabs,
  strip,
  focusFirst,
  saved,
  what,
  onAdded,
  onLaidBy,
  onThrow,
  together,
  awareness,
  picker,
  editor,
}: WritingProps) {
  const { t } = useTranslation('comments');
  const screen = useScreen();
  const phone = usePhone();
  const [open, setOpen] = useState(focusFirst);
  const [adding, setAdding] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const id = useRef(uuid());
  const empty = useEditorState({ editor, selector: ({ editor: now }) => now.isEmpty });
  const words = useEditorState({
    editor,
    selector: ({ editor: now }) => now.getText({ blockSeparator: ' ' }).slice(0, 80),
  });
  const savedNow = useStore(saved, (value) => value);
  const others = useWriters(awareness);
  useAction('comment', () => (phone ? setOpen(true) : focusEnd(editor)));
  useLayoutEffect(() => {
    if (focusFirst && !phone) focusEnd(editor);
  }, [focusFirst, editor, phone]);
  useEffect(() => {
    if (open && phone) focusEnd(editor);
  }, [open, phone, editor]);

  const add = async () => {
    if (empty || adding) return;
    setAdding(true);
    setTrouble(null);
    const toAdd = what(editor.getHTML());
    const vector = toAdd.vector();
    const done = await addComment(screen, id.current, { ...toAdd, vector: () => vector });
    setAdding(false);
    if (done.at === 'added' || done.at === 'waits') {
      setOpen(false);
      return done.at === 'added' ? onAdded(vector) : onLaidBy?.();
    }
    setTrouble(
      done.at === 'offline' ? t('offline') : t('refused', { why: t(`refusal.${done.reason}`, { ns: 'translation' }) }),
    );
  };
  const button = (
    <Tip text={t('add')} keys={[commandKey(navigator.platform), 'Enter']}>
      <Button look="primary" disabled={adding || empty} onClick={() => void add()}>
        {t('add')}
      </Button>
    </Tip>
  );
  const frame = { ticket, editor, picker, trouble, busy: adding, label: t('label'), onDone: () => void add() };
  const discard = onThrow && !empty && <IconButton small icon={Trash2} label={t('throwAway')} onClick={onThrow} />;

  if (phone && !open) {
    return (
      <div className="m-3 flex shrink-0 flex-col gap-2">
        {strip}
        <div className="flex h-9 items-stretch px-1">{tabs}</div>
        <button
          type="button"
          onClick={() => setOpen(true)}
          className="flex h-11 items-center gap-2.5 rounded-composer border border-comment-line bg-comment px-3 text-left shadow-low"
        >
          <PencilLine className="size-4 shrink-0 text-ink-3" aria-hidden />
          <span className={`min-w-0 flex-1 truncate ${empty ? 'text-ink-3' : ''}`}>
            {empty ? t('placeholder') : words}
          </span>
        </button>
      </div>
    );
  }
  if (phone) {
    return (
      <CommentFrame
        {...frame}
        className="fixed inset-0 z-30 h-dvh"
        head={
          <>
            <header className="flex h-14 shrink-0 items-center gap-2 border-comment-line border-b px-2">
              <IconButton icon={ChevronDown} label={t('close')} onClick={() => setOpen(false)} />
              <div className="h-full min-w-0 flex-1">{tabs}</div>
              {button}
            </header>
            {strip}
            <div className="flex items-center px-2 pt-1">
              {together}
              <span className="flex-1" />
              {discard}
            </div>
            <WritingLine people={others} />
          </>
        }
        actions={!empty && <SavedMark saved={savedNow} />}
      />
    );
  }
  return (
    <>
      <WritingLine people={others} />
      <CommentFrame
        {...frame}
        className="m-3 shrink-0 rounded-composer border shadow-low focus-within:border-focus focus-within:ring-[3px] focus-within:ring-focus/15"
        head={
          <>
            <div className="flex h-9 shrink-0 items-center gap-3 border-comment-line border-b pr-2 pl-4">
              {tabs}
              <span className="flex-1" />
              {together}
              {discard}
            </div>
            {strip}
          </>
        }
        actions={
          <>
            {!empty && <SavedMark saved={savedNow} />}
            {button}
          </>
        }
      />
    </>
  );
}
