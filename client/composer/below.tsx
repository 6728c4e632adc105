import { Ellipsis, PencilLine, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentOf } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import type { ReplyModel } from './useReply.ts';

/** What goes along below the text: the signature, and the message that is answered, folded. */
export function Below({ reply }: { reply: ReplyModel }) {
  return (
    <div className="mt-2 flex flex-col gap-2 text-ink-2">
      <SignatureLines reply={reply} />
      <QuotedMessage reply={reply} />
    </div>
  );
}

function SignatureLines({ reply: { signature, draft } }: { reply: ReplyModel }) {
  const { t } = useTranslation('drafts');
  const { text, own, address, team } = signature;
  if (!own && !address && !team) return null;
  return (
    <div className="group flex items-start gap-2">
      <p className="min-w-0 whitespace-pre-wrap break-words">{text || ''}</p>
      <Menu
        side="top"
        trigger={
          <button
            type="button"
            aria-label={t('signature.choose')}
            className={`rounded-chip px-1 text-[0.75rem] text-ink-3 hover:bg-hover hover:text-ink max-md:min-h-11 ${text ? 'opacity-0 group-hover:opacity-100 focus-visible:opacity-100 max-md:opacity-100' : ''}`}
          >
            {t('signature.label')}
          </button>
        }
      >
        {own && (
          <MenuItem checked={text === own} onSelect={() => draft.set({ signature: own })}>
            {t('signature.own')}
          </MenuItem>
        )}
        {address && (
          <MenuItem checked={text === address} onSelect={() => draft.set({ signature: address })}>
            {t('signature.address')}
          </MenuItem>
        )}
        {team && (
          <MenuItem checked={text === team} onSelect={() => draft.set({ signature: team })}>
            {t('signature.team')}
          </MenuItem>
        )}
        <MenuItem checked={text === ''} onSelect={() => draft.set({ signature: '' })}>
          {t('signature.none')}
        </MenuItem>
      </Menu>
    </div>
  );
}

const line = (text: string) => ({ type: 'paragraph', ...(text && { content: [{ type: 'text', text }] }) });

/** A message as the editor quotes it. */
const quotation = (head: string, words: string) => [
  line(''),
  line(head),
  { type: 'blockquote', content: words.trim().split('\n').map(line) },
];

function QuotedMessage({ reply: { quoted, fields, draft, editor } }: { reply: ReplyModel }) {
  const { t } = useTranslation('drafts');
  const clock = useClock();
  const [open, setOpen] = useState(false);
  if (!quoted) return null;
  const from = quoted.from.name || quoted.from.address;
  const head = t(fields.forward ? 'quote.forwarded' : 'quote.head', {
    name: from,
    time: momentOf(new Date(quoted.at), clock),
  });
  /** The words come into the text, where they can be changed; nothing else is quoted then. */
  const edit = () => {
    if (!editor) return;
    const end = editor.state.doc.content.size;
    editor.commands.insertContentAt(end, quotation(head, quoted.text), { updateSelection: false });
    draft.set({ quote: false });
    editor.commands.focus();
  };
  const shown = open || fields.forward === true;
  return (
    <div>
      <div className="flex items-center gap-1">
        <IconButton
          small
          icon={Ellipsis}
          label={t(shown ? 'quote.hide' : 'quote.show')}
          aria-expanded={shown}
          on={shown}
          onClick={() => setOpen(!open)}
        />
        {shown && <span className="min-w-0 flex-1 truncate text-[0.75rem] text-ink-3">{head}</span>}
        {shown && <IconButton small icon={PencilLine} label={t('editQuote', { ns: 'composer' })} onClick={edit} />}
        {shown && !fields.forward && (
          <IconButton small icon={X} label={t('quote.remove')} onClick={() => draft.set({ quote: false })} />
        )}
      </div>
      {shown && (
        <blockquote className="mt-1 max-h-40 overflow-y-auto border-l-2 border-line-strong pl-3 whitespace-pre-wrap break-words">
          {quoted.text.trim()}
        </blockquote>
      )}
    </div>
  );
}
