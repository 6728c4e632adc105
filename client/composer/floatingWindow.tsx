import { ChevronDown, ChevronUp, ExternalLink, PanelBottomClose, X } from 'lucide-react';
import { type ReactNode, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { canEdit } from '../../shared/access.ts';
import type { TicketView } from '../../shared/entities.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useThread } from '../conversation/thread.ts';
import { IconButton } from '../ui/iconButton.tsx';
import { usePlace } from '../views/place.ts';
import { ComposerShape } from './composerShape.tsx';
import { type FloatingReply, floatingOf } from './floating.ts';
import { gripOf } from './useGrip.ts';
import Writer from './writer.tsx';

const headHeight = 40;

/** A reply that floats: it can be moved, resized and minimised, and stays while its writer looks at other tickets. */
export function FloatingWindow({ at, depth }: { at: FloatingReply; depth: number }) {
  const { t } = useTranslation('composer');
  const floating = floatingOf(useScreen());
  const ticket = useShown((state) => state.tickets[at.ticketId]);
  const { thread } = useThread(at.ticketId);
  const { number, name } = ticket ?? {};
  const label = ticket ? t('float.window', { number, name }) : t('float.bare');
  const { x, y, width, height, minimised, ticketId } = at;
  const gone = thread?.state === 'gone' || (!ticket && thread?.state === 'here');
  return (
    <div
      role="dialog"
      aria-label={label}
      data-floating={ticketId}
      onPointerDownCapture={() => floating.raise(ticketId)}
      onFocusCapture={() => floating.raise(ticketId)}
      style={{
        left: x,
        top: minimised ? undefined : y,
        bottom: minimised ? 0 : undefined,
        width,
        height: minimised ? headHeight : height,
        zIndex: 25 + depth,
      }}
      className={`fixed flex flex-col overflow-hidden border border-line-strong bg-page shadow-high focus-within:border-focus ${minimised ? 'rounded-t-composer' : 'rounded-composer'}`}
    >
      <Head at={at} title={ticket ? t('float.title', { number, name }) : t('float.bare')} />
      <div className={minimised ? 'hidden' : 'contents'}>
        {gone && <p className="p-4 text-ink-2">{t('float.gone')}</p>}
        {!gone && ticket && thread?.state === 'here' && <Inside ticket={ticket} />}
        {!gone && !(ticket && thread?.state === 'here') && <ComposerShape />}
        <Corner at={at} />
      </div>
    </div>
  );
}

const noAnswer = () => {};

function Inside({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation();
  const editable = useShown((state) => canEdit(meIn(state), ticket)) && ticket.contactIds.length > 0;
  if (!editable) return <p className="p-4 text-ink-2">{t('composer.readOnly')}</p>;
  return <Writer ticket={ticket} answered={null} onAnswered={noAnswer} focusFirst tabs={null} floating />;
}

function Head({ at, title }: { at: FloatingReply; title: ReactNode }) {
  const { t } = useTranslation('composer');
  const floating = floatingOf(useScreen());
  const { view, go } = usePlace();
  const { ticketId, minimised } = at;
  const grip = gripOf(() => (x, y) => floating.change(ticketId, { x: at.x + x, y: minimised ? at.y : at.y + y }));
  const minimise = useCallback(
    () => floating.change(ticketId, { minimised: !minimised }),
    [floating, ticketId, minimised],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is dragged, and moved by the arrow keys
    <div
      role="group"
      aria-roledescription={t('float.moveHint')}
      aria-label={t('float.move')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move it
      tabIndex={0}
      {...grip}
      onDoubleClick={(event) => event.target instanceof Element && !event.target.closest('button') && minimise()}
      className="flex h-[38px] shrink-0 cursor-move touch-none items-center gap-1 border-b border-line bg-panel pr-2 pl-4 -outline-offset-2 select-none"
    >
      <h3 className="min-w-0 flex-1 truncate font-medium">{title}</h3>
      <IconButton small icon={ExternalLink} label={t('float.toTicket')} onClick={() => go(view, ticketId)} />
      <IconButton
        small
        icon={minimised ? ChevronUp : ChevronDown}
        label={t(minimised ? 'float.restore' : 'float.minimise')}
        aria-expanded={!minimised}
        onClick={minimise}
      />
      <IconButton
        small
        icon={PanelBottomClose}
        label={t('float.in')}
        onClick={() => {
          floating.close(ticketId);
          go(view, ticketId);
        }}
      />
      <IconButton small icon={X} label={t('float.close')} onClick={() => floating.close(ticketId)} />
    </div>
  );
}

/** The lower right corner is drawn out. */
function Corner({ at }: { at: FloatingReply }) {
  const { t } = useTranslation('composer');
  const floating = floatingOf(useScreen());
  const grip = gripOf(() => (x, y) => floating.change(at.ticketId, { width: at.width + x, height: at.height + y }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: <hr> cannot be focused and dragged
    <div
      role="separator"
      aria-label={t('float.size')}
      aria-valuenow={Math.round(at.height)}
      tabIndex={0}
      {...grip}
      className="absolute right-0 bottom-0 size-3.5 cursor-nwse-resize touch-none rounded-tl-chip after:absolute after:right-1 after:bottom-1 after:size-1.5 after:border-line-input after:border-r-2 after:border-b-2 focus-visible:bg-sel"
    />
  );
}
