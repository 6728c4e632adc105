import { z } from 'zod';
import { Id } from './ids.ts';

/** The schemas of properties; what reasons about them is in `properties.ts`, so that a browser that only reasons loads no zod. */

export const PropertyKind = z.enum(['text', 'number', 'date', 'choice', 'multiChoice', 'checkbox', 'person']);
export type PropertyKind = z.infer<typeof PropertyKind>;

/** Names a property: a word for those that every ticket has, an id for those of the workspace. */
export const PropertyKey = z.string().min(1).max(40);
export type PropertyKey = z.infer<typeof PropertyKey>;

/** text: plain lines; date: `2026-03-02`; choice and person: an id; multiChoice: ids; checkbox: true, or none at all. */
export const PropertyValue = z.union([
  z.string().max(5000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(100),
]);
export type PropertyValue = z.infer<typeof PropertyValue>;

/** By key; what is not in it has no value. */
export const PropertyValues = z.record(PropertyKey, PropertyValue);
export type PropertyValues = z.infer<typeof PropertyValues>;

/** What to give which property; null takes a value away. */
export const PropertyChanges = z
  .record(PropertyKey, PropertyValue.nullable())
  .refine((values) => Object.keys(values).length <= 100, 'at most 100 properties at once');
export type PropertyChanges = z.infer<typeof PropertyChanges>;

export const PropertyOption = z.object({
  id: Id,
  name: z.string(),
  /** Chosen no longer; tickets that have it keep it. */
  gone: z.literal(true).optional(),
});
export type PropertyOption = z.infer<typeof PropertyOption>;

/** A property of a workspace's own, or, with `preset`, one that comes along and whose choices the workspace decides. */
export const PropertyView = z.object({
  id: Id,
  name: z.string(),
  preset: z.enum(['category']).nullable(),
  kind: PropertyKind,
  options: z.array(PropertyOption),
  /** In no form, list or sidebar any more; history still names it. */
  deleted: z.literal(true).optional(),
  version: z.int(),
});
export type PropertyView = z.infer<typeof PropertyView>;

/** A line of the form by which tickets are made. */
export const FormField = z.strictObject({
  property: PropertyKey,
  required: z.boolean().optional(),
  /** Shown only when that property has one of these values; without values, any. */
  when: z
    .strictObject({ property: PropertyKey, values: z.array(z.string().max(100)).max(50) })
    .nullable()
    .optional(),
});
export type FormField = z.infer<typeof FormField>;

/** The form by which tickets are made. `version` 0: as it comes. */
export const FormView = z.object({ fields: z.array(FormField), version: z.int() });
export type FormView = z.infer<typeof FormView>;
