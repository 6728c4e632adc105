import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PropertyKind, PropertyView } from '../../../shared/propertyKinds.ts';
import { useScreen } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Field, FieldError, fieldLook } from '../../ui/field.tsx';
import { say } from '../../ui/toast.tsx';
import { Choice } from '../choice.tsx';
import { Panel } from '../panel.tsx';
import { refusalIn } from '../refusal.ts';
import { SureButton } from '../sureButton.tsx';
import { useAsking } from '../useAsking.ts';

const kinds: readonly PropertyKind[] = ['text', 'number', 'date', 'choice', 'multiChoice', 'checkbox', 'person'];

interface PropertyPanelProps {
  /** Null: one that is not there yet. */
  property: PropertyView | null;
  isCategory: boolean;
  onClose: () => void;
}

/** One property: its name, its kind while it is new, and its choices, one a line. */
export function PropertyPanel({ property, isCategory, onClose }: PropertyPanelProps) {
  const { t } = useTranslation('settings');
  const screen = useScreen();
  const asking = useAsking();
  const id = useId();
  const offered = property?.options.filter(({ gone }) => !gone) ?? [];
  const [name, setName] = useState(property?.name ?? '');
  const [kind, setKind] = useState<PropertyKind>(property?.kind ?? (isCategory ? 'choice' : 'text'));
  const [lines, setLines] = useState(offered.map((option) => option.name).join('\n'));
  const [tried, setTried] = useState(false);
  const called = isCategory ? t('properties.category') : name.trim();
  const hasChoices = kind === 'choice' || kind === 'multiChoice';
  const names = [...new Set(lines.split('\n').map((line) => line.trim().slice(0, 100)))].filter(Boolean);
  const choicesMissing = hasChoices && names.length === 0 && !isCategory;

  async function save() {
    setTried(true);
    if (!called || choicesMissing) return;
    const options = names.map((one) => {
      const known = offered.find((option) => option.name === one);
      return known ? { id: known.id, name: one } : { name: one };
    });
    const which = isCategory ? { preset: 'category' as const } : property ? { propertyId: property.id } : {};
    const input = { ...which, name: called, kind, ...(hasChoices && { options }) };
    if (!(await asking.run(() => screen.ask('property.save', input)))) return;
    say(t('properties.saved', { name: called }));
    onClose();
  }
  async function remove(propertyId: string) {
    if (!(await asking.run(() => screen.ask('property.delete', { propertyId })))) return;
    say(t('properties.deleted', { name: called }));
    onClose();
  }
  const why =
    asking.trouble &&
    (asking.trouble.field === 'name' ? t('properties.nameTaken') : refusalIn(t, asking.trouble.reason));
  const footer = (
    <>
      {why && (
        <div className="w-full pb-1">
          <FieldError>{why}</FieldError>
        </div>
      )}
      <Button look="primary" disabled={asking.busy} onClick={() => void save()}>
        {t(asking.busy ? 'saving' : 'save')}
      </Button>
      <Button look="quiet" onClick={onClose}>
        {t('close')}
      </Button>
    </>
  );
  const title = isCategory || property ? called || t('properties.name') : t('properties.add');
  return (
    <Panel label={title} title={title} onClose={onClose} footer={footer}>
      {!isCategory && (
        <Field
          label={t('properties.name')}
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={tried && !called ? t('properties.nameMissing') : null}
        />
      )}
      {!property && !isCategory && (
        <Choice
          label={t('properties.kind')}
          value={kind}
          options={kinds.map((one) => ({ value: one, name: t(`properties.kinds.${one}`) }))}
          onChoose={(value) => setKind(kinds.find((one) => one === value) ?? 'text')}
        />
      )}
      {hasChoices && (
        <div>
          <label htmlFor={id} className="mb-1.5 block text-[0.75rem]/4 font-medium">
            {t('properties.choices')}
          </label>
          <textarea
            id={id}
            rows={8}
            value={lines}
            onChange={(event) => setLines(event.target.value)}
            aria-describedby={`${id}-hint`}
            className={`${fieldLook} h-auto! py-2`}
          />
          <p id={`${id}-hint`} className="mt-1 text-[0.75rem]/4 text-ink-3">
            {t('properties.choicesHint')}
          </p>
          {tried && choicesMissing && <FieldError>{t('properties.choicesMissing')}</FieldError>}
        </div>
      )}
      {property && !isCategory && (
        <section className="flex flex-col gap-3 border-t border-line pt-5">
          <p className="text-ink-2">{t('properties.deleteHint')}</p>
          <span className="self-start">
            <SureButton
              words={t('properties.delete')}
              sure={t('properties.sure')}
              busy={asking.busy}
              onSure={() => void remove(property.id)}
            />
          </span>
        </section>
      )}
    </Panel>
  );
}
