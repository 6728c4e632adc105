import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { priorities } from '../../shared/order.ts';
import { valueIn } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';
import { type Names, useScreen, useShown } from '../connection/screenContext.ts';
import { momentOf, rowTime } from '../i18n/format.ts';
import { useClock } from '../i18n/useClock.ts';
import { isComposing } from '../keyboard/actions.ts';
import { setName, setPriority, setProperty, setTeam } from '../tickets/change.ts';
import { pipelineName, statusName } from '../tickets/names.ts';
import { OwnerMenu } from '../tickets/ownerMenu.tsx';
import { useOwners } from '../tickets/owners.ts';
import { PriorityBars } from '../tickets/priorityBars.tsx';
import { customWord, languageName } from '../tickets/propertyWords.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { StatusMenu } from '../tickets/statusMenu.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { CellPopover, isWide } from './cellPopover.tsx';
import type { Column } from './columns.ts';

interface CellProps {
  column: Column;
  ticket: TicketView;
  names: Names;
  editable: boolean;
}

/** A ticket's value of a column, in words. */
function useWord({ column, ticket, names }: CellProps): { word: string; icon?: ReactNode } {
  const { t } = useTranslation();
  const { t: view } = useTranslation('views');
  const clock = useClock();
  const { key, property } = column;
  const value = valueIn(ticket, key);
  const nothing = { word: view('table.nothing') };
  if (key === 'number') return { word: String(ticket.number) };
  if (key === 'status') {
    const status = names.pipelines[ticket.pipelineId]?.statuses.find(({ id }) => id === ticket.statusId);
    return status ? { word: statusName(t, status), icon: <StatusGlyph status={status} /> } : nothing;
  }
  if (key === 'pipeline') {
    const pipeline = names.pipelines[ticket.pipelineId];
    return pipeline ? { word: pipelineName(t, pipeline) } : nothing;
  }
  if (key === 'priority')
    return { word: t(`priority.${ticket.priority}`), icon: <PriorityBars priority={ticket.priority} /> };
  if (key === 'owner') {
    const owner = names.members[ticket.ownerId ?? ''];
    return owner
      ? { word: owner.name, icon: <MemberAvatar name={owner.name} color={owner.color} size={18} /> }
      : { ...nothing, icon: <NobodyAvatar size={18} /> };
  }
  if (key === 'team') return ticket.teamId ? { word: names.teams[ticket.teamId]?.name ?? '' } : nothing;
  if (key === 'contacts') return { word: names.contacts[ticket.contactIds[0] ?? '']?.name ?? view('table.noContact') };
  if (key === 'company') return ticket.companyId ? { word: names.companies[ticket.companyId]?.name ?? '…' } : nothing;
  if (key === 'source') return { word: t(`channel.${ticket.source}`) };
  if (key === 'name') return { word: ticket.name };
  if (key === 'activity') return { word: rowTime(new Date(ticket.activityAt), clock) };
  if (value === null || value === '') return { word: '' };
  if (property?.kind === 'moment') return { word: momentOf(new Date(String(value)), clock) };
  if (key === 'tags') return { word: ticket.tags.join(', ') };
  return { word: customWord(t, names, key, Array.isArray(value) ? value.join(',') : String(value)) };
}

const plainLook = 'flex h-full w-full min-w-0 items-center gap-1.5 px-2 text-left';
const buttonLook = `${plainLook} rounded-chip hover:bg-hover focus-visible:outline-offset-[-2px]`;

/** A cell: what it says, and where it may be changed, a way to change it in its place. */
export function Cell(props: CellProps) {
  const { t } = useTranslation('views');
  const { column, ticket, editable } = props;
  const { word, icon } = useWord(props);
  const [typing, setTyping] = useState(false);
  const said = (
    <>
      {icon}
      <span className="truncate">{word}</span>
    </>
  );
  const kind = column.property?.kind;
  const byMenu = ['status', 'priority', 'owner', 'team'].includes(column.key) || isChoice(column);
  const byTyping = column.property?.inMap && (kind === 'text' || kind === 'number' || kind === 'date');
  if (!editable || !(byMenu || byTyping || isWide(column) || kind === 'checkbox'))
    return <span className={plainLook}>{said}</span>;
  if (typing) return <Typing {...props} onEnd={() => setTyping(false)} />;
  const label = t('table.edit', { name: column.name, value: word || t('table.nothing') });
  const button = (onClick?: () => void) => (
    <button type="button" aria-label={label} onClick={onClick} className={buttonLook}>
      {said}
    </button>
  );
  if (byTyping) return button(() => setTyping(true));
  if (column.key === 'status') return <StatusMenu ticket={ticket} trigger={button()} />;
  if (column.key === 'owner') return <OwnerMenu ticket={ticket} trigger={button()} />;
  if (isWide(column)) return <CellPopover column={column} ticket={ticket} trigger={button()} />;
  if (kind === 'checkbox') return <Tick {...props} label={label} />;
  return <ChoiceMenu {...props} trigger={button()} />;
}

const isChoice = ({ property }: Column): boolean =>
  property?.inMap === true &&
  (property.kind === 'choice' || property.kind === 'person' || property.kind === 'multiChoice');

function Tick({ column, ticket, label }: CellProps & { label: string }) {
  const screen = useScreen();
  return (
    <span className={plainLook}>
      <input
        type="checkbox"
        aria-label={label}
        checked={valueIn(ticket, column.key) === true}
        onChange={(event) => setProperty(screen, ticket, column.key, event.target.checked || null)}
        className="size-4 accent-accent"
      />
    </span>
  );
}

function ChoiceMenu({ column, ticket, trigger }: CellProps & { trigger: React.ReactElement }) {
  const { t } = useTranslation();
  const { t: view } = useTranslation('views');
  const screen = useScreen();
  const owners = useOwners();
  const teams = useShown((state) => state.teams);
  const { key, property } = column;
  if (key === 'priority')
    return (
      <Menu trigger={trigger}>
        {priorities.toReversed().map((one) => (
          <MenuItem
            key={one}
            icon={<PriorityBars priority={one} />}
            checked={one === ticket.priority}
            onSelect={() => setPriority(screen, ticket, one)}
          >
            {t(`priority.${one}`)}
          </MenuItem>
        ))}
      </Menu>
    );
  const value = valueIn(ticket, key);
  const several = property?.kind === 'multiChoice';
  const chosen = Array.isArray(value) ? value : value === null ? [] : [String(value)];
  const options =
    key === 'team'
      ? Object.values(teams)
      : property?.kind === 'person'
        ? owners
        : (property?.options ?? []).filter(({ id, gone }) => !gone || chosen.includes(id));
  const put = (next: PropertyValue | null) =>
    key === 'team'
      ? setTeam(screen, ticket, typeof next === 'string' ? next : null)
      : setProperty(screen, ticket, key, next);
  return (
    <Menu trigger={trigger}>
      {options.map(({ id, name }) => (
        <MenuItem
          key={id}
          checked={chosen.includes(id)}
          onSelect={() =>
            put(several ? (chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]) : id)
          }
        >
          {key === 'language' ? languageName(id) : name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem checked={chosen.length === 0} onSelect={() => put(null)}>
        {view('table.nothing')}
      </MenuItem>
    </Menu>
  );
}

/** Enter keeps what was typed, Escape what was there; leaving keeps it too. */
export function Typing({ column, ticket, onEnd }: CellProps & { onEnd: () => void }) {
  const screen = useScreen();
  const { key, property } = column;
  const before = String(valueIn(ticket, key) ?? '');
  const [text, setText] = useState(before);
  const number = Number(text.trim().replace(',', '.'));
  const wrong = property?.kind === 'number' && text.trim() !== '' && !Number.isFinite(number);
  const keep = () => {
    if (wrong) return;
    onEnd();
    if (text.trim() === before.trim()) return;
    if (key === 'name') setName(screen, ticket, text);
    else if (text.trim() === '') setProperty(screen, ticket, key, null);
    else setProperty(screen, ticket, key, property?.kind === 'number' ? number : text.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Enter') keep();
    if (event.key === 'Escape') onEnd();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it stands where its button was pressed
      autoFocus
      type={property?.kind === 'date' ? 'date' : 'text'}
      aria-label={column.name}
      aria-invalid={wrong || undefined}
      maxLength={key === 'name' ? 300 : 5000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={() => (wrong ? onEnd() : keep())}
      onKeyDown={onKeyDown}
      className="mx-0.5 h-7 w-[calc(100%-4px)] rounded-control border border-focus bg-page px-1.5 outline-none aria-invalid:border-danger"
    />
  );
}
