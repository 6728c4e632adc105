import { fromStyles } from './styles.ts';

/** The same words in one block, with what makes them look like a heading kept. */
function headings(body: Element): void {
  for (const heading of [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')]) {
    const line = body.ownerDocument.createElement('p');
    const bold = body.ownerDocument.createElement('strong');
    bold.append(...heading.childNodes);
    line.append(bold);
    heading.replaceWith(line);
  }
}

const blocks = 'p, div, ul, ol, table, blockquote, pre, h1, h2, h3, h4, h5, h6';

/** The editor has no tables: a row is a line, its cells are parted by a bar. A table that only lays out gives what it holds. */
function tables(body: Element): void {
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    const rows = [...table.querySelectorAll('tr')];
    const made = rows.flatMap((row): Node[] => {
      const cells = [...row.children].filter(({ tagName }) => /^T[DH]$/.test(tagName));
      if (cells.length <= 1) return cells.flatMap((cell) => [...cell.childNodes]);
      const line = body.ownerDocument.createElement('p');
      for (const [at, cell] of cells.entries()) {
        if (at > 0) line.append(' | ');
        for (const block of [...cell.querySelectorAll(blocks)]) block.replaceWith(...block.childNodes, ' ');
        line.append(...cell.childNodes);
      }
      return [line];
    });
    table.replaceWith(...made);
  }
}

/** Google Docs and old editors put a list beside the item it belongs to, where only items may be. */
function nestedLists(body: Element): void {
  for (const list of [...body.querySelectorAll('ul > ul, ul > ol, ol > ul, ol > ol')]) {
    const before = list.previousElementSibling;
    if (before?.tagName === 'LI') before.append(list);
    else {
      const item = body.ownerDocument.createElement('li');
      list.before(item);
      item.append(list);
    }
  }
}

/** A line that holds nothing but a break, or a space that may not break, is an empty line. */
function emptyLines(body: Element): void {
  for (const line of [...body.querySelectorAll('div, p')]) {
    const bare = (line.textContent ?? '').replace(/[\s\u00a0]/g, '') === '';
    const breaks = [...line.querySelectorAll('br')];
    const more = line.querySelector('img, ul, ol, table, div, p, pre') !== null;
    if (!bare || more || (breaks.length === 0 && line.textContent === '')) continue;
    const empty = body.ownerDocument.createElement('p');
    line.replaceWith(empty);
  }
}

/** Only what opens a page, a mail or a call is a link; marks to jump to and files of a disk elsewhere are none. */
function links(body: Element): void {
  for (const link of [...body.querySelectorAll('a')]) {
    const href = (link.getAttribute('href') ?? '').trim();
    if (!/^(https?:|mailto:|tel:)/i.test(href)) link.replaceWith(...link.childNodes);
  }
}

/** What means nothing in a letter of ours goes; what it says stays. */
export function tidy(body: Element): void {
  links(body);
  fromStyles(body);
  tables(body);
  headings(body);
  nestedLists(body);
  emptyLines(body);
  for (const element of [...body.querySelectorAll('.Apple-interchange-newline')]) element.remove();
}
