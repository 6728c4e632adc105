import { useTranslation } from 'react-i18next';
import { useShown } from '../../connection/screenContext.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { Choice } from '../choice.tsx';
import { actions as allActions } from '../options.ts';
import { everything, isBackwards, type Wanted } from './filter.ts';
import { actionIn } from './words.ts';

export function AuditFilters({ wanted, onChange }: { wanted: Wanted; onChange: (wanted: Wanted) => void }) {
  const { t } = useTranslation('settings');
  const members = Object.values(useShown((state) => state.members)).sort((a, b) => a.name.localeCompare(b.name));
  const people = [{ value: '', name: t('audit.anybody') }, ...members.map(({ id, name }) => ({ value: id, name }))];
  const actions: { value: Wanted['action']; name: string }[] = [
    { value: '', name: t('audit.anything') },
    ...allActions.map((action) => ({ value: action, name: actionIn(t, action) })),
  ];
  const any = Object.values(wanted).some((value) => value !== '');
  return (
    <div className="grid grid-cols-[1fr_1fr_150px_150px_auto] items-start gap-3 max-lg:grid-cols-2">
      <Choice
        label={t('audit.person')}
        value={wanted.actorId}
        options={people}
        onChoose={(actorId) => onChange({ ...wanted, actorId })}
      />
      <Choice
        label={t('audit.action')}
        value={wanted.action}
        options={actions}
        onChoose={(action) => onChange({ ...wanted, action })}
      />
      <Field
        label={t('audit.from')}
        type="date"
        value={wanted.from}
        onChange={(event) => onChange({ ...wanted, from: event.target.value })}
      />
      <Field
        label={t('audit.to')}
        type="date"
        value={wanted.to}
        onChange={(event) => onChange({ ...wanted, to: event.target.value })}
        error={isBackwards(wanted) ? t('audit.badRange') : null}
      />
      {any && (
        <Button look="quiet" className="mt-[22px] max-lg:mt-0" onClick={() => onChange(everything)}>
          {t('audit.clear')}
        </Button>
      )}
    </div>
  );
}
