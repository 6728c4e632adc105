import { Lock, Users } from 'lucide-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { MemberView, TicketView } from '../../shared/entities.ts';
import { reasonOf } from '../connection/refused.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { MemberAvatar } from '../ui/avatar.tsx';
import { Chip } from '../ui/chip.tsx';
import { warn } from '../ui/toast.tsx';
import { type Candidate, candidatesFor } from './candidates.ts';
import type { Picking } from './mentionNode.ts';
import type { Picker } from './usePicker.ts';

const width = 360;
const edge = 8;
const gap = 6;
const tallest = 320;

/** The people and teams that `@` offers. The focus stays in the text, which says which of them is meant. */
export function MentionPicker({ picker, ticket, text }: { picker: Picker; ticket: TicketView; text: HTMLElement }) {
  const picking = useStore(picker.picking, (value) => value);
  return picking && <List picker={picker} picking={picking} ticket={ticket} text={text} />;
}

function List({
  picker,
  picking,
  ticket,
  text,
}: {
  picker: Picker;
  picking: Picking;
  ticket: TicketView;
  text: HTMLElement;
}) {
  const { t } = useTranslation('comments');
  const screen = useScreen();
  const state = useShown((shown) => shown);
  const id = useId();
  const found = useMemo(() => candidatesFor(state, ticket, picking.query), [state, ticket, picking.query]);
  const [at, setAt] = useState({ query: picking.query, index: 0 });
  const index = at.query === picking.query ? Math.min(at.index, Math.max(0, found.length - 1)) : 0;
  const move = (by: number) =>
    setAt({ query: picking.query, index: (index + by + found.length) % Math.max(1, found.length) });
  const box = useRef<HTMLDivElement>(null);

  const choose = (one: Candidate) => {
    picking.mention(one.id);
    if (one.kind === 'team' || one.how !== 'letIn') return;
    screen
      .ask('ticket.letIn', { ticketId: ticket.id, memberId: one.id })
      .catch((error) =>
        warn(t('notLetIn', { name: one.member.name, why: t(`refusal.${reasonOf(error)}`, { ns: 'translation' }) })),
      );
  };

  useEffect(() => {
    picker.onKey.current = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return false;
      if (event.key === 'Escape') {
        picker.picking.set(() => null);
        return true;
      }
      if (found.length === 0) return false;
      const chosen = found[index];
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) choose(chosen);
      else return false;
      return true;
    };
    return () => {
      picker.onKey.current = () => false;
    };
  });
  useEffect(() => {
    const before = text.getAttribute('aria-label');
    text.setAttribute('aria-autocomplete', 'list');
    text.setAttribute('aria-haspopup', 'listbox');
    text.setAttribute('aria-controls', id);
    return () => {
      for (const name of ['aria-autocomplete', 'aria-haspopup', 'aria-controls', 'aria-activedescendant'])
        text.removeAttribute(name);
      if (before) text.setAttribute('aria-label', before);
    };
  }, [text, id]);
  useEffect(() => {
    text.setAttribute('aria-activedescendant', `${id}-${index}`);
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [text, id, index]);

  /** Above all of the text where there is room, else above the line that is being typed, or below it. */
  useLayoutEffect(() => {
    const list = box.current;
    const rect = picking.rect();
    if (!list || !rect) return;
    const field = text.closest('[data-writing]') ?? text;
    const head = Math.max(text.getBoundingClientRect().top, field.getBoundingClientRect().top);
    const top = head > tallest ? head : rect.top;
    const above = top > tallest || top > window.innerHeight - rect.bottom;
    const left = Math.max(edge, Math.min(rect.left - 12, window.innerWidth - list.offsetWidth - edge));
    list.style.left = `${left}px`;
    list.style.top = above ? 'auto' : `${rect.bottom + gap}px`;
    list.style.bottom = above ? `${window.innerHeight - top + gap}px` : 'auto';
    list.style.maxHeight = `${Math.min(tallest, (above ? top : window.innerHeight - rect.bottom) - gap - edge)}px`;
  });

  const nobody = found.length === 0;
  if (nobody && picking.query.includes(' ')) return null;
  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing anywhere in it leaves the focus in the text
    <div
      ref={box}
      style={{ width: `min(${width}px, calc(100vw - ${2 * edge}px))` }}
      className="fixed z-50 flex flex-col overflow-y-auto rounded-card border border-line-strong bg-raised p-1 text-body text-ink shadow-pop"
      onMouseDown={(event) => event.preventDefault()}
    >
      <p className="px-2 pt-1 pb-1 text-meta text-ink-3">{t('pick.title')}</p>
      {nobody && <p className="px-2 pb-1.5 text-ink-2">{t('pick.nobody', { query: picking.query })}</p>}
      <div role="listbox" id={id} aria-label={t('pick.title')}>
        {found.map((one, place) => {
          const option = (offset: 0 | 1) => {
            const at = place + offset;
            const meant = found[at] ?? one;
            return {
              id: `${id}-${at}`,
              selected: at === index,
              onHover: () => setAt({ query: picking.query, index: at }),
              onChoose: () => choose(meant),
            };
          };
          if (one.kind === 'team') return <TeamOption key={one.id} {...option(0)} one={one} />;
          if (one.how === 'sees') return <MemberOption key={one.id} {...option(0)} member={one.member} />;
          const second = found[place - 1];
          if (one.how === 'anyway' && second?.id === one.id) return null;
          return (
            <BlindMember
              key={one.id}
              member={one.member}
              number={ticket.number}
              letIn={one.how === 'letIn' ? option(0) : null}
              anyway={option(one.how === 'letIn' ? 1 : 0)}
            />
          );
        })}
      </div>
      <p role="status" className="sr-only">
        {t('pick.count', { count: found.length })}
      </p>
    </div>,
    document.body,
  );
}

interface OptionProps {
  id: string;
  selected: boolean;
  onHover: () => void;
  onChoose: () => void;
}

function Option({
  id,
  selected,
  onHover,
  onChoose,
  className,
  children,
}: OptionProps & { className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are taken where the focus is, in the text
    // biome-ignore lint/a11y/useFocusableInteractive: the text keeps the focus and names the option by aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onMouseMove={selected ? undefined : onHover}
      onClick={onChoose}
      className={`flex cursor-default items-center gap-2 rounded-control ${className}`}
    >
      {children}
    </div>
  );
}

const row = (selected: boolean) => `min-h-8 px-2 py-1 max-md:min-h-11 ${selected ? 'bg-active' : ''}`;

/** The name, and beside it the team that tells two of one name apart. */
function Named({ member }: { member: MemberView }) {
  const team = useShown((state) => (member.mainTeamId ? state.teams[member.mainTeamId]?.name : undefined));
  return (
    <span className="min-w-0 flex-1 truncate">
      {member.name}
      {team && <span className="ml-1.5 text-[0.75rem] text-ink-3">{team}</span>}
    </span>
  );
}

function MemberOption({ member, ...option }: OptionProps & { member: MemberView }) {
  return (
    <Option {...option} className={row(option.selected)}>
      <MemberAvatar name={member.name} color={member.color} size={24} />
      <Named member={member} />
    </Option>
  );
}

function TeamOption({ one, ...option }: OptionProps & { one: Candidate & { kind: 'team' } }) {
  const { t } = useTranslation('comments');
  return (
    <Option {...option} className={row(option.selected)}>
      <span className="flex size-6 shrink-0 items-center justify-center rounded-control bg-active text-ink-2">
        <Users className="size-4" aria-hidden />
      </span>
      <span className="truncate">{one.team.name}</span>
      <span className="min-w-0 flex-1 truncate text-[0.75rem] text-ink-3">
        {t(one.blind === 0 ? 'pick.team' : 'pick.teamBlind', { count: one.people, blind: one.blind })}
      </span>
    </Option>
  );
}

interface BlindMemberProps {
  member: MemberView;
  number: number;
  /** Null when the reader may not let anybody in. */
  letIn: OptionProps | null;
  anyway: OptionProps;
}

/** Who may not open the ticket is marked; the reader chooses what becomes of that. */
function BlindMember({ member, number, letIn, anyway }: BlindMemberProps) {
  const { t } = useTranslation('comments');
  const { name } = member;
  const meant = letIn?.selected || anyway.selected;
  const button = (selected: boolean) =>
    `h-7 px-2.5 font-medium max-md:h-11 ${selected ? 'bg-accent text-white' : 'border border-line-strong bg-page'}`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: options of a listbox are grouped by role
    <div role="group" aria-label={name} className={`rounded-control px-2 py-1 ${meant ? 'bg-active' : ''}`}>
      <p className="flex min-h-6 items-center gap-2">
        <MemberAvatar name={name} color={member.color} size={24} />
        <Named member={member} />
        <Chip tone="wait">
          <Lock className="size-3" aria-hidden />
          {t('pick.blind')}
        </Chip>
      </p>
      <div className="flex flex-wrap gap-2 py-1 pl-8">
        {letIn && (
          <Option {...letIn} className={button(letIn.selected)}>
            {t('pick.letIn', { name })}
          </Option>
        )}
        <Option {...anyway} className={button(anyway.selected)}>
          {t('pick.anyway')}
        </Option>
      </div>
      {meant && (
        <p className="pl-8 text-[0.75rem]/4 text-ink-3">
          {t(letIn?.selected ? 'pick.letInHint' : 'pick.anywayHint', { name, number })}
        </p>
      )}
    </div>
  );
}
