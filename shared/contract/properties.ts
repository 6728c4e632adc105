import { z } from 'zod';
import { Id } from '../ids.ts';
import { FormField, FormView, PropertyKind, PropertyView } from '../propertyKinds.ts';
import { BaseVersion, command, forAdmins, query } from './call.ts';

const Name = z.string().trim().min(1).max(100);

export const propertyCalls = {
  'property.list': query(
    "The workspace's own properties of tickets, and the choices of those that come along. `deleted` ones only name what history says.",
    z.strictObject({}),
    z.object({ items: z.array(PropertyView), next: z.null() }),
  ),
  'property.save': forAdmins(
    command(
      'Make a property of tickets, or change its name and choices (admins). Its kind stays. A choice that is left out is offered no more; tickets keep it. `preset` changes the choices of a property that comes along.',
      z.strictObject({
        propertyId: Id.optional(),
        preset: z.enum(['category']).optional(),
        name: Name,
        kind: PropertyKind,
        options: z
          .array(z.strictObject({ id: Id.optional(), name: Name }))
          .max(200)
          .optional(),
      }),
      z.object({ propertyId: Id, version: z.int() }),
    ),
  ),
  'property.delete': forAdmins(
    command(
      'Take a property away (admins): from tickets, from the form, and from the statuses that require it. History keeps naming it.',
      z.strictObject({ propertyId: Id }),
      z.object({ propertyId: Id }),
    ),
  ),
  'form.get': query('The form by which tickets are made by hand.', z.strictObject({}), FormView),
  'form.save': forAdmins(
    command(
      'Say what the form by which tickets are made has, in this order (admins). `name`, `pipeline` and `status` are always in it and required. A line with `when` is shown, and required, only while a line above it has one of the values. With `baseVersion` a form that was saved since is left as it is: `conflict`.',
      z.strictObject({ fields: z.array(FormField).min(3).max(120), baseVersion: BaseVersion }),
      z.object({ version: z.int() }),
    ),
  ),
};
