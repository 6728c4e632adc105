import { createElement, type ReactNode, useMemo } from 'react';
import { Mention } from '../comments/mention.tsx';
import { withStylesAside } from '../composer/paste/styles.ts';
import { type Rich, richOf } from './richText.ts';
import '../composer/colours.css';

const looks: Partial<Record<string, string>> = {
  ul: 'list-disc pl-5',
  ol: 'list-decimal pl-5',
  blockquote: 'border-l-2 border-line-strong pl-3 text-ink-2',
  pre: 'overflow-x-auto rounded-control bg-inset px-3 py-2 font-mono text-[0.92em]',
  code: 'rounded-chip bg-inset px-1 font-mono text-[0.92em]',
  a: 'text-accent-ink underline decoration-1 underline-offset-2',
  strong: 'font-semibold',
  p: 'min-h-[1lh]',
};

/** Where a picture of the text can be seen; undefined while nobody has said. */
export type PictureUrl = (fileId: string) => string | undefined;

const elementOf =
  (urlOf: PictureUrl) =>
  (rich: Rich, key: number): ReactNode => {
    if (typeof rich === 'string') return rich;
    if ('picture' in rich) return <Picture key={key} url={urlOf(rich.picture)} name={rich.name} />;
    if ('mention' in rich) return createElement(Mention, { key, id: rich.mention });
    if ('colour' in rich) {
      return createElement('span', { key, 'data-colour': rich.colour }, ...rich.inside.map(elementOf(urlOf)));
    }
    const { tag, href, start, inside } = rich;
    const link = href === undefined ? { start } : { href, target: '_blank', rel: 'noopener noreferrer' };
    if (tag === 'br') return createElement('br', { key });
    return createElement(tag, { key, className: looks[tag], ...link }, ...inside.map(elementOf(urlOf)));
  };

function Picture({ url, name }: { url: string | undefined; name: string }) {
  if (!url) return <span className="inline-block size-24 animate-pulse-soft rounded-control bg-inset" aria-hidden />;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" className="inline-block max-w-full align-bottom">
      <img src={url} alt={name} title={name} className="max-h-96 max-w-full rounded-control" />
    </a>
  );
}

const noPictures: PictureUrl = () => undefined;

/** A reply or a comment of ours as React elements. It is parsed in a document that loads and runs nothing; no HTML is ever set. */
export function RichBody({ html, pictures = noPictures }: { html: string; pictures?: PictureUrl }) {
  const rich = useMemo(() => {
    const { body } = new DOMParser().parseFromString(withStylesAside(html), 'text/html');
    return [...body.childNodes].flatMap((node) => richOf(node));
  }, [html]);
  const inside = useMemo(() => rich.map(elementOf(pictures)), [rich, pictures]);
  return <div className="flex flex-col gap-1.5 break-words">{inside}</div>;
}
