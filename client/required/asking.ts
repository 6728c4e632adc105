import i18next from 'i18next';
import type { StatusView, TicketView } from '../../shared/entities.ts';
import type { Id } from '../../shared/ids.ts';
import { isEmpty, missingOf, propertiesOf, valueIn } from '../../shared/properties.ts';
import type { PropertyChanges } from '../../shared/propertyKinds.ts';
import type { State } from '../../shared/state.ts';
import type { Patch } from '../connection/overlay.ts';
import { perScreen } from '../connection/perScreen.ts';
import type { Screen } from '../connection/screen.ts';
import { createStore, type Store } from '../connection/store.ts';
import { change } from '../outbox/change.ts';
import { statusName } from '../tickets/names.ts';

/** A question for what a status requires, and where on the page it is asked. */
export interface Question {
  status: StatusView;
  /** Properties, by key, in the order they are asked in. */
  keys: readonly string[];
  /** For so many tickets. */
  count: number;
  at: Element | null;
  /** What was answered before, when it was not enough. */
  given: PropertyChanges;
  answer: (values: PropertyChanges | null) => void;
}

/** The one question that stands open; another takes its place, and it is then answered with nothing. */
export const questionOf: (screen: Screen) => Store<Question | null> = perScreen(() =>
  createStore<Question | null>(null),
);

/** Asks for these properties at a place of the page. Null: it was cancelled, and nothing has changed. */
export function askFor(screen: Screen, asked: Omit<Question, 'answer'>): Promise<PropertyChanges | null> {
  const question = questionOf(screen);
  question.get()?.answer(null);
  return new Promise((resolve) => {
    const mine: Question = {
      ...asked,
      answer(values) {
        question.set((now) => (now === mine ? null : now));
        resolve(values);
      },
    };
    question.set(() => mine);
  });
}

/** What a status requires and a ticket lacks, in the order of all properties. */
export function lackingIn(state: Pick<State, 'properties'>, ticket: TicketView, status: StatusView): string[] {
  const { requiredProperties = [] } = status;
  if (requiredProperties.length === 0 || ticket.statusId === status.id) return [];
  const missing = missingOf(requiredProperties, (key) => valueIn(ticket, key));
  return propertiesOf(state.properties)
    .map(({ key }) => key)
    .filter((key) => missing.includes(key));
}

/** The properties that a refusal as `propertiesRequired` names. */
export function namedIn(details: unknown): string[] {
  const { properties } = (details ?? {}) as { properties?: unknown };
  if (!Array.isArray(properties)) return [];
  return properties.flatMap(({ key }: { key?: unknown }) => (typeof key === 'string' ? [key] : []));
}

/** The rule that a refusal as `conflict` names, in words; null when it names none. */
function ruleIn(screen: Screen, details: unknown): string | null {
  const { rule, statusId } = (details ?? {}) as { rule?: unknown; statusId?: unknown };
  if (rule !== 'movers' && rule !== 'skipping' && rule !== 'goingBack') return null;
  const all = Object.values(screen.store.get().known?.pipelines ?? {}).flatMap(({ statuses }) => statuses);
  const status = all.find(({ id }) => id === statusId);
  const words = i18next.getFixedT(null, 'required');
  return words(`broken.${rule}`, { status: status ? statusName(i18next.getFixedT(null, 'translation'), status) : '' });
}

/** Where a ticket's status stands on the page, for questions about it. */
const placeOf = (ticketId: Id): Element | null => document.querySelector(`[data-status-of="${ticketId}"] button`);

/** What these values make of a ticket, as its screen shows it at once. */
export function filledIn(ticket: TicketView, values: PropertyChanges): Patch {
  let patch: Patch = {};
  const properties = { ...ticket.properties };
  for (const [key, value] of Object.entries(values)) {
    if (key === 'name' && typeof value === 'string') patch = { ...patch, name: value.trim() };
    else if (key === 'priority' && (value === 'low' || value === 'normal' || value === 'high'))
      patch = { ...patch, priority: value };
    else if (key === 'owner') patch = { ...patch, ownerId: typeof value === 'string' ? value : null };
    else if (key === 'team') patch = { ...patch, teamId: typeof value === 'string' ? value : null };
    else if (key === 'tags') patch = { ...patch, tags: Array.isArray(value) ? value : [] };
    else if (value === null || isEmpty(value)) delete properties[key];
    else properties[key] = value;
    if (!['name', 'priority', 'owner', 'team', 'tags'].includes(key)) patch = { ...patch, properties };
  }
  return patch;
}

/** Of these values, those that a ticket lacks. */
const forOnly = (values: PropertyChanges, keys: readonly string[]): PropertyChanges =>
  Object.fromEntries(Object.entries(values).filter(([key]) => keys.includes(key)));

/** One ticket, at once on screen. Answers what it lacks after all, when the server says so. */
async function move(screen: Screen, ticket: TicketView, status: StatusView, values: PropertyChanges) {
  const input = {
    ticketId: ticket.id,
    statusId: status.id,
    ...(Object.keys(values).length > 0 && { properties: values }),
  };
  const patch = { statusId: status.id, phase: status.state, ...filledIn(ticket, values) };
  const outcome = await change(screen, { facet: 'status', patch }, { name: 'ticket.setStatus', input });
  if (outcome.at !== 'refused') return [];
  const isThis = (put: { ticketId: Id; property: string }) => put.ticketId === ticket.id && put.property === 'status';
  const why = outcome.reason === 'conflict' ? ruleIn(screen, outcome.details) : null;
  if (why)
    screen.update((state) => ({
      ...state,
      putBack: state.putBack.map((put) => (isThis(put) ? { ...put, why } : put)),
    }));
  if (outcome.reason !== 'propertiesRequired') return [];
  screen.update((state) => ({ ...state, putBack: state.putBack.filter((put) => !isThis(put)) }));
  return namedIn(outcome.details);
}

/**
 * Moves tickets to a status. What the status requires and they lack is asked for at that place first, and saved in the
 * same step; so it goes on until nothing is lacking. False: cancelled, and those that lack something are as they were.
 * @param at where to ask; left out, beside the status of the first that is on the page
 */
export async function changeStatus(
  screen: Screen,
  ticketIds: readonly Id[],
  status: StatusView,
  at: Element | null = null,
): Promise<boolean> {
  const known = () => {
    const { shown, known: heard } = screen.store.get();
    const tickets = (shown ?? heard)?.tickets ?? {};
    return ticketIds.flatMap((id) => tickets[id] ?? []).filter(({ statusId }) => statusId !== status.id);
  };
  let values: PropertyChanges = {};
  /** What the server has named, which this screen did not know of. */
  const named = new Map<Id, string[]>();
  for (let left = known(); left.length > 0; left = known().filter(({ id }) => named.has(id))) {
    const { shown, known: heard } = screen.store.get();
    const state = shown ?? heard;
    if (!state) return false;
    const wants = new Map(
      left.map((ticket) => [
        ticket.id,
        [...new Set([...lackingIn(state, ticket, status), ...(named.get(ticket.id) ?? [])])],
      ]),
    );
    const keys = [...new Set([...wants.values()].flat())];
    if (keys.length > 0) {
      const count = [...wants.values()].filter((all) => all.length > 0).length;
      const place = at?.isConnected ? at : (left.map(({ id }) => placeOf(id)).find((one) => one !== null) ?? null);
      const answered = await askFor(screen, { status, keys, count, at: place, given: values });
      if (!answered) return false;
      values = { ...values, ...answered };
    }
    named.clear();
    await Promise.all(
      left.map(async (ticket) => {
        const lacks = await move(screen, ticket, status, forOnly(values, wants.get(ticket.id) ?? []));
        if (lacks.length > 0) named.set(ticket.id, lacks);
      }),
    );
    if (named.size === 0) return true;
  }
  return true;
}
