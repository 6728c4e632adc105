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
  ownerId: string | null | undefined;
  priority: 'low' | 'normal' | 'high';
}

const blank: CreateForm = {
  name: '',
  pipelineId: '',
  statusId: '',
  companyId: null,
  contactIds: [],
  linkedIds: [],
  ownerId: undefined,
  priority: 'normal',
};

/** What was filled in outlives the panel: closing it by mistake loses nothing. */
export const createFormOf = perScreen(() => createStore(blank));
export const blankForm = (kept: Pick<CreateForm, 'pipelineId' | 'statusId'>): CreateForm => ({ ...blank, ...kept });
