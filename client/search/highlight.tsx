import { Fragment } from 'react';
import type { Marked } from '../../shared/search/marks.ts';

/** A text with what was found in it made stand out. */
export function Highlight({ text, marks }: Marked) {
  const parts = marks.map(([from, to], index) => ({
    before: text.slice(marks[index - 1]?.[1] ?? 0, from),
    hit: text.slice(from, to),
    from,
  }));
  return (
    <>
      {parts.map(({ before, hit, from }) => (
        <Fragment key={from}>
          {before}
          <mark className="rounded-[2px] bg-sel font-semibold text-ink">{hit}</mark>
        </Fragment>
      ))}
      {text.slice(marks.at(-1)?.[1] ?? 0)}
    </>
  );
}
