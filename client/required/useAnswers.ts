import { type RefObject, useRef, useState } from 'react';
import { type Property, propertiesOf } from '../../shared/properties.ts';
import type { PropertyChanges, PropertyValue } from '../../shared/propertyKinds.ts';
import { useNames } from '../connection/screenContext.ts';
import { type Problem, problemIn } from './value.ts';

export interface Answers {
  properties: Property[];
  valueOf: (key: string) => PropertyValue | null;
  put: (key: string, value: PropertyValue | null) => void;
  problemOf: (key: string) => Problem | null;
  /** Something has been filled in. */
  begun: boolean;
  /** The values when nothing is wrong with them; otherwise each field says what is, and the first of those has the focus. */
  take: () => PropertyChanges | null;
}

/** What is filled in where these properties are asked for. */
export function useAnswers(
  keys: readonly string[],
  given: PropertyChanges,
  frame: RefObject<HTMLElement | null>,
): Answers {
  const all = useNames().properties;
  const [values, setValues] = useState<PropertyChanges>(given);
  const [tried, setTried] = useState(false);
  const latest = useRef(values);
  const properties = propertiesOf(all).filter(({ key }) => keys.includes(key));
  const put = (key: string, value: PropertyValue | null) => {
    latest.current = { ...latest.current, [key]: value };
    setValues(latest.current);
  };
  return {
    properties,
    valueOf: (key) => values[key] ?? null,
    put,
    problemOf: (key) => (tried ? problemIn(values[key], true) : null),
    begun: Object.keys(values).length > Object.keys(given).length,
    take() {
      setTried(true);
      // A field that is left last, such as that of tags, has put in what it held.
      const wrong = properties.find(({ key }) => problemIn(latest.current[key], true));
      if (!wrong) return Object.fromEntries(properties.map(({ key }) => [key, latest.current[key] ?? null]));
      frame.current?.querySelector<HTMLElement>(`[data-property="${CSS.escape(wrong.key)}"]`)?.focus();
      return null;
    },
  };
}
