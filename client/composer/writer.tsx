import { EditorContent } from '@tiptap/react';
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import type { Draft } from '../drafts/document.ts';
import { OtherDrafts } from '../drafts/otherDrafts.tsx';
import type { Slot } from '../drafts/slot.ts';
import { useDraftDoc } from '../drafts/useDraftDoc.ts';
import { useOwnPlaceAfter, useWritingPlace } from '../drafts/writingPlace.ts';
import { usePhone } from '../ui/media.ts';
import type { Answer } from './answer.ts';
import { Below } from './below.tsx';
import { ComposerShape } from './composerShape.tsx';
import { floatingOf } from './floating.ts';
import { focusEnd } from './focusEnd.ts';
import { PhoneWriter } from './phoneWriter.tsx';
import { ReplyAlong, ReplyOffer } from './replyAlong.tsx';
import { useAnswering } from './useAnswering.ts';
import { useReply } from './useReply.ts';
import { WideWriter } from './wideWriter.tsx';

export interface WriterProps {
  ticket: TicketView;
  /** A message the reader has asked to answer. */
  answered: Answer | null;
  onAnswered: (answer: Answer | null) => void;
  focusFirst: boolean;
  tabs: ReactNode;
  /** In a window of its own. */
  floating?: boolean;
}

/** The composer: a draft, an editor on it, and the way out. What is sent makes room for the next. */
export default function Writer(props: WriterProps) {
  const place = useWritingPlace(props.ticket, 'reply');
  const open = useDraftDoc(place.ticketId, 'reply');
  useOwnPlaceAfter(open?.draft.id, place, props.ticket.id);
  const inText = useFocusInText();
  const invitations = useShown((state) => state.invitations);
  const asked = Object.values(invitations).filter(
    ({ ticketId, kind }) => ticketId === props.ticket.id && kind === 'reply',
  );
  const [along, setAlong] = useState<string | null>(null);
  const own = useCallback(() => setAlong(null), []);
  const joined = asked.find(({ docId }) => docId === along);
  if (joined) return <ReplyAlong key={joined.docId} invitation={joined} onOwn={own} />;
  if (!open) return <ComposerShape />;
  const { slot, draft } = open;
  return (
    <>
      {asked.map((one) => (
        <ReplyOffer key={one.docId} invitation={one} onJoin={() => setAlong(one.docId)} />
      ))}
      <OtherDrafts ticket={props.ticket} place={place} />
      <Open key={draft.id} {...props} focusFirst={props.focusFirst || inText()} slot={slot} draft={draft} />
    </>
  );
}

/** Was the caret in the text when the text went away? */
function useFocusInText(): () => boolean {
  const last = useRef(false);
  useEffect(() => {
    const note = ({ target }: FocusEvent) => {
      last.current = target instanceof Element && target.closest('.baton-editor') !== null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  return useCallback(() => last.current, []);
}

function Open({
  ticket,
  answered,
  onAnswered,
  focusFirst,
  tabs,
  floating = false,
  slot,
  draft,
}: WriterProps & { slot: Slot; draft: Draft }) {
  const phone = usePhone();
  const windows = floatingOf(useScreen());
  const reply = useReply({ ticket, slot, draft, done: () => floating && windows.close(ticket.id) });
  const { editor } = reply;
  const [wanted, setWanted] = useState(focusFirst);

  useAnswering(draft, answered, onAnswered, () => setWanted(true));
  useLayoutEffect(() => {
    if (!wanted || !editor || phone) return;
    focusEnd(editor);
    setWanted(false);
  }, [wanted, editor, phone]);

  if (!editor) return <ComposerShape />;
  const text = (
    <>
      <EditorContent editor={editor} />
      <Below reply={reply} />
    </>
  );
  return phone ? (
    <PhoneWriter reply={reply} editor={editor} text={text} tabs={tabs} startOpen={focusFirst} />
  ) : (
    <WideWriter reply={reply} editor={editor} text={text} tabs={tabs} floating={floating} />
  );
}
