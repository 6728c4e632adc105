import { EditorContent } from '@tiptap/react';
import { useEffect, useState } from 'react';
import type { MessageView, TicketView } from '../../shared/entities.ts';
import { useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { usePhone } from '../ui/media.ts';
import { ComposerShape } from './composerShape.tsx';
import { type Draft, draftName } from './draft.ts';
import { focusEnd } from './focusEnd.ts';
import { PhoneWriter } from './phoneWriter.tsx';
import { useDraft } from './useDraft.ts';
import { useReply } from './useReply.ts';
import { WideWriter } from './wideWriter.tsx';

export interface WriterProps {
  ticket: TicketView;
  /** A message the reader has asked to answer. */
  answered: MessageView | null;
  onAnswered: (message: MessageView | null) => void;
  focusFirst: boolean;
}

/** The composer: a draft, an editor on it, and the way out. */
export default function Writer(props: WriterProps) {
  const screen = useScreen();
  const { shown } = screen.store.get();
  const name = draftName(shown?.workspace.id ?? '', shown?.meId ?? '', props.ticket.id);
  const draft = useDraft(name);
  if (!draft) return <ComposerShape />;
  return <Loaded key={name} {...props} draft={draft} name={name} />;
}

function Loaded({ draft, name, ...props }: WriterProps & { draft: Draft; name: string }) {
  const loaded = useStore(draft.status, (status) => status.loaded);
  if (!loaded) return <ComposerShape />;
  return <Open {...props} draft={draft} name={name} />;
}

function Open({ ticket, answered, onAnswered, focusFirst, draft, name }: WriterProps & { draft: Draft; name: string }) {
  const phone = usePhone();
  const reply = useReply({ ticket, draft, name });
  const { editor } = reply;
  const [wanted, setWanted] = useState(focusFirst);

  useEffect(() => {
    if (!answered) return;
    draft.set({ replyTo: answered.id, to: undefined });
    onAnswered(null);
    setWanted(true);
  }, [answered, draft, onAnswered]);
  useEffect(() => {
    if (!wanted || !editor || phone) return;
    focusEnd(editor);
    setWanted(false);
  }, [wanted, editor, phone]);

  if (!editor) return <ComposerShape />;
  const text = <EditorContent editor={editor} className="h-full" />;
  return phone ? (
    <PhoneWriter reply={reply} editor={editor} text={text} />
  ) : (
    <WideWriter reply={reply} editor={editor} text={text} />
  );
}
