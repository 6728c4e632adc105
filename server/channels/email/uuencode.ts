/** What lies in a text as it was sent before there was MIME. */
export interface UuencodedFile {
  name: string;
  content: Buffer;
}

const filesKept = 20;

function decodedLine(line: string): Buffer | null {
  const length = (line.charCodeAt(0) - 32) & 63;
  const body = line.slice(1);
  if (body.length < Math.ceil((length * 8) / 6) - 3) return null;
  const bytes = Buffer.alloc(Math.ceil(length / 3) * 3);
  for (let group = 0; group * 3 < length; group += 1) {
    const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((at) => {
      const code = body.charCodeAt(group * 4 + at);
      return Number.isNaN(code) ? 0 : (code - 32) & 63;
    });
    bytes.writeUIntBE(a * 262_144 + b * 4096 + c * 64 + d, group * 3, 3);
  }
  return bytes.subarray(0, length);
}

/** Takes the uuencoded files out of a text. What begins like one and is none stays in the text. */
export function cutUuencoded(text: string): { text: string; files: UuencodedFile[] } {
  if (!/^begin(-base64)? [0-7]{3,4} \S/m.test(text)) return { text, files: [] };
  const lines = text.split('\n');
  const kept: string[] = [];
  const files: UuencodedFile[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const begin = /^begin [0-7]{3,4} (\S.*?)\s*$/.exec(lines[at] ?? '');
    const found = begin && files.length < filesKept ? bodyFrom(lines, at + 1) : null;
    if (!begin || !found) {
      kept.push(lines[at] ?? '');
      continue;
    }
    files.push({ name: begin[1] ?? '', content: found.content });
    at = found.end;
  }
  return { text: kept.join('\n'), files };
}

/** The bytes from this line to the closing `end`, and where that is. */
function bodyFrom(lines: readonly string[], from: number): { content: Buffer; end: number } | null {
  const chunks: Buffer[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === 'end') return chunks.length > 0 ? { content: Buffer.concat(chunks), end: at } : null;
    if (line === '' || line === '`' || line === ' ') continue;
    if (!/^[ -`]+$/.test(line)) return null;
    const bytes = decodedLine(line);
    if (!bytes) return null;
    chunks.push(bytes);
  }
  return null;
}
