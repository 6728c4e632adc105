import type { StatusView } from '../../shared/entities.ts';
import { AppError } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { missingOf, type Property, valueIn } from '../../shared/properties.ts';
import { bound } from '../../shared/statusRules.ts';
import type { Actor } from '../auth/actor.ts';
import { type Pipeline, type Ticket, viewOf } from './model.ts';

const words = {
  skipping: (name: string) => `No ticket skips “${name}”. Move it there first.`,
  goingBack: (name: string) => `A ticket that has come to “${name}” does not go back.`,
  movers: (name: string) => `You may not move tickets to “${name}”.`,
};

/**
 * May this person move a ticket of this pipeline from one status to another? `from` null: it comes from elsewhere.
 * product: T8. @throws conflict with the rule
 */
export function mustMayMove(actor: Actor, { statuses }: Pipeline, from: Id | null, to: Id): void {
  const broken = bound(actor.rights, statuses, from, to);
  if (!broken) return;
  const { rule, status } = broken;
  throw new AppError('conflict', words[rule](status.name), { rule, statusId: status.id });
}

/** product: T9. @throws propertiesRequired with those that are missing */
export function mustHaveRequired(all: readonly Property[], ticket: Ticket, status: StatusView): void {
  const missing = missingIn(all, ticket, status);
  if (missing.length > 0) throw required(missing, `“${status.name}” needs`, { statusId: status.id });
}

/** Those that a status requires and a ticket lacks. A property that is gone is required by nobody. */
export function missingIn(
  all: readonly Property[],
  ticket: Ticket,
  { requiredProperties = [] }: StatusView,
): Property[] {
  if (requiredProperties.length === 0) return [];
  const view = viewOf(ticket);
  const keys = missingOf(requiredProperties, (key) => valueIn(view, key));
  return all.filter(({ key }) => keys.includes(key));
}

export function required(missing: readonly Property[], what: string, details: Record<string, unknown> = {}): AppError {
  const properties = missing.map(({ key, name }) => ({ key, name: name ?? key }));
  const names = properties.map(({ name }) => name).join(', ');
  return new AppError('propertiesRequired', `${what}: ${names}.`, { ...details, properties });
}
