const length = 100_000;
const field = /^[!-9;-~]+[ \t]*:|^[ \t]|^From /;

/** Line ends of every kind are one. */
const linesOf = (mail: Buffer): string[] =>
  mail
    .toString('latin1')
    .replace(/\r+\n?/g, '\n')
    .split('\n');

/** Where the text begins: after the empty line, or with the first line that can be no header's. */
function textBegins(lines: readonly string[]): number {
  const empty = lines.findIndex((line, index) => line === '' && index > 0);
  const torn = lines.findIndex((line) => line !== '' && !field.test(line));
  if (torn !== -1 && (empty === -1 || torn < empty)) return torn;
  return empty === -1 ? lines.length : empty + 1;
}

/** Of a mail whose structure could not be read: the bytes after its header, as text. */
export function bareText(mail: Buffer): string {
  const lines = linesOf(mail);
  const bytes = Buffer.from(
    lines
      .slice(textBegins(lines))
      .join('\n')
      .slice(0, length * 2),
    'latin1',
  );
  return bytes
    .toString('utf8')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .slice(0, length);
}

/** Whether readers disagree where its header ends: a line in it that is no header's, or lines that end as none should. */
export function isTorn(mail: Buffer): boolean {
  const lines = linesOf(mail);
  const from = textBegins(lines);
  const head = lines.slice(0, from).join('\n');
  return lines[from - 1] !== '' || /\r[^\n]/.test(mail.subarray(0, head.length + 4).toString('latin1'));
}
