import {
  Circle,
  FolderInput,
  GitMerge,
  ListChecks,
  RotateCcw,
  ShieldAlert,
  ShieldCheck,
  SignalHigh,
  Tag,
  Trash2,
  User,
  UsersRound,
} from 'lucide-react';
import { type ReactNode, type RefObject, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canDelete, canEdit } from '../../shared/access.ts';
import type { BulkChange } from '../../shared/bulk.ts';
import type { PipelineView, StatusView } from '../../shared/entities.ts';
import { priorities } from '../../shared/order.ts';
import { meIn } from '../../shared/state.ts';
import { useScreen, useShown } from '../connection/screenContext.ts';
import { useAction } from '../keyboard/keyboard.ts';
import { askFor, lackingIn } from '../required/asking.ts';
import { pipelineName, statusName } from '../tickets/names.ts';
import { useOwners } from '../tickets/owners.ts';
import { PriorityBars } from '../tickets/priorityBars.tsx';
import type { useSelection } from '../tickets/selection.ts';
import { StatusGlyph } from '../tickets/statusGlyph.tsx';
import { MemberAvatar, NobodyAvatar } from '../ui/avatar.tsx';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../ui/menu.tsx';
import { actionLook, wordLook } from './actionLook.ts';
import { MergeMany } from './mergeMany.tsx';
import { PropertyDialog } from './propertyDialog.tsx';
import { TagAction } from './tagAction.tsx';

interface ActionProps {
  onChange: (change: BulkChange) => void;
  selection: ReturnType<typeof useSelection>;
  aside: 'trash' | 'spam' | null;
  disabled: boolean;
}

const icon = { className: 'size-4 text-ink-2', 'aria-hidden': true } as const;

function Action({
  label,
  picture,
  ...rest
}: {
  label: string;
  picture: ReactNode;
  disabled: boolean;
  onClick?: () => void;
}) {
  return (
    <button type="button" aria-label={label} title={label} className={actionLook} {...rest}>
      {picture}
      <span className={wordLook}>{label}</span>
    </button>
  );
}

/** What may be done to those that are chosen: of what the reader may change none of them, nothing is offered. product: A2 */
export function BulkActions({ onChange, selection, aside, disabled }: ActionProps) {
  const { t } = useTranslation('bulk');
  const { t: w } = useTranslation();
  const screen = useScreen();
  const owners = useOwners();
  const teams = Object.values(useShown((state) => state.teams)).sort((a, b) => a.name.localeCompare(b.name));
  const pipelines = Object.values(useShown((state) => state.pipelines));
  const [over, setOver] = useState<'merge' | 'property' | null>(null);
  const assignButton = useRef<HTMLButtonElement>(null);
  const statusButton = useRef<HTMLButtonElement>(null);
  const { ids, all } = selection;
  const me = useShown(meIn);
  const known = useShown((state) => state.tickets);
  const tickets = useMemo(() => ids.flatMap((id) => known[id] ?? []), [ids, known]);
  const editable = useMemo(() => tickets.filter((ticket) => canEdit(me, ticket)).length, [tickets, me]);
  const deletable = useMemo(() => tickets.some((ticket) => canDelete(me, ticket)), [tickets, me]);
  const mergeable = aside === null && editable > 1;
  useAction('assign', () => assignButton.current?.click(), editable > 0);
  useAction('status', () => statusButton.current?.click(), editable > 0);
  useAction('merge', () => setOver('merge'), mergeable && !disabled);

  /** What the status requires and some of them lack is asked for beside the menu. */
  async function setStatus(status: StatusView): Promise<void> {
    const { shown } = screen.store.get();
    if (!shown) return;
    const lacking = ids.flatMap((id) => {
      const ticket = shown.tickets[id];
      const keys = ticket ? lackingIn(shown, ticket, status) : [];
      return keys.length > 0 ? [keys] : [];
    });
    const keys = all ? (status.requiredProperties ?? []) : [...new Set(lacking.flat())];
    if (keys.length === 0) return onChange({ statusId: status.id });
    const at = statusButton.current;
    const count = all ? ids.length : lacking.length;
    const properties = await askFor(screen, { status, keys, count, at, given: {} });
    if (properties) onChange({ statusId: status.id, properties });
  }

  const trigger = (label: string, picture: ReactNode, ref?: RefObject<HTMLButtonElement | null>) => (
    <button ref={ref} type="button" aria-label={label} title={label} disabled={disabled} className={actionLook}>
      {picture}
      <span className={wordLook}>{label}</span>
    </button>
  );
  const statusItems = (pipeline: PipelineView) =>
    pipeline.statuses.map((status) => (
      <MenuItem key={status.id} icon={<StatusGlyph status={status} />} onSelect={() => void setStatus(status)}>
        {statusName(w, status)}
      </MenuItem>
    ));
  const forEditors = (
    <>
      <Menu side="top" trigger={trigger(t('assign'), <User {...icon} />, assignButton)}>
        <MenuGroup label={t('owner')}>
          {owners.map(({ id, name, color }) => (
            <MenuItem
              key={id}
              icon={<MemberAvatar name={name} color={color} size={18} />}
              onSelect={() => onChange({ assign: { ownerId: id } })}
            >
              {name}
            </MenuItem>
          ))}
          <MenuItem icon={<NobodyAvatar size={18} />} onSelect={() => onChange({ assign: { ownerId: null } })}>
            {w('owner.nobody')}
          </MenuItem>
        </MenuGroup>
        <MenuLine />
        <MenuGroup label={t('team')}>
          {teams.map(({ id, name }) => (
            <MenuItem key={id} icon={<UsersRound {...icon} />} onSelect={() => onChange({ assign: { teamId: id } })}>
              {name}
            </MenuItem>
          ))}
          <MenuItem onSelect={() => onChange({ assign: { teamId: null } })}>{t('noTeam')}</MenuItem>
        </MenuGroup>
      </Menu>
      <Menu side="top" trigger={trigger(t('status'), <Circle {...icon} />, statusButton)}>
        {pipelines.map((pipeline) =>
          pipelines.length === 1 ? (
            statusItems(pipeline)
          ) : (
            <MenuGroup key={pipeline.id} label={pipelineName(w, pipeline)}>
              {statusItems(pipeline)}
            </MenuGroup>
          ),
        )}
      </Menu>
      <Menu side="top" trigger={trigger(t('priority'), <SignalHigh {...icon} />)}>
        {priorities.toReversed().map((priority) => (
          <MenuItem key={priority} icon={<PriorityBars priority={priority} />} onSelect={() => onChange({ priority })}>
            {w(`priority.${priority}`)}
          </MenuItem>
        ))}
      </Menu>
      <TagAction disabled={disabled} icon={<Tag {...icon} />} onChange={onChange} />
      <Action
        label={t('property')}
        picture={<ListChecks {...icon} />}
        disabled={disabled}
        onClick={() => setOver('property')}
      />
      {pipelines.length > 1 && (
        <Menu side="top" trigger={trigger(t('move'), <FolderInput {...icon} />)}>
          {pipelines.map((pipeline) => (
            <MenuItem key={pipeline.id} onSelect={() => onChange({ move: { pipelineId: pipeline.id } })}>
              {pipelineName(w, pipeline)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {aside === null && (
        <Action
          label={t('merge')}
          picture={<GitMerge {...icon} />}
          disabled={disabled || !mergeable}
          onClick={() => setOver('merge')}
        />
      )}
      {aside !== 'trash' && (
        <Action
          label={t(aside === 'spam' ? 'notSpam' : 'spam')}
          picture={aside === 'spam' ? <ShieldCheck {...icon} /> : <ShieldAlert {...icon} />}
          disabled={disabled}
          onClick={() => onChange({ spam: aside !== 'spam' })}
        />
      )}
    </>
  );
  return (
    <>
      {editable > 0 && forEditors}
      {deletable && (
        <Action
          label={t(aside === 'trash' ? 'restore' : 'trash')}
          picture={aside === 'trash' ? <RotateCcw {...icon} /> : <Trash2 {...icon} />}
          disabled={disabled}
          onClick={() => onChange({ trash: aside !== 'trash' })}
        />
      )}
      {editable === 0 && !deletable && <span className="px-1 text-ink-2">{t('readOnly')}</span>}
      {over === 'merge' && <MergeMany ids={ids} all={all} onMerge={onChange} onClose={() => setOver(null)} />}
      {over === 'property' && (
        <PropertyDialog count={all ? null : ids.length} onChange={onChange} onClose={() => setOver(null)} />
      )}
    </>
  );
}
