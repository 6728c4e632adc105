/** A file that lies in a text as news programs send it: bytes as they are, 42 further on. */
export interface YencFile {
  name: string;
  content: Buffer;
}

const filesKept = 20;
const begins = /^=ybegin [^\r\n]*?\bname=([^\r\n]+)\r?\n(?:=ypart [^\r\n]*\r?\n)?/m;
const ends = /^=yend\b[^\r\n]*(?:\r?\n)?/m;

function decoded(lines: string): Buffer {
  const bytes = Buffer.from(lines.replace(/[\r\n]/g, ''), 'latin1');
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const escaped = bytes[at] === 0x3d;
    if (escaped) at += 1;
    bytes[length] = ((bytes[at] ?? 0) - (escaped ? 106 : 42)) & 255;
    length += 1;
  }
  return bytes.subarray(0, length);
}

/** Takes such files out of a text's bytes, before anybody reads them as characters. What does not end stays in the text. */
export function cutYenc(bytes: Buffer): { rest: Buffer; files: YencFile[] } {
  if (!bytes.includes('=ybegin ')) return { rest: bytes, files: [] };
  const files: YencFile[] = [];
  const kept: string[] = [];
  let text = bytes.toString('latin1');
  while (files.length < filesKept) {
    const begin = begins.exec(text);
    const from = begin ? begin.index + begin[0].length : 0;
    const end = begin && ends.exec(text.slice(from));
    if (!begin || !end) break;
    files.push({
      name: Buffer.from((begin[1] ?? '').trim(), 'latin1').toString(),
      content: decoded(text.slice(from, from + end.index)),
    });
    kept.push(text.slice(0, begin.index));
    text = text.slice(from + end.index + end[0].length);
  }
  return { rest: Buffer.from([...kept, text].join(''), 'latin1'), files };
}
