import { useTranslation } from 'react-i18next';
import type { Property } from '../../shared/properties.ts';
import { useNames } from '../connection/screenContext.ts';
import { pipelineName, statusName } from '../tickets/names.ts';
import { useOwners } from '../tickets/owners.ts';
import { languageName } from '../tickets/propertyWords.ts';

/** The values of a property that a condition can name; none of what is written freely. */
export function useChoices(): (property: Property | undefined) => { id: string; name: string }[] {
  const { t } = useTranslation();
  const { pipelines, teams } = useNames();
  const owners = useOwners();
  const all = Object.values(pipelines);
  return (property) => {
    if (!property) return [];
    const { kind, key, options } = property;
    if (kind === 'pipeline') return all.map((one) => ({ id: one.id, name: pipelineName(t, one) }));
    if (kind === 'status') {
      const several = all.length > 1;
      return all.flatMap((one) =>
        one.statuses.map((status) => ({
          id: status.id,
          name: several ? `${pipelineName(t, one)} · ${statusName(t, status)}` : statusName(t, status),
        })),
      );
    }
    if (kind === 'person') return owners.map(({ id, name }) => ({ id, name }));
    if (kind === 'team') return Object.values(teams).map(({ id, name }) => ({ id, name }));
    if (key === 'priority') {
      return options.flatMap(({ id }) =>
        id === 'low' || id === 'normal' || id === 'high' ? [{ id, name: t(`priority.${id}`) }] : [],
      );
    }
    if (kind !== 'choice' && kind !== 'multiChoice') return [];
    return options
      .filter(({ gone }) => !gone)
      .map(({ id, name }) => ({ id, name: key === 'language' ? languageName(id) : name }));
  };
}
