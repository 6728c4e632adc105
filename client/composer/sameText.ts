/** The editor keeps an empty line after a list; nobody meant to send it. */
export const withoutEmptyEnds = (html: string): string => html.replace(/^(<p><\/p>)+|(<p><\/p>)+$/g, '');
