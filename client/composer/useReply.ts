import type { Editor } from '@tiptap/react';
import { useEditorState } from '@tiptap/react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox, MessageView, StatusView, TicketView } from '../../shared/entities.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { isComposing } from '../keyboard/actions.ts';
import { contactOf } from '../tickets/names.ts';
import type { Draft, Fields } from './draft.ts';
import { answerTo } from './recipients.ts';
import { withoutEmptyEnds, wordsOf } from './sameText.ts';
import { type Reply as Composed, fromOf, type Outcome, sendReply } from './send.ts';
import { useReplyEditor } from './useReplyEditor.ts';
import { useSeen } from './useSeen.ts';
import { type Upload, useUploads } from './useUploads.ts';

/** After "Not sent yet" the send key is deaf this long, so a held or doubled Ctrl Enter cannot slip through. */
const deafness = 600;

export type Trouble =
  | Exclude<Outcome, { at: 'sent' | 'stale' | 'nothing' }>
  | { at: 'noRecipient' | 'waitForFiles' | 'alreadySent' };

export interface ReplyModel {
  ticket: TicketView;
  draft: Draft;
  fields: Fields;
  editor: Editor | null;
  empty: boolean;
  to: Mailbox[];
  from: Mailbox;
  contactName: string | undefined;
  uploads: readonly Upload[];
  attach: (files: Iterable<File>) => void;
  sending: boolean;
  trouble: Trouble | null;
  /** Held back because these have come; null when nothing holds it. */
  stale: MessageView[] | null;
  send: (status?: StatusView) => void;
  keepEditing: () => void;
  /** Ctrl Enter, wherever in the composer the focus is. */
  onKey: (event: KeyboardEvent) => void;
}

/** Everything about one reply but its looks. */
export function useReply({ ticket, draft, name }: { ticket: TicketView; draft: Draft; name: string }): ReplyModel {
  const { t } = useTranslation();
  const screen = useScreen();
  const fields = useStore(draft.fields, (value) => value);
  const timeline = useShown((state) => state.timelines[ticket.id]);
  const contact = useShown((state) => contactOf(state, ticket));
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [held, setHeld] = useState(false);
  const deafUntil = useRef(0);
  const lastStatus = useRef<StatusView | undefined>(undefined);
  const seen = useSeen();
  const { uploads, attach } = useUploads(draft);

  const messages = useMemo(() => Object.values(timeline?.messages ?? {}).sort((a, b) => a.seq - b.seq), [timeline]);
  const target = fields.replyTo ? timeline?.messages[fields.replyTo] : undefined;
  const latest = messages.findLast((message) => !message.automatic) ?? messages.at(-1);
  const to = fields.to ?? answerTo(target ?? latest, contact);
  const contactName = contact?.name;
  const editor = useReplyEditor({
    body: draft.body,
    label: t('composer.label'),
    placeholder: contactName ? t('composer.placeholder', { name: contactName }) : t('composer.placeholderBare'),
    onFiles: attach,
  });
  const empty = useEditorState({ editor, selector: ({ editor: now }) => now?.isEmpty ?? true }) ?? true;

  /** Beginning to write: from here on, what comes is news. The message gets its id, the same in every tab. */
  const { look } = seen;
  useEffect(() => {
    if (!empty) draft.messageId();
    else look();
  }, [empty, draft, look]);
  useEffect(() => {
    if (empty) setHeld(false);
  }, [empty]);

  /** The message is in the conversation already: sent, but this draft did not hear of it. Its text goes, unless it has grown. */
  const sent = fields.messageId ? timeline?.messages[fields.messageId] : undefined;
  useEffect(() => {
    if (!sent || sending || !editor) return;
    if (wordsOf(editor.getHTML()) === wordsOf(sent.html ?? sent.text)) draft.clear();
    else draft.renew();
    setTrouble(null);
  }, [sent, sending, editor, draft]);

  const stale = held ? seen.unseen(messages) : null;
  const compose = (status: StatusView | undefined): Composed | null => {
    if (!editor || editor.isEmpty) return null;
    const now = draft.fields.get();
    return {
      ticket,
      html: withoutEmptyEnds(editor.getHTML()),
      to: now.to ?? to,
      cc: now.cc ?? [],
      bcc: now.bcc ?? [],
      replyTo: now.replyTo,
      files: now.files ?? [],
      seen: seen.seq(),
      anyway: held,
      status,
      from: fromOf(screen),
    };
  };

  async function run(status: StatusView | undefined): Promise<void> {
    if (sending || Date.now() < deafUntil.current || !editor || editor.isEmpty) return;
    if (to.length === 0) return setTrouble({ at: 'noRecipient' });
    if (uploads.length > 0) return setTrouble({ at: 'waitForFiles' });
    const chosen = held ? (status ?? lastStatus.current) : status;
    lastStatus.current = chosen;
    setSending(true);
    setTrouble(null);
    const outcome = await sendReply(screen, draft, name, () => compose(chosen));
    setSending(false);
    if (outcome.at === 'stale') {
      deafUntil.current = Date.now() + deafness;
      setHeld(true);
    } else if (outcome.at === 'nothing') setTrouble({ at: 'alreadySent' });
    else if (outcome.at === 'sent') setHeld(false);
    else setTrouble(outcome);
  }
  const live = useScreenState((state) => state.line.at === 'live');
  useEffect(() => {
    if (live) setTrouble((now) => (now?.at === 'offline' ? null : now));
  }, [live]);

  const send = (status?: StatusView) => void run(status);
  return {
    ticket,
    draft,
    fields,
    editor,
    empty,
    to,
    from: fromOf(screen),
    contactName,
    uploads,
    attach,
    sending,
    trouble,
    stale,
    send,
    keepEditing: () => {
      look();
      setHeld(false);
      editor?.commands.focus();
    },
    onKey: (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) send();
    },
  };
}
