import type { PropertyChanges, PropertyValue } from '../../shared/propertyKinds.ts';
import { perScreen } from '../connection/perScreen.ts';
import { createStore } from '../connection/store.ts';

export interface CreateForm {
  name: string;
  pipelineId: string;
  statusId: string;
  companyId: string | null;
  contactIds: readonly string[];
  linkedIds: readonly string[];
  /** Of all other properties, by key. */
  values: PropertyChanges;
}

const blank: CreateForm = {
  name: '',
  pipelineId: '',
  statusId: '',
  companyId: null,
  contactIds: [],
  linkedIds: [],
  values: { priority: 'normal' },
};

const isForm = (stored: unknown): stored is CreateForm => {
  const { name, contactIds, linkedIds, values = {} } = (stored ?? {}) as Partial<CreateForm>;
  return (
    typeof name === 'string' && Array.isArray(contactIds) && Array.isArray(linkedIds) && typeof values === 'object'
  );
};

function storedUnder(key: string): CreateForm {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isForm(stored) ? { ...blank, ...stored } : blank;
  } catch {
    return blank;
  }
}

/** What was filled in stays on this device until it is a ticket: closing the panel or the page by mistake loses nothing. */
export const createFormOf = perScreen((screen) => {
  const { known } = screen.store.get();
  const key = `baton.newTicket.${known?.workspace.id}.${known?.meId}`;
  const form = createStore(storedUnder(key));
  form.subscribe(() => localStorage.setItem(key, JSON.stringify(form.get())));
  return form;
});

export const blankForm = (kept: Pick<CreateForm, 'pipelineId' | 'statusId'>): CreateForm => ({ ...blank, ...kept });

/** What has been filled in for a property, whatever it is. */
export function filledOf(form: CreateForm, key: string): PropertyValue | null {
  if (key === 'name') return form.name;
  if (key === 'pipeline') return form.pipelineId;
  if (key === 'status') return form.statusId;
  if (key === 'company') return form.companyId;
  if (key === 'contacts') return [...form.contactIds];
  return form.values[key] ?? null;
}

/** With another value of a property. */
export function filledWith(form: CreateForm, key: string, value: PropertyValue | null): CreateForm {
  const text = typeof value === 'string' ? value : '';
  if (key === 'name') return { ...form, name: text };
  if (key === 'pipeline') return { ...form, pipelineId: text, statusId: '' };
  if (key === 'status') return { ...form, statusId: text };
  return { ...form, values: { ...form.values, [key]: value } };
}
