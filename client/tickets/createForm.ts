import { perScreen } from '../connection/perScreen.ts';
import { createStore } from '../connection/store.ts';

export interface CreateForm {
  name: string;
  pipelineId: string;
  statusId: string;
  companyId: string | null;
  contactIds: readonly string[];
  linkedIds: readonly string[];
  /** Undefined: whoever the server gives it to. */
  ownerId?: string | null | undefined;
  priority: 'low' | 'normal' | 'high';
}

const blank: CreateForm = {
  name: '',
  pipelineId: '',
  statusId: '',
  companyId: null,
  contactIds: [],
  linkedIds: [],
  priority: 'normal',
};

const isForm = (stored: unknown): stored is CreateForm => {
  const { name, contactIds, linkedIds } = (stored ?? {}) as Partial<CreateForm>;
  return typeof name === 'string' && Array.isArray(contactIds) && Array.isArray(linkedIds);
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
