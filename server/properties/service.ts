import type { Input } from '../../shared/contract.ts';
import { AppError, mustBeBase, notFound } from '../../shared/errors.ts';
import type { Id } from '../../shared/ids.ts';
import { firstForm, formBasics, formKeys, type Property, propertiesOf } from '../../shared/properties.ts';
import type { FormView, PropertyOption, PropertyView } from '../../shared/propertyKinds.ts';
import type { Tx } from '../events/batch.ts';
import { type Clock, newId } from '../platform/clock.ts';
import type { ClientSession } from '../storage/connection.ts';
import { type PropertyDefinition, viewOf } from './model.ts';
import type { PropertyStore } from './store.ts';

/** Every ticket may carry a value of each; a sidebar with more is no sidebar. */
const propertiesAtMost = 100;
const everybody = { audience: ['members'] };

const invalid = (words: string, field: string) => new AppError('invalid', words, { field });

export function createPropertyService(deps: { store: PropertyStore; clock: Clock }) {
  const { store, clock } = deps;

  const definitions = (tx: Tx): Promise<PropertyDefinition[]> =>
    tx.shared('properties', () => store.of(tx.workspaceId, tx.session));

  /** Those that are asked for keep their id; those that are left out are chosen no more, and stay named. */
  function optionsFrom(asked: Input<'property.save'>['options'], before: readonly PropertyOption[]): PropertyOption[] {
    if (!asked) return [...before];
    const names = asked.map(({ name }) => name.toLowerCase());
    if (new Set(names).size < names.length) throw invalid('Two choices have the same name.', 'options');
    const next = asked.map(({ id, name }) => {
      if (id && !before.some((one) => one.id === id))
        throw invalid('The property has no such choice. Leave the id out to make a new one.', 'options');
      return { id: id ?? newId(clock), name };
    });
    if (new Set(next.map(({ id }) => id)).size < next.length)
      throw invalid('A choice stands in the list twice.', 'options');
    const gone = before.filter(({ id }) => !next.some((one) => one.id === id));
    return [...next, ...gone.map(({ id, name }) => ({ id, name, gone: true as const }))];
  }

  async function put(tx: Tx, property: PropertyDefinition, actorId: Id): Promise<PropertyDefinition> {
    await store.put(property, tx.write());
    tx.forget();
    tx.emit({ type: 'property.changed', property: viewOf(property) }, { ...everybody, actorId });
    return property;
  }

  const formOf = async (workspaceId: Id, session?: ClientSession): Promise<FormView> => {
    const form = await store.form(workspaceId, session);
    return form ? { fields: form.fields, version: form.version } : firstForm;
  };

  async function putForm(tx: Tx, form: FormView, actorId: Id): Promise<FormView> {
    await store.putForm({ _id: tx.workspaceId, ...form }, tx.write());
    tx.forget();
    tx.emit({ type: 'form.changed', form }, { ...everybody, actorId });
    return form;
  }

  return {
    listOf: async (workspaceId: Id, session?: ClientSession): Promise<PropertyView[]> =>
      (await store.of(workspaceId, session)).map(viewOf),

    /** All a ticket can have, built-in and own. */
    all: async (tx: Tx): Promise<Property[]> => propertiesOf((await definitions(tx)).map(viewOf)),

    formOf,
    formIn: (tx: Tx): Promise<FormView> => tx.shared('form', () => formOf(tx.workspaceId, tx.session)),

    /** @throws notFound, invalid, conflict */
    async save(tx: Tx, actorId: Id, input: Input<'property.save'>): Promise<PropertyDefinition> {
      const all = await definitions(tx);
      const { propertyId, preset = null, name, kind } = input;
      const before = preset
        ? all.find((one) => one.preset === preset)
        : all.find((one) => one._id === propertyId && !one.deletedAt && !one.preset);
      if (propertyId && !before) throw notFound('property');
      if (before && before.kind !== kind)
        throw invalid('A property stays of its kind. Make a new one instead.', 'kind');
      if (preset && kind !== 'choice') throw invalid('A category is a choice.', 'kind');
      const alive = all.filter((one) => !one.deletedAt && one._id !== before?._id);
      if (!preset && alive.some((one) => !one.preset && one.name.toLowerCase() === name.toLowerCase()))
        throw invalid('Another property has this name.', 'name');
      if (!before && alive.length >= propertiesAtMost)
        throw new AppError('conflict', `A workspace has at most ${propertiesAtMost} properties of its own.`);
      const chosen = kind === 'choice' || kind === 'multiChoice';
      if (!chosen && input.options?.length) throw invalid('Only choices have options.', 'options');
      const options = chosen ? optionsFrom(input.options, before?.options ?? []) : [];
      if (chosen && !options.some(({ gone }) => !gone) && !preset)
        throw invalid('A choice needs something to choose.', 'options');
      return put(
        tx,
        {
          _id: before?._id ?? newId(clock),
          workspaceId: tx.workspaceId,
          name,
          preset,
          kind,
          options,
          deletedAt: null,
          version: (before?.version ?? 0) + 1,
        },
        actorId,
      );
    },

    /** Out of every form; what tickets have of it stays in their history. @throws notFound */
    async remove(tx: Tx, actorId: Id, propertyId: Id): Promise<PropertyDefinition> {
      const before = (await definitions(tx)).find((one) => one._id === propertyId && !one.deletedAt && !one.preset);
      if (!before) throw notFound('property');
      const form = await formOf(tx.workspaceId, tx.session);
      const fields = form.fields
        .filter(({ property }) => property !== propertyId)
        .map(({ when, ...field }) => (when && when.property !== propertyId ? { ...field, when } : field));
      if (JSON.stringify(fields) !== JSON.stringify(form.fields))
        await putForm(tx, { fields, version: form.version + 1 }, actorId);
      return put(tx, { ...before, deletedAt: tx.now, version: before.version + 1 }, actorId);
    },

    /** @throws invalid, conflict */
    async saveForm(tx: Tx, actorId: Id, { fields: asked, baseVersion }: Input<'form.save'>): Promise<FormView> {
      const { version } = await formOf(tx.workspaceId, tx.session);
      mustBeBase(version, baseVersion);
      const may = formKeys(propertiesOf((await definitions(tx)).map(viewOf)));
      const keys = asked.map(({ property }) => property);
      if (new Set(keys).size < keys.length) throw invalid('A property stands in the form twice.', 'fields');
      if (!keys.every((key) => may.includes(key)))
        throw invalid('The form has a property that is not there.', 'fields');
      if (!formBasics.every((key) => keys.includes(key)))
        throw invalid('Without name, pipeline and status there is no ticket: they stay in the form.', 'fields');
      const fields = asked.map(({ property, required, when }, at) => {
        const basic = formBasics.includes(property);
        if (when && basic) throw invalid('Name, pipeline and status are always asked for.', 'fields');
        if (when && !keys.slice(0, at).includes(when.property))
          throw invalid('What a line depends on stands above it.', 'fields');
        return { property, ...(basic || required ? { required: true } : {}), ...(when ? { when } : {}) };
      });
      return putForm(tx, { fields, version: version + 1 }, actorId);
    },
  };
}

export type PropertyService = ReturnType<typeof createPropertyService>;
