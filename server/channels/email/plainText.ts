import { compile } from 'html-to-text';

/** Ten times what is shown of it. */
const convertedLength = 1_000_000;

const convert = compile({
  wordwrap: false,
  limits: { maxDepth: 200 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    { selector: 'ul', options: { itemPrefix: '- ' } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** Sanitised HTML that came without a text half, as text to read and search. */
export const textOfMail = (html: string): string => convert(html.slice(0, convertedLength));

/** The words of HTML that is too much to be parsed: its tags cut out, and nothing else understood. */
export const bareWords = (html: string): string =>
  html
    .slice(0, convertedLength)
    .replace(/<(style|script)\b[^<]*<\/\1>/gi, ' ')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();

/**
 * What a mail says. Some programs send a text half that only says "see the HTML"; then the HTML's words are the message. So
 * they are where texts and HTML lie beside each other: of those the HTML holds them all.
 */
export function fullerText(
  { text, html, mixed }: { text: string; html: string | null; mixed: boolean },
  safe: { html: string } | null,
): string {
  const ofHtml = safe ? textOfMail(safe.html) : bareWords(html ?? '');
  if (mixed && ofHtml.trim() !== '') return ofHtml;
  return text.trim() === '' || ofHtml.length > text.length * 3 + 200 ? ofHtml : text;
}
