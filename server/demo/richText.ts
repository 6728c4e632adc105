const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const isList = (lines: string[]) => lines.every((line) => line.startsWith('- '));

/** Plain text as the editor would have made it: paragraphs parted by empty lines, and lists of `- ` lines. */
export const richText = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((block) => block.split('\n').map(escaped))
    .map((lines) =>
      isList(lines)
        ? `<ul>${lines.map((line) => `<li><p>${line.slice(2)}</p></li>`).join('')}</ul>`
        : `<p>${lines.join('<br>')}</p>`,
    )
    .join('');
