import { nearestColour } from '../../../shared/textColours.ts';

/** The page's policy lets no style of a pasted text take effect, not even to be read: it is kept under another name. */
export const styleName = 'data-style';

/** Renames the style of every tag and drops whole sheets, before anything parses them. */
export const withStylesAside = (html: string): string =>
  html
    .replace(/<style\b[\s\S]*?(<\/style\s*>|$)/gi, '')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ` ${styleName}=`));

/** What a style says, by its names. */
function saidBy(element: Element): Map<string, string> {
  const lines = (element.getAttribute(styleName) ?? '').split(';').map((line) => line.split(':'));
  return new Map(
    lines.map(([name = '', ...value]) => [name.trim().toLowerCase(), value.join(':').trim().toLowerCase()]),
  );
}

/** Inside the element, around all it holds. */
function wrap(element: Element, tag: string): Element {
  const around = element.ownerDocument.createElement(tag);
  around.append(...element.childNodes);
  element.append(around);
  return around;
}

const inline = /^(SPAN|FONT|B|STRONG|I|EM|U|S|A|CODE)$/;

function dress(element: Element): void {
  const said = saidBy(element);
  const weight = said.get('font-weight') ?? '';
  const slant = said.get('font-style') ?? '';
  const line = `${said.get('text-decoration') ?? ''} ${said.get('text-decoration-line') ?? ''}`;
  // A link is drawn in its own colour and with its own line, whatever it was where it comes from.
  const linked = element.closest('a') !== null || element.querySelector('a') !== null;
  const colour = linked ? null : nearestColour(said.get('color') ?? element.getAttribute('color') ?? '');
  const bold = /^(bold|bolder|[6-9]00)$/.test(weight) && !/^(B|STRONG)$/.test(element.tagName);
  if (bold) wrap(element, 'strong');
  if (slant === 'italic' && !/^(I|EM)$/.test(element.tagName)) wrap(element, 'em');
  if (/underline/.test(line) && !linked && element.tagName !== 'U') wrap(element, 'u');
  if (/line-through/.test(line)) wrap(element, 's');
  if (colour) wrap(element, 'span').setAttribute('data-colour', colour);
  // Google Docs puts everything into a <b> that is not bold, and others take back what a tag said.
  const undone =
    (/^(B|STRONG)$/.test(element.tagName) && /^(normal|lighter|[1-5]00)$/.test(weight)) ||
    (/^(I|EM)$/.test(element.tagName) && slant === 'normal');
  if (undone) element.replaceWith(...element.childNodes);
}

/** What words look like by their style, said by tags. */
export function fromStyles(body: Element): void {
  for (const element of [...body.querySelectorAll(`[${styleName}], font`)]) {
    if (inline.test(element.tagName)) dress(element);
    element.removeAttribute(styleName);
  }
}
