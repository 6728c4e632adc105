const leads = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const tails = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';
/** The first of the vowels that stand alone, and of the syllables. */
const [firstVowel, firstSyllable] = [0x314f, 0xac00];
const fill = -1;

/** Five bits each for how a syllable begins, sounds and ends; null where they stand for nothing. */
const leadOf = (bits: number): number | null => (bits === 1 ? fill : bits >= 2 && bits <= 20 ? bits - 2 : null);
function vowelOf(bits: number): number | null {
  if (bits === 2) return fill;
  if (bits >= 3 && bits <= 7) return bits - 3;
  if (bits >= 10 && bits <= 15) return bits - 5;
  if (bits >= 18 && bits <= 23) return bits - 7;
  return bits >= 26 && bits <= 29 ? bits - 9 : null;
}
function tailOf(bits: number): number | null {
  if (bits === 1) return fill;
  if (bits >= 2 && bits <= 17) return bits - 2;
  return bits >= 19 && bits <= 29 ? bits - 3 : null;
}

function hangul(code: number): string | null {
  const [lead, vowel, tail] = [leadOf((code >> 10) & 31), vowelOf((code >> 5) & 31), tailOf(code & 31)];
  if (lead === null || vowel === null || tail === null) return null;
  if (lead !== fill && vowel !== fill) return String.fromCharCode(firstSyllable + (lead * 21 + vowel) * 28 + tail + 1);
  if (vowel === fill && tail === fill) return leads[lead] ?? null;
  if (lead === fill && tail === fill) return String.fromCharCode(firstVowel + vowel);
  return lead === fill && vowel === fill ? (tails[tail] ?? null) : null;
}

/** Signs and Chinese characters lie in pairs of rows of KS X 1001. */
function ofRows(lead: number, trail: number): string {
  const column = trail < 0x91 ? trail - 0x31 : trail - 0x43;
  const row = (lead < 0xe0 ? 2 * (lead - 0xd9) : 2 * lead - 0x197) + (column < 0x5e ? 0 : 1);
  return new TextDecoder('euc-kr').decode(Uint8Array.of(row + 0xa1, (column % 0x5e) + 0xa1));
}

/** Korean as it was written before KS C 5601, by rule and not by table (KS X 1001, annex 3). */
export function decodeJohab(bytes: Buffer): string {
  const out: string[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const [lead = 0, trail] = [bytes[at], bytes[at + 1]];
    if (lead < 0x80) out.push(String.fromCharCode(lead));
    else if (trail === undefined) out.push('\ufffd');
    else {
      const isRow = (lead >= 0xd9 && lead <= 0xde) || (lead >= 0xe0 && lead <= 0xf9);
      out.push(isRow ? ofRows(lead, trail) : (hangul((lead << 8) | trail) ?? '\ufffd'));
      at += 1;
    }
  }
  return out.join('');
}
