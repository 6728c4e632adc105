import { isEmpty, type Property, shownFields, valueIn } from '../../shared/properties.ts';
import type { FormView } from '../../shared/propertyKinds.ts';
import { type Ticket, viewOf } from './model.ts';
import { required } from './statusRules.ts';

/** What the form for making tickets requires, as far as its lines are to be seen. product: T5. @throws propertiesRequired */
export function mustBeFilledIn(all: readonly Property[], form: FormView, ticket: Ticket): void {
  const view = viewOf(ticket);
  const read = (key: string) => valueIn(view, key);
  const missing = shownFields(form, read)
    .filter((field) => field.required && isEmpty(read(field.property)))
    .map(({ property }) => property);
  if (missing.length === 0) return;
  throw required(
    all.filter(({ key }) => missing.includes(key)),
    'The form requires',
  );
}
