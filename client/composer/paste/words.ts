/** What Word and Outlook say of a paragraph that is an item of a list. */
interface Item {
  level: number;
  list: string;
  ordered: boolean;
  start: number;
}

const styleOf = (element: Element): string => element.getAttribute('data-style') ?? '';
const said = /mso-list:\s*(?:\w+\s+)?(l\d+)\s+level(\d+)/i;
const isMarker = (element: Element): boolean => /mso-list:\s*ignore/i.test(styleOf(element));

/** The mark before an item: a numeral, a letter or a roman number with a stop or a bracket is counted, all else is a bullet. */
function countOf(mark: string): number | null {
  const found = /^\(?(\d+|[a-z]|[ivxlc]+|[一二三四五六七八九十]+)[.)、．]$/i.exec(mark);
  if (!found?.[1]) return null;
  return /^\d+$/.test(found[1]) ? Number(found[1]) : 1;
}

function itemOf(paragraph: Element): Item | null {
  const [, list = '', level = ''] = said.exec(styleOf(paragraph)) ?? [];
  if (!list) return null;
  const marker = [...paragraph.querySelectorAll('[data-style]')].find(isMarker);
  const count = countOf((marker?.textContent ?? '').replace(/\s/g, ''));
  for (const one of paragraph.querySelectorAll('[data-style]')) if (isMarker(one)) one.remove();
  return { list, level: Math.max(1, Number(level)), ordered: count !== null, start: count ?? 1 };
}

interface Open {
  element: Element;
  item: Item;
}

/** Begins a list: after what stands before the paragraph, or inside the last item of the list around it. */
function begin(paragraph: Element, item: Item, around: Open | undefined): Open {
  const element = paragraph.ownerDocument.createElement(item.ordered ? 'ol' : 'ul');
  if (item.start > 1) element.setAttribute('start', String(item.start));
  const host = around?.element.lastElementChild;
  if (host) host.append(element);
  else paragraph.before(element);
  return { element, item };
}

/** Word writes lists as paragraphs with a mark before them; here they become lists, nested as they were. */
export function listsFromParagraphs(body: Element): void {
  let open: Open[] = [];
  let last: Element | null = null;
  for (const paragraph of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div')]) {
    const item = itemOf(paragraph);
    if (!item) continue;
    // Something else between them ends the list, unless it says that it goes on.
    if (paragraph.previousElementSibling !== last) open = [];
    open = open.filter(({ item: { level } }) => level <= item.level);
    const same = open.at(-1);
    const fits = same?.item.level === item.level && same.item.ordered === item.ordered && same.item.list === item.list;
    if (!fits) {
      if (same?.item.level === item.level) open = open.slice(0, -1);
      open = [...open, begin(paragraph, item, open.at(-1))];
    }
    const line = paragraph.ownerDocument.createElement('li');
    const inside = paragraph.ownerDocument.createElement('p');
    inside.append(...paragraph.childNodes);
    line.append(inside);
    open.at(-1)?.element.append(line);
    last = open[0]?.element ?? null;
    paragraph.remove();
  }
}

const isTag = (name: string) => (element: Element) => element.tagName.toLowerCase() === name;

/** Tags of Office's own: what they hold stays, they go. */
export function withoutOfficeTags(body: Element): void {
  for (const element of [...body.querySelectorAll('*')]) {
    if (element.tagName.includes(':')) element.replaceWith(...element.childNodes);
  }
  for (const space of [...body.querySelectorAll('[data-style*="mso-spacerun"]')]) space.replaceWith(' ');
  for (const element of [...body.querySelectorAll('[data-style]')]) {
    if (/mso-hide:\s*all|display:\s*none/i.test(styleOf(element)) && !isTag('body')(element)) element.remove();
  }
}
