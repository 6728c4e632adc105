import { type ViewId, viewRules } from '../views.ts';
import type { Condition, Filter } from './language.ts';

/** The rule of a default view, as conditions. */
function conditionsOf(view: ViewId): Condition[] {
  const { phases, owner, team, followed } = viewRules[view];
  const rule: Condition[] = [{ property: 'state', op: 'anyOf', value: phases }];
  if (owner) rule.push({ property: 'owner', op: 'anyOf', value: [owner] });
  if (team) rule.push({ property: 'team', op: 'anyOf', value: [team] });
  if (followed) rule.push({ property: 'following', op: 'is', value: true });
  return rule;
}

/** What the filter leaves of a default view. */
export const within = (view: ViewId | undefined, where: Filter): Filter =>
  view ? { and: [...conditionsOf(view), where] } : where;
