import type { Answers } from './useAnswers.ts';
import { ValueField } from './valueField.tsx';

/** What a status requires, a field for each; long ones have a line of their own. */
export function RequiredFields({ answers }: { answers: Answers }) {
  return answers.properties.map((property) => (
    <div key={property.key} className={isLong(property.key, property.kind) ? 'min-w-0 basis-full' : 'min-w-40 flex-1'}>
      <ValueField
        required
        property={property}
        value={answers.valueOf(property.key)}
        onChange={(value) => answers.put(property.key, value)}
        problem={answers.problemOf(property.key)}
      />
    </div>
  ));
}

const isLong = (key: string, kind: string): boolean =>
  key === 'description' || kind === 'multiChoice' || kind === 'tags';
