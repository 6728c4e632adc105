/** What an S/MIME part is: a signed text that can be read, or one only its receiver can. */
export type Smime = { kind: 'signed'; content: Buffer } | { kind: 'encrypted' } | { kind: 'other' };

interface Element {
  tag: number;
  isConstructed: boolean;
  content: Buffer;
  /** Where the next one begins. */
  end: number;
}

/** Deeper than any of these are. */
const deepest = 30;

/** The element that begins here; BER, so its length may be open. Null where nothing can be read. */
function elementAt(bytes: Buffer, at: number, depth = 0): Element | null {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (first === undefined || second === undefined || depth > deepest || (first & 31) === 31) return null;
  const isConstructed = (first & 32) !== 0;
  if (second === 0x80) {
    if (!isConstructed) return null;
    let next = at + 2;
    while (next < bytes.length && !(bytes[next] === 0 && bytes[next + 1] === 0)) {
      const inner = elementAt(bytes, next, depth + 1);
      if (!inner) return null;
      next = inner.end;
    }
    return { tag: first, isConstructed, content: bytes.subarray(at + 2, next), end: next + 2 };
  }
  const octets = second < 0x80 ? 0 : second & 0x7f;
  if (octets > 4 || at + 2 + octets > bytes.length) return null;
  const length = octets === 0 ? second : bytes.readUIntBE(at + 2, octets);
  const start = at + 2 + octets;
  return { tag: first, isConstructed, content: bytes.subarray(start, start + length), end: start + length };
}

function childrenOf(bytes: Buffer): Element[] {
  const children: Element[] = [];
  for (let at = 0; at < bytes.length && children.length < 1_000_000; ) {
    const child = elementAt(bytes, at);
    if (!child) break;
    children.push(child);
    at = child.end;
  }
  return children;
}

/** An octet string may come in pieces. */
function octetsOf({ isConstructed, content }: Element, depth = 0): Buffer {
  if (!isConstructed || depth > deepest) return content;
  return Buffer.concat(childrenOf(content).map((piece) => octetsOf(piece, depth + 1)));
}

const kinds: Record<string, 'signed' | 'encrypted'> = {
  '2a864886f70d010702': 'signed',
  '2a864886f70d010703': 'encrypted',
  '2a864886f70d0109100117': 'encrypted',
};

/** Opens a CMS structure as far as anybody can. RFC 5652. */
export function readSmime(bytes: Buffer): Smime {
  const outer = elementAt(bytes, 0);
  const [type, wrapped] = outer ? childrenOf(outer.content) : [];
  const kind = type ? kinds[type.content.toString('hex')] : undefined;
  if (kind === 'encrypted') return { kind };
  if (kind !== 'signed' || !wrapped) return { kind: 'other' };
  const [signedData] = childrenOf(wrapped.content);
  /** version, digestAlgorithms, encapContentInfo, … */
  const encapsulated = signedData ? childrenOf(signedData.content)[2] : undefined;
  const inner = encapsulated ? childrenOf(encapsulated.content)[1] : undefined;
  const octets = inner ? childrenOf(inner.content)[0] : undefined;
  return octets ? { kind, content: octetsOf(octets) } : { kind: 'other' };
}
