import '../merging/words/load.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkChange } from '../../shared/bulk.ts';
import { propertiesOf } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';
import { useNames } from '../connection/screenContext.ts';
import { Frame } from '../merging/frame.tsx';
import { problemIn } from '../required/value.ts';
import { ValueField } from '../required/valueField.tsx';
import { propertyName } from '../tickets/propertyWords.ts';
import { Button } from '../ui/button.tsx';
import { fieldLook } from '../ui/field.tsx';

interface PropertyDialogProps {
  /** Null: of all that match. */
  count: number | null;
  onChange: (change: BulkChange) => void;
  onClose: () => void;
}

/** Those with an action of their own, and the name, which is each ticket's. */
const elsewhere: readonly string[] = ['name', 'priority', 'owner', 'team', 'tags'];

/** One property, and one value for all. */
export function PropertyDialog({ count, onChange, onClose }: PropertyDialogProps) {
  const { t } = useTranslation('bulk');
  const { t: common } = useTranslation();
  const names = useNames();
  const form = useRef<HTMLFormElement>(null);
  const offered = propertiesOf(names.properties).filter(({ key, settable }) => settable && !elsewhere.includes(key));
  const [key, setKey] = useState(offered[0]?.key ?? '');
  const [value, setValue] = useState<PropertyValue | null>(null);
  const [tried, setTried] = useState(false);
  const property = offered.find((one) => one.key === key);
  const problem = problemIn(value, false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!property || problem) return;
    onChange({ properties: { [key]: value } });
    onClose();
  };
  return (
    <Frame
      title={count === null ? t('propertyTitleAll') : t('propertyTitle', { count })}
      onClose={onClose}
      footer={
        <Button look="primary" disabled={!property} onClick={() => form.current?.requestSubmit()}>
          {t('set')}
        </Button>
      }
    >
      <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-4">
        <label className="block">
          <span className="mb-1.5 block text-[0.75rem]/4 font-medium">{t('which')}</span>
          <select
            value={key}
            onChange={(event) => {
              setKey(event.target.value);
              setValue(null);
              setTried(false);
            }}
            className={fieldLook}
          >
            {offered.map((one) => (
              <option key={one.key} value={one.key}>
                {propertyName(common, names, one.key)}
              </option>
            ))}
          </select>
        </label>
        {property && (
          <ValueField
            key={key}
            property={property}
            value={value}
            onChange={setValue}
            problem={tried ? problem : null}
          />
        )}
        <p className="text-ink-3">{t('empty')}</p>
      </form>
    </Frame>
  );
}
