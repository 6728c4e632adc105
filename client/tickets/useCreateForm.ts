import { useState } from 'react';
import type { PipelineView, StatusView } from '../../shared/entities.ts';
import { formBasics, isEmpty, type Property, propertiesOf, shownFields } from '../../shared/properties.ts';
import type { PropertyValue } from '../../shared/propertyKinds.ts';
import { meIn } from '../../shared/state.ts';
import { mayMoveTo } from '../../shared/statusRules.ts';
import { useNames, useScreen } from '../connection/screenContext.ts';
import { useStore } from '../connection/store.ts';
import { type Problem, problemIn } from '../required/value.ts';
import { type CreateForm, createFormOf, filledOf, filledWith } from './createForm.ts';

/** A line of the form as it is to be seen now. */
export interface Line {
  property: string;
  required: boolean;
  /** Not in the form: the chosen status requires it. */
  forStatus: boolean;
}

export interface CreateModel {
  form: CreateForm;
  put: (fields: Partial<CreateForm> | ((form: CreateForm) => Partial<CreateForm>)) => void;
  fill: (key: string, value: PropertyValue | null) => void;
  /** Everything anew. */
  reset: (form: CreateForm) => void;
  pipelines: PipelineView[];
  pipeline: PipelineView | undefined;
  /** Those that the reader may begin a ticket in. */
  statuses: StatusView[];
  status: StatusView | undefined;
  lines: Line[];
  propertyOf: (key: string) => Property | undefined;
  problemOf: (key: string) => Problem | null;
  /** From now on each field says what is wrong with it; answers the first that has something. */
  check: () => string | null;
  /** The server asks for these, whatever this screen knows of the form. */
  require: (keys: readonly string[]) => void;
  /** What the server did not take, by the field it names. Answers that field. */
  refuse: (details: unknown) => string[];
}

/** The workspace's form with what has been filled in, and what is to be seen of it. product: T5. */
export function useCreateForm(): CreateModel {
  const screen = useScreen();
  const names = useNames();
  const store = createFormOf(screen);
  const form = useStore(store, (value) => value);
  const [tried, setTried] = useState(false);
  const [named, setNamed] = useState<readonly string[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const me = meIn(names);
  const pipelines = Object.values(names.pipelines);
  const pipeline = pipelines.find((one) => one.id === form.pipelineId) ?? pipelines[0];
  const statuses = pipeline?.statuses.filter((one) => one.atCreation !== false && mayMoveTo(me, one)) ?? [];
  const status = statuses.find((one) => one.id === form.statusId) ?? statuses[0];
  const read = (key: string): PropertyValue | null => {
    if (key === 'pipeline') return pipeline?.id ?? null;
    return key === 'status' ? (status?.id ?? null) : filledOf(form, key);
  };
  const all = propertiesOf(names.properties);
  const ofForm = shownFields(names.form, read);
  const forStatus = status?.requiredProperties ?? [];
  const required = (key: string, inForm = false) => inForm || forStatus.includes(key) || named.includes(key);
  const inForm = new Set(ofForm.map(({ property }) => property));
  const further = [...new Set([...forStatus, ...named])].filter((key) => !inForm.has(key));
  const lines: Line[] = [
    ...ofForm.map((field) => ({
      property: field.property,
      required: formBasics.includes(field.property) || required(field.property, field.required),
      forStatus: false,
    })),
    ...further.map((property) => ({ property, required: true, forStatus: forStatus.includes(property) })),
  ].filter(({ property }) => all.some(({ key }) => key === property));
  const wrongWith = ({ property, required: must }: Line) => problemIn(read(property), must);

  return {
    form,
    put: (fields) =>
      store.set((before) => ({ ...before, ...(typeof fields === 'function' ? fields(before) : fields) })),
    fill(key, value) {
      if (key === refused) setRefused(null);
      store.set((before) => filledWith(before, key, value));
    },
    reset(next) {
      store.set(() => next);
      setTried(false);
      setNamed([]);
      setRefused(null);
    },
    pipelines,
    pipeline,
    statuses,
    status,
    lines,
    propertyOf: (key) => all.find((one) => one.key === key),
    problemOf(key) {
      if (key === refused) return 'refused';
      const line = lines.find(({ property }) => property === key);
      return tried && line ? wrongWith(line) : null;
    },
    check() {
      setTried(true);
      setRefused(null);
      return lines.find(wrongWith)?.property ?? null;
    },
    require(keys) {
      setTried(true);
      setNamed((before) => [...new Set([...before, ...keys.filter((key) => isEmpty(read(key)))])]);
    },
    refuse(details) {
      const { field } = (details ?? {}) as { field?: unknown };
      const key = typeof field === 'string' ? field.replace(/^properties\./, '') : null;
      if (!key || !lines.some(({ property }) => property === key)) return [];
      setRefused(key);
      return [key];
    },
  };
}
