import { useTranslation } from 'react-i18next';
import { useNames } from '../connection/screenContext.ts';
import type { Problem } from '../required/value.ts';
import { ValueField } from '../required/valueField.tsx';
import { Field, FieldError } from '../ui/field.tsx';
import { CompanyField, ContactsField } from './concernFields.tsx';
import { CreateActivity } from './createConcerns.tsx';
import { pipelineName, statusName } from './names.ts';
import { propertyName } from './propertyWords.ts';
import { SelectField } from './selectField.tsx';
import { StatusGlyph } from './statusGlyph.tsx';
import type { CreateModel, Line } from './useCreateForm.ts';

interface FieldsProps {
  made: CreateModel;
  problemOf: (key: string) => Problem | null;
}

/** No form is without these. */
const always: readonly string[] = ['name', 'pipeline', 'status'];
const concerns: readonly string[] = ['company', 'contacts'];

/** The form's lines in its order; below whom it concerns stands what they asked lately. */
export function CreateFields({ made, problemOf }: FieldsProps) {
  const { lines, form, put } = made;
  const last = lines.findLast(({ property }) => concerns.includes(property))?.property;
  const concerned = form.companyId !== null || form.contactIds.length > 0;
  const optional = lines.findIndex(({ property, required }) => !always.includes(property) && !required);
  return lines.map((line, at) => (
    <div key={line.property} className="contents">
      {at > 0 && at === optional && <div className="col-span-full border-t border-line" />}
      <FormLine line={line} made={made} problem={problemOf(line.property)} />
      {line.property === last && concerned && (
        <div className="col-span-full">
          <CreateActivity form={form} put={put} />
        </div>
      )}
    </div>
  ));
}

interface LineProps {
  line: Line;
  made: CreateModel;
  problem: Problem | null;
}

function FormLine({ line, made, problem }: LineProps) {
  const { t } = useTranslation('creating');
  const { t: common } = useTranslation();
  const { t: required } = useTranslation('required');
  const names = useNames();
  const { property: key } = line;
  const { form, put, fill, pipelines, pipeline, statuses, status } = made;
  const property = made.propertyOf(key);
  if (key === 'name') {
    return (
      <Field
        required
        data-property="name"
        className="col-span-full"
        label={t('name')}
        maxLength={300}
        value={form.name}
        onChange={(event) => fill('name', event.target.value)}
        error={problem && (problem === 'missing' ? t('nameMissing') : required(`problem.${problem}`))}
      />
    );
  }
  if (key === 'pipeline') {
    return (
      <SelectField
        required={t('form.required')}
        label={propertyName(common, names, key)}
        value={pipeline ? pipelineName(common, pipeline) : ''}
        options={pipelines.map((one) => ({
          id: one.id,
          name: pipelineName(common, one),
          chosen: one.id === pipeline?.id,
        }))}
        onChoose={(id) => fill('pipeline', id)}
      />
    );
  }
  if (key === 'status') {
    return (
      <SelectField
        required={t('form.required')}
        label={t('status')}
        value={status ? statusName(common, status) : ''}
        icon={<StatusGlyph status={status} />}
        options={statuses.map((one) => ({
          id: one.id,
          name: statusName(common, one),
          chosen: one.id === status?.id,
          icon: <StatusGlyph status={one} />,
        }))}
        onChoose={(id) => fill('status', id)}
      />
    );
  }
  if (concerns.includes(key)) {
    return (
      <div className="col-span-full" data-concerns={key}>
        {key === 'company' ? (
          <CompanyField
            companyId={form.companyId}
            required={line.required}
            onChoose={(company) => put({ companyId: company?.id ?? null })}
          />
        ) : (
          <ContactsField
            contactIds={form.contactIds}
            required={line.required}
            onAdd={({ id, companyId }) =>
              // The first brings his company along.
              put((now) => ({
                contactIds: [...now.contactIds.filter((one) => one !== id), id],
                companyId: now.companyId ?? companyId,
              }))
            }
            onRemove={(id) => put({ contactIds: form.contactIds.filter((one) => one !== id) })}
          />
        )}
        {problem && <FieldError>{required(`problem.${problem}`)}</FieldError>}
      </div>
    );
  }
  if (!property) return null;
  const long = property.kind === 'text' || property.kind === 'multiChoice' || property.kind === 'tags';
  return (
    <div className={`min-w-0 ${long ? 'col-span-full' : ''}`}>
      <ValueField
        property={property}
        value={form.values[key] ?? null}
        onChange={(value) => fill(key, value)}
        required={line.required}
        problem={problem}
      />
      {line.forStatus && status && !problem && (
        <p className="mt-1 text-[0.75rem]/4 text-ink-3">{t('forStatus', { status: statusName(common, status) })}</p>
      )}
    </div>
  );
}
