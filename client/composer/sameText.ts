/** The editor keeps an empty line after a list; nobody meant to send it. */
export const withoutEmptyEnds = (html: string): string => html.replace(/^(<p><\/p>)+|(<p><\/p>)+$/g, '');

/** The words of an HTML text without spaces and marks, to tell whether two texts say the same. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, '')
    .replace(/\s+/g, '');
