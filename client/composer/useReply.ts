import { type Editor, useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox, MessageView, TicketView } from '../../shared/entities.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import { useCarets } from '../comments/useCarets.ts';
import { useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import type { Draft, Fields } from '../drafts/document.ts';
import type { Slot } from '../drafts/slot.ts';
import { isComposing } from '../keyboard/actions.ts';
import { isAddress } from './recipients.ts';
import { withoutEmptyEnds } from './sameText.ts';
import { useAnswered } from './useAnswered.ts';
import { useBeginning } from './useBeginning.ts';
import { type From, useFrom } from './useFrom.ts';
import { type Pictures, usePictures } from './usePictures.ts';
import { useReplyEditor } from './useReplyEditor.ts';
import { type News, useSeen } from './useSeen.ts';
import { type Lacking, type Trouble, useSending, type Wish } from './useSending.ts';
import { type SignatureChoice, useSignature } from './useSignature.ts';
import { type Upload, useUploads } from './useUploads.ts';

export interface ReplyModel {
  ticket: TicketView;
  slot: Slot;
  draft: Draft;
  fields: Fields;
  editor: Editor | null;
  empty: boolean;
  to: Mailbox[];
  from: From;
  /** The message that goes along below the text. */
  quoted: MessageView | undefined;
  /** What it answers when nothing else is said. */
  newest: MessageView | undefined;
  signature: SignatureChoice;
  uploads: readonly Upload[];
  attach: (files: Iterable<File>) => void;
  pictures: Pictures;
  sending: boolean;
  trouble: Trouble | null;
  /** Held back because these have come; null when nothing holds it. */
  stale: News[] | null;
  /** What the status requires that is to be set with the send. */
  lacking: Lacking | null;
  fill: (values: PropertyChanges | null) => void;
  /** What Ctrl Enter does while that is asked for. */
  confirm: RefObject<() => void>;
  send: (wish?: Wish) => void;
  keepEditing: () => void;
  /** It has been thrown away. */
  done: () => void;
  /** Ctrl Enter, wherever in the composer the focus is. */
  onKey: (event: KeyboardEvent) => void;
}

interface Written {
  ticket: TicketView;
  slot: Slot;
  draft: Draft;
  /** It has been sent, or thrown away. */
  done: () => void;
}

/** Everything about one reply but its looks. */
export function useReply({ ticket, slot, draft, done }: Written): ReplyModel {
  const { t } = useTranslation();
  const fields = useStore(draft.fields, (value) => value);
  const { to, target, newest, contactName } = useAnswered(ticket, fields);
  const { uploads, attach } = useUploads(ticket.id, draft);
  const pictures = usePictures(draft.body, () => draft.place()?.docId ?? null);
  const editor = useReplyEditor({
    body: draft.body,
    label: t('composer.label'),
    placeholder: contactName ? t('composer.placeholder', { name: contactName }) : t('composer.placeholderBare'),
    pictures,
    onFiles: attach,
  });
  const shared = useShown((state) => (state.drafts[draft.place()?.docId ?? '']?.sharedWith.length ?? 0) > 0);
  const awareness = useStore(draft.saved, () => draft.awareness());
  useCarets(editor, shared ? awareness : null);
  const empty = useEditorState({ editor, selector: ({ editor: now }) => now?.isEmpty ?? true }) ?? true;
  const quoted = fields.quote === false ? undefined : target;
  const from = useFrom(ticket, target, fields);
  const signature = useSignature(ticket, fields, from.channel);

  const { look, seq, news } = useSeen(ticket.id);
  // What stands on the screen when writing ends or begins anew was seen; what comes from then on is news.
  useEffect(() => {
    if (empty) look();
  }, [empty, look]);
  useBeginning(editor, look);

  const obstacle = (): Trouble | null => {
    if (to.length === 0) return { at: 'noRecipient' };
    const everybody = [...to, ...(fields.cc ?? []), ...(fields.bcc ?? [])];
    if (!everybody.every(({ address }) => isAddress(address))) return { at: 'badRecipient' };
    if (uploads.some(({ failed }) => failed)) return { at: 'failedFiles' };
    return uploads.length + pictures.coming > 0 ? { at: 'waitForFiles' } : null;
  };
  const sending = useSending(
    slot,
    draft,
    empty && !fields.forward,
    obstacle,
    ({ status, properties, sendAt }, anyway) => {
      const { cc = [], bcc = [], files = [] } = draft.fields.get();
      const html = withoutEmptyEnds(editor?.getHTML() ?? '');
      const { id: channelId, name = '', address = '' } = from.channel ?? {};
      const below = { replyTo: target?.id, quote: quoted !== undefined, signature: signature.text, channelId };
      const sender = { name, address };
      return { ticket, html, to, cc, bcc, files, below, seen: seq(), anyway, status, properties, from: sender, sendAt };
    },
    done,
  );

  const confirm = useRef(() => {});
  const latest = useRef(sending.send);
  useEffect(() => {
    latest.current = sending.lacking ? () => confirm.current() : sending.send;
  });

  return {
    ticket,
    slot,
    draft,
    fields,
    editor,
    empty,
    to,
    from,
    quoted,
    newest,
    signature,
    uploads,
    attach,
    pictures,
    sending: sending.sending,
    trouble: sending.trouble,
    stale: sending.held ? news : null,
    lacking: sending.lacking,
    fill(values) {
      sending.fill(values);
      if (!values) editor?.commands.focus();
    },
    confirm,
    send: sending.send,
    done,
    keepEditing: () => {
      look();
      sending.release();
      editor?.commands.focus();
    },
    onKey: (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.repeat) return;
      // An address that is still being typed counts as soon as its field is left.
      if (event.target instanceof HTMLInputElement) event.target.blur();
      setTimeout(() => latest.current());
    },
  };
}
