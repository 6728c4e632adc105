import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketView } from '../../shared/entities.ts';
import { isEmpty, type Property, propertiesOf } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';
import { useNames, useScreen } from '../connection/screenContext.ts';
import { isComposing } from '../keyboard/actions.ts';
import { setProperty } from '../tickets/change.ts';
import { useOwners } from '../tickets/owners.ts';
import { dayWord, languageName, propertyName } from '../tickets/propertyWords.ts';
import { Menu, MenuItem, MenuLine } from '../ui/menu.tsx';
import { PropertyRow, valueButton } from './propertyRow.tsx';

/** Description, category, language, and the workspace's own properties, each changed where it stands. product: T12, T13. */
export function CustomProperties({ ticket, editable }: { ticket: TicketView; editable: boolean }) {
  const { t } = useTranslation();
  const state = useNames();
  const screen = useScreen();
  const shown = propertiesOf(state.properties).filter(
    ({ key, inMap, options }) => inMap && (key !== 'category' || options.length > 0),
  );
  return shown.map((property) => (
    <PropertyRow key={property.key} label={propertyName(t, state, property.key)}>
      <Value
        property={property}
        label={propertyName(t, state, property.key)}
        value={ticket.properties?.[property.key] ?? null}
        editable={editable}
        onChange={(value) => setProperty(screen, ticket, property.key, value)}
      />
    </PropertyRow>
  ));
}

interface ValueProps {
  property: Property;
  label: string;
  value: PropertyValue | null;
  editable: boolean;
  onChange: (value: PropertyValue | null) => void;
}

function Value(props: ValueProps) {
  const { property, label, value, editable, onChange } = props;
  if (property.kind === 'checkbox') {
    return (
      <input
        type="checkbox"
        aria-label={label}
        disabled={!editable}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked || null)}
        className="mt-0.5 size-4 accent-accent max-md:size-6"
      />
    );
  }
  if (property.kind === 'choice' || property.kind === 'multiChoice' || property.kind === 'person') {
    return <Chosen {...props} />;
  }
  return <Written {...props} />;
}

/** One or several of a list. */
function Chosen({ property, label, value, editable, onChange }: ValueProps) {
  const { t } = useTranslation();
  const members = useNames().members;
  const active = useOwners();
  const { kind, key } = property;
  const several = kind === 'multiChoice';
  const ids = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const offered =
    kind === 'person'
      ? active.map(({ id, name }) => ({ id, name }))
      : property.options
          .filter(({ id, gone }) => !gone || ids.includes(id))
          .map(({ id, name }) => ({ id, name: key === 'language' ? languageName(id) : name }));
  const nameOf = (id: string) =>
    offered.find((one) => one.id === id)?.name ?? members[id]?.name ?? t('property.goneChoice');
  const word = ids.map(nameOf).join(', ') || t('property.none');
  const choose = (id: string) => {
    if (!several) return onChange(id);
    const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id];
    onChange(next.length > 0 ? offered.map((one) => one.id).filter((one) => next.includes(one)) : null);
  };
  return (
    <Menu
      className="max-h-80 overflow-y-auto"
      trigger={
        <button
          type="button"
          disabled={!editable}
          aria-label={`${label}: ${word}`}
          className={`${valueButton} ${ids.length > 0 ? '' : 'text-ink-3'}`}
        >
          <span className="truncate">{word}</span>
        </button>
      }
    >
      {offered.map(({ id, name }) => (
        <MenuItem key={id} checked={ids.includes(id)} onSelect={() => choose(id)}>
          {name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem checked={ids.length === 0} onSelect={() => onChange(null)}>
        {t('property.none')}
      </MenuItem>
    </Menu>
  );
}

const look =
  'w-full rounded-control border border-focus bg-page px-1.5 py-0.5 outline-none ring-2 ring-focus/30 max-md:min-h-11 max-md:text-large';

/** A text, a number or a day: text until it is clicked, then a field. */
function Written({ property, label, value, editable, onChange }: ValueProps) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  const { kind, key } = property;
  const [refused, setRefused] = useState(false);
  const word = isEmpty(value)
    ? t('property.none')
    : kind === 'date'
      ? dayWord(String(value))
      : typeof value === 'number'
        ? String(value)
        : String(value);

  const done = () => {
    if (text === null) return;
    const written = text.trim();
    const next = written === '' ? null : kind === 'number' ? Number(written.replace(',', '.')) : written;
    if (typeof next === 'number' && !Number.isFinite(next)) return setRefused(true);
    setText(null);
    setRefused(false);
    if (next !== value) onChange(next);
  };
  if (text === null) {
    return (
      <button
        type="button"
        disabled={!editable}
        aria-label={`${label}: ${word}`}
        onClick={() => setText(isEmpty(value) ? '' : String(value))}
        className={`${valueButton} ${isEmpty(value) ? 'text-ink-3' : ''}`}
      >
        <span className={key === 'description' ? 'line-clamp-6 whitespace-pre-wrap' : 'truncate'}>{word}</span>
      </button>
    );
  }
  const field = {
    'aria-label': label,
    'aria-invalid': refused || undefined,
    autoFocus: true,
    value: text,
    maxLength: 5000,
    onBlur: done,
    className: look,
  };
  if (key === 'description') {
    return (
      <textarea
        {...field}
        rows={4}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === 'Escape') setText(null);
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) done();
        }}
      />
    );
  }
  return (
    <input
      {...field}
      type={kind === 'date' ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Escape') setText(null);
        if (event.key === 'Enter') done();
      }}
    />
  );
}
