import { AlarmClock, ChevronDown, ChevronLeft, CircleCheck, PanelRight, RotateCcw } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { useScreen, useScreenState, useShown } from '../connection/screenContext.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { useKeyOf } from '../keyboard/ownKeys.ts';
import { WhoIsHere } from '../presence/whoIsHere.tsx';
import { changeStatus } from '../required/asking.ts';
import { MoreMenu } from '../tickets/moreMenu.tsx';
import { closingStatus, statusName, statusOf } from '../tickets/names.ts';
import { OwnerMenu } from '../tickets/ownerMenu.tsx';
import { PutBackNote } from '../tickets/putBackNote.tsx';
import type { Question } from '../tickets/question.ts';
import { canSnooze, SnoozeItems } from '../tickets/snoozeItems.tsx';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { StatusMenu } from '../tickets/statusMenu.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { IconButton } from '../ui/iconButton.tsx';
import { Menu } from '../ui/menu.tsx';
import { Tip } from '../ui/tip.tsx';
import { TicketName } from './ticketName.tsx';

interface ConversationHeaderProps {
  ticket: TicketView;
  editable: boolean;
  phone: boolean;
  onBack: () => void;
  onAbout: () => void;
  onAsk: (question: Question) => void;
}

export function ConversationHeader({ ticket, editable, phone, onBack, onAbout, onAsk }: ConversationHeaderProps) {
  const { t } = useTranslation();
  const [statusKey, assignKey] = [useKeyOf('status'), useKeyOf('assign')];
  const screen = useScreen();
  const status = useShown((state) => statusOf(state, ticket));
  const owner = useShown((state) => (ticket.ownerId ? state.members[ticket.ownerId] : undefined));
  const pipeline = useShown((state) => state.pipelines[ticket.pipelineId]);
  const pending = useScreenState((state) => state.changes.some((change) => change.ticketId === ticket.id));
  const statusButton = useRef<HTMLButtonElement>(null);
  const ownerButton = useRef<HTMLButtonElement>(null);
  const snoozeButton = useRef<HTMLButtonElement>(null);
  const closed = ticket.phase === 'closed';
  const target = closingStatus(pipeline, closed);
  const close = () => target && void changeStatus(screen, [ticket.id], target, statusButton.current);
  useAction('status', () => statusButton.current?.click(), editable);
  useAction('assign', () => ownerButton.current?.click(), editable);
  useAction('close', close, editable);
  useAction('snooze', () => snoozeButton.current?.click(), editable && canSnooze(ticket));

  const statusWord = status ? statusName(t, status) : '';
  const ownerWord = owner?.name ?? t('owner.nobody');
  const button =
    '-mx-1.5 flex h-6 min-w-0 items-center gap-1.5 rounded-control px-1.5 text-ink-2 focus-visible:outline-offset-0 enabled:hover:bg-hover max-md:relative max-md:h-9 max-md:after:absolute max-md:after:inset-x-0 max-md:after:-inset-y-1';
  const caret = editable && <ChevronDown className="size-3.5 shrink-0 text-ink-3 max-md:hidden" aria-hidden />;
  return (
    <header className="shrink-0 border-b border-line px-4 max-md:px-2">
      <div className="flex min-h-[67px] items-center gap-2 max-md:gap-1">
        {phone && <h1 className="sr-only">{t('desk.conversationPane')}</h1>}
        {phone && <IconButton icon={ChevronLeft} label={t('conversation.back')} onClick={onBack} />}
        <div className="min-w-0 flex-1 pt-1 pb-1.5">
          <TicketName ticket={ticket} editable={editable} />
          <div className="mt-[3px] flex items-center gap-5 text-body max-md:gap-3.5 max-md:text-meta">
            <span className="shrink-0 tabular-nums text-ink-3">#{ticket.number}</span>
            <StatusMenu
              ticket={ticket}
              trigger={
                <button
                  ref={statusButton}
                  type="button"
                  disabled={!editable}
                  aria-label={t('status.change', { status: statusWord })}
                  aria-keyshortcuts={statusKey}
                  className={button}
                >
                  <StatusGlyph status={status} />
                  <span className={`truncate font-medium ${pending ? 'opacity-70' : ''}`}>{statusWord}</span>
                  {caret}
                </button>
              }
            />
            <OwnerMenu
              ticket={ticket}
              trigger={
                <button
                  ref={ownerButton}
                  type="button"
                  disabled={!editable}
                  aria-label={t('owner.change', { owner: ownerWord })}
                  aria-keyshortcuts={assignKey}
                  className={button}
                >
                  {owner ? (
                    <MemberAvatar name={owner.name} color={owner.color} size={16} />
                  ) : (
                    <NobodyAvatar size={16} />
                  )}
                  <span className={`truncate font-medium max-md:hidden ${pending ? 'opacity-70' : ''}`}>
                    {ownerWord}
                  </span>
                  {caret}
                </button>
              }
            />
            <span className="-ml-3 flex-1" />
            <WhoIsHere ticketId={ticket.id} />
          </div>
        </div>
        {editable && !phone && canSnooze(ticket) && (
          <Menu
            align="end"
            trigger={
              <IconButton ref={snoozeButton} icon={AlarmClock} label={t('snooze.label')} keys={['z']} side="bottom" />
            }
          >
            <SnoozeItems ticket={ticket} onChooseTime={() => onAsk('wakingTime')} />
          </Menu>
        )}
        {editable && target && (
          <IconButton
            icon={closed ? RotateCcw : CircleCheck}
            label={t(closed ? 'conversation.reopen' : 'conversation.close')}
            keys={['e']}
            side="bottom"
            onClick={close}
          />
        )}
        <MoreMenu ticket={ticket} editable={editable} onLeave={onBack} onAsk={onAsk} />
        {phone && (
          <Tip text={t('conversation.about')}>
            <button
              type="button"
              aria-label={t('conversation.about')}
              onClick={onAbout}
              className="flex size-11 items-center justify-center rounded-control text-ink-2"
            >
              <PanelRight className="size-5" aria-hidden />
            </button>
          </Tip>
        )}
      </div>
      <div className="empty:hidden [&>*]:mb-2">
        <PutBackNote ticket={ticket} properties={['status', 'owner', 'name']} />
      </div>
    </header>
  );
}
