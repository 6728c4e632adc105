/** What the bytes between two escape sequences stand for. */
type Set = 'plain' | 'kanji' | 'more kanji' | 'kana' | 'gbk' | 'euc-kr';

/** Escape sequences of RFC 1468, 1554 and 2237, without the escape itself; some programs write the long form for the short one. */
const sequences: [string, Set][] = [
  ['$(B', 'kanji'],
  ['$(@', 'kanji'],
  ['$(D', 'more kanji'],
  ['$(A', 'gbk'],
  ['$(C', 'euc-kr'],
  ['$B', 'kanji'],
  ['$@', 'kanji'],
  ['$A', 'gbk'],
  ['(I', 'kana'],
  ['(B', 'plain'],
  ['(J', 'plain'],
  ['(H', 'plain'],
  ['&@', 'plain'],
];

const [escapeSign, shiftOut, shiftIn] = [0x1b, 0x0e, 0x0f];
const isGraphic = (byte: number | undefined): byte is number => byte !== undefined && byte > 0x20 && byte < 0x7f;

/**
 * Text that shifts between ASCII and Japanese: as the standards have it, and as programs write it that shift to half-width
 * kana by control characters, or mix them in as single bytes. It is spelled in EUC, which has a place for all of it.
 */
export function decodeJapanese(bytes: Buffer): string {
  const parts: { label: 'euc-jp' | 'gbk' | 'euc-kr'; bytes: number[] }[] = [];
  let set: Set = 'plain';
  const put = (...spelled: number[]) => {
    const label = set === 'gbk' || set === 'euc-kr' ? set : 'euc-jp';
    const last = parts.at(-1);
    if (last?.label === label) for (const byte of spelled) last.bytes.push(byte);
    else parts.push({ label, bytes: spelled });
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const [byte = 0, next] = [bytes[at], bytes[at + 1]];
    if (byte === escapeSign) {
      const rest = bytes.subarray(at + 1, at + 4).toString('latin1');
      const found = sequences.find(([begins]) => rest.startsWith(begins));
      if (found) set = found[1];
      at += found?.[0].length ?? 0;
    } else if (byte === shiftOut) set = 'kana';
    else if (byte === shiftIn) set = 'plain';
    else if (byte >= 0xa1 && byte <= 0xdf) put(0x8e, byte);
    else if (byte === 0x0a || byte === 0x0d) {
      set = 'plain';
      put(byte);
    } else if (set === 'plain' || !isGraphic(byte)) put(byte);
    else if (set === 'kana') put(0x8e, byte | 0x80);
    else if (isGraphic(next)) {
      put(...(set === 'more kanji' ? [0x8f] : []), byte | 0x80, next | 0x80);
      at += 1;
    } else put(byte);
  }
  return parts.map((part) => new TextDecoder(part.label).decode(Uint8Array.from(part.bytes))).join('');
}
