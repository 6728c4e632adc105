/** What a text in some charset consists of, as people write it. */
interface Candidate {
  charset: string;
  /** One of few letters, in which no word is half in Latin ones. */
  isAlphabet: boolean;
  /** The characters that come up in nearly every line, and what each speaks for the charset. */
  common: Map<string, number>;
  /** What else belongs into such a text. */
  usual(character: string): boolean;
}

const Han = /\p{sc=Han}/u;
const Hangul = /[\uac00-\ud7a3]/u;
const kana = /[\u3041-\u309f\u30a0-\u30fe]/u;

/** The rows of a two-byte charset that hold the characters every schoolbook has. */
function rowsOf(
  charset: string,
  first: number,
  last: number,
  trails: readonly (readonly [number, number])[],
): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead += 1) {
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail += 1) bytes.push(lead, trail);
  }
  return new Set(new TextDecoder(charset).decode(Uint8Array.from(bytes)).replaceAll('\ufffd', ''));
}

const cyrillic = 'оеаинтсрвлкмдпуяіыьгзбчйхїєжшюцщэфъё';
/** What the rarest letter speaks less than the most frequent one. */
const rareCosts = 0.3;

const fullWidth = /[\u3000-\u3002\uff01-\uff5e\u300c-\u300f\u3010\u3011\u2014\u2018-\u201d\u2026]/u;

function build(): Candidate[] {
  const big5 = rowsOf('big5', 0xa4, 0xc5, [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ]);
  const gb = rowsOf('gbk', 0xb0, 0xd7, [[0xa1, 0xfe]]);
  const inScript = (script: RegExp) => (character: string) => script.test(character);
  const candidate = (charset: string, common: string, usual: Candidate['usual']): Candidate => ({
    charset,
    isAlphabet: false,
    common: new Map([...common].map((one) => [one, 1])),
    usual,
  });
  /** Any bytes are letters in these: what tells them apart is which letters are frequent, the first ones here. */
  const alphabet = (charset: string, letters: string, usual: Candidate['usual']): Candidate => {
    const common = new Map<string, number>();
    for (const [rank, one] of [...letters].entries()) {
      const weight = 1 - (rareCosts * rank) / letters.length;
      for (const form of [one, one.toUpperCase()]) if (!common.has(form)) common.set(form, weight);
    }
    return { charset, isAlphabet: true, common, usual };
  };
  return [
    candidate(
      'big5',
      '的一是不了我有在人這個你他們為說請問謝您好嗎可以沒會到中文來要就出也時大上對國能年用之地方台灣公司訂單貨商品客服信箱通知帳號無法收退款回覆電話問題測試郵件主旨附件發票文件報價會議先生小姐王陳林李張',
      (one) => big5.has(one),
    ),
    candidate(
      'gb18030',
      '的一是不了我有在人这个你他们为说请问谢您好吗可以没会到中文来要就出也时大上对国能年用之地方公司订单货商品客服邮箱通知帐号无法收退款回复电话问题测试邮件主题附件发票文件报价会议先生小姐王陈林李张',
      (one) => gb.has(one),
    ),
    candidate(
      'shift_jis',
      'のにはをたがでてとしれさあいうえおかきくけこそつなまみもやゆよらりるわんスルンラリ日本語件名送信',
      (one) => kana.test(one),
    ),
    candidate(
      'euc-jp',
      'のにはをたがでてとしれさあいうえおかきくけこそつなまみもやゆよらりるわんスルンラリ日本語件名送信',
      (one) => kana.test(one),
    ),
    candidate(
      'euc-kr',
      '이다는의가을를에하고한도로지기사안녕세요문주배송합니입습으서해시과와자인대수전정제원국어보내기메일테스트제목회신문의드립감고객답변',
      inScript(Hangul),
    ),
    alphabet('windows-1251', cyrillic, inScript(/[\u0401-\u0451\u0490\u0491\u0454-\u0457]/u)),
    alphabet('koi8-u', cyrillic, inScript(/[\u0401-\u0451\u0490\u0491\u0454-\u0457]/u)),
    alphabet('iso-8859-5', cyrillic, inScript(/[\u0401-\u0457]/u)),
    alphabet('windows-1253', 'αοιετσνηυρπκμλςόίάέώήγδωχθφύβξζψ', inScript(/[\u0386-\u03ce]/u)),
    alphabet('windows-1255', 'יוהלאמרתבשנעדכםחקפטגזסןצךףץ', inScript(/[\u05d0-\u05ea]/u)),
    alphabet('windows-1256', 'الميونرتبةعدسفهكقحجأصشخطضذزغثئءىإ', inScript(/[\u0621-\u064a]/u)),
    alphabet('windows-874', 'านร่อก้เงมีัยลวิดทสตะปบุคหแจืพชขใไูโ', inScript(/[\u0e01-\u0e4e]/u)),
    candidate('windows-1250', 'ąęłżźśćńóŁŚŻěščřžýáíéúůťďňőűöüăâîșțşţô', inScript(/[\u0100-\u017f]/u)),
    candidate('windows-1252', 'éèàçêâîôûùëïüöäßñáíóúÉÄÖÜåæøãõ€’‘“”–—…·®°«»¿¡', inScript(/[\u00c0-\u00ff]/u)),
  ];
}

let built: Candidate[] | undefined;

/** In these a foreign letter stands alone among ASCII ones; a row of them is some other charset. */
const sparse = new Set(['windows-1250', 'windows-1252']);

/** How people write a word: small, or with a capital at its beginning; now and then in capitals only. */
const natural = /^[\P{L}\p{Lo}]*\p{Lu}?[^\p{Lu}]*$/u;
const capitals = /^\P{Ll}*$/u;

const ofCase = (word: string): number => (natural.test(word) ? 1 : capitals.test(word) ? 0.95 : 0.7);

function scoreOf({ charset, isAlphabet, common, usual }: Candidate, sample: Buffer): number {
  const text = new TextDecoder(charset).decode(sample);
  let [score, foreign] = [0, 0];
  for (const { 0: run, index } of text.matchAll(/\P{ASCII}+/gu)) {
    const characters = [...run];
    const inWord = /[a-z]/i.test(`${text[index - 1] ?? ''}${text[index + run.length] ?? ''}`);
    const misplaced = sparse.has(charset) ? characters.length > 2 : isAlphabet && inWord;
    const written = isAlphabet ? ofCase(run) : 1;
    for (const one of characters) {
      foreign += 1;
      if (one === '\ufffd' || /[\p{Co}\u0080-\u009f]/u.test(one)) score -= 2;
      else if (misplaced) score += 0.05;
      else if (common.has(one)) score += (common.get(one) ?? 0) * written;
      else if (usual(one)) score += 0.55;
      else if (fullWidth.test(one)) score += 0.5;
      else if (Han.test(one)) score += 0.15;
    }
  }
  return foreign === 0 ? 0 : score / foreign;
}

/** A doubtful text is rather western: there a wrong guess spoils single letters only. */
const leastScore = 0.3;

/** The charset of a text that is not UTF-8 and says no, or no true, charset of its own. Short ones, as in a header, too. */
export function guessCharset(sample: Buffer): { charset: string; score: number } {
  built ??= build();
  let best = { charset: 'windows-1252', score: leastScore };
  for (const candidate of built) {
    const score = scoreOf(candidate, sample);
    if (score > best.score) best = { charset: candidate.charset, score };
  }
  return best;
}
