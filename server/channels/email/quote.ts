/** A longer line is prose, not one of the markers below; also keeps the patterns quick. */
const markerLength = 400;

/** "On … wrote:" in the languages we meet; the line ends with a colon. Programs break it over up to three lines. */
const attributions = [
  /^(On|Op|Am|Le|El|Il|Em|W dniu|Den|På|Dne|Vào|Pada)\b.{3,}\b(wrote|schreef|schrieb|a écrit|escribió|ha scritto|escreveu|napisał(\(a\))?|skrev|napsal(\(a\))?|đã viết|menulis)\b.{0,120}[:：]$/iu,
  /^.{1,200}\b(wrote|schreef|schrieb|a écrit|escribió|ha scritto|escreveu|napisał|skrev)\s?[:：]$/iu,
  /^(在|於|于)?.{3,200}(写道|寫道|寫|写|来信|來信)\s?[:：]$/u,
  /^.{3,200}(のメール|さんは書きました|wrote)\s?[:：]$/u,
  /^.{3,200}(님이 작성|작성:)\s?[:：]?$/u,
  /^.{3,200}(пишет|написал(\(а\)|а)?|писал\(а\))\s?:$/iu,
  /** A day, a time and an address, and no verb: Gmail in Japanese, Russian and others; our own answers. */
  /^(?=.*\d{4})(?=.*\d{1,2}:\d{2}).{3,200}<[^<>\s]+@[^<>\s]+>\s?[:：]$/u,
  /^.{3,200}, \d{4}-\d\d-\d\d \d\d:\d\d UTC:$/u,
];

/** How an attribution begins; only what begins so is looked for over several lines. */
const opening = /^(On|Op|Am|Le|El|Il|Em|W dniu|Den|På|Dne|Vào|Pada)\b|^[在於于]/u;

/** Rules that Outlook and its like draw above the mail they quote. Forwarded mail is content and has others. */
const rule =
  /^[-_\s]*(original message|original appointment|ursprüngliche nachricht|message d'origine|message original|mensaje original|messaggio originale|mensagem original|oorspronkelijk bericht|oryginalna wiadomość|ursprungligt meddelande|oprindelig meddelelse|исходное сообщение|replied message|reply message|原始邮件|原始郵件|原始信件|原邮件|原郵件|回复的原邮件|回覆的原郵件|元のメッセージ|원본 메(시|세)지)[-_\s]*$/iu;

/** The head of a quoted mail: From, then within a few lines Sent, To and Subject. */
const headFrom =
  /^\**(from|von|de|da|van|od|från|fra|lähettäjä|kimden|gönderen|от|từ|보낸 ?사람|발신(자|인)?|发件人|發件人|寄件者|寄件人|差出人)\**\s?[:：]\**\s*\S/iu;
const headSent =
  /^\**(sent|date|gesendet|datum|envoyé|enviad[oa]( el| em)?|inviato|wysłano|skickat|sendt|lähetetty|gönderildi|tarih|odesláno|отправлено|дата|đã gửi|ngày|보낸 ?날짜|보낸 ?시간|날짜|data|verzonden|发送时间|發送時間|寄件日期|日期|時間|送信日時)\**\s?[:：]/iu;
const headSubject =
  /^\**(subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|ämne|emne|aihe|konu|předmět|тема|chủ đề|제목|主题|主題|主旨|件名)\**\s?[:：]/iu;

const isQuoted = (line: string) => /^\s{0,3}>/.test(line);
const isBlank = (line: string) => line.trim() === '';

/** How many lines, from this one, announce a quotation; 0 when none do. */
function markerAt(lines: readonly string[], at: number): number {
  const line = (lines[at] ?? '').trim();
  if (line === '' || line.length > markerLength || isQuoted(line)) return 0;
  if (rule.test(line)) return 1;
  for (const span of opening.test(line) ? [1, 2, 3] : [1]) {
    const spanned = lines.slice(at, at + span);
    const joined = spanned.join(' ').trim();
    if (spanned.some(isBlank) || joined.length > markerLength) break;
    if (/[:：]$/.test(joined) && attributions.some((pattern) => pattern.test(joined))) return span;
  }
  const head = lines.slice(at, at + 8);
  return headFrom.test(line) && head.some((one) => headSent.test(one)) && head.some((one) => headSubject.test(one))
    ? 1
    : 0;
}

/** After its announcement a quotation reaches to the end: marked with `>` throughout, or not marked at all. */
function reachesEnd(lines: readonly string[], from: number): boolean {
  const rest = lines.slice(from).filter((line) => !isBlank(line));
  const quoted = rest.filter(isQuoted).length;
  if (rest.length === 0 || quoted === rest.length) return true;
  return !isQuoted(rest[0] ?? '') && quoted < rest.length / 2;
}

function cutAt(lines: readonly string[]): number {
  for (let at = 0; at < lines.length; at += 1) {
    const span = markerAt(lines, at);
    if (span > 0 && reachesEnd(lines, at + span)) return at;
  }
  let tail = lines.length;
  while (tail > 0 && (isQuoted(lines[tail - 1] ?? '') || isBlank(lines[tail - 1] ?? ''))) tail -= 1;
  return lines.slice(tail).some(isQuoted) ? tail : lines.length;
}

/** What phones and programs write below a letter. */
const sentFrom =
  /^((sent|get|envoyé|enviado|gesendet|von meinem|inviato|verzonden|verstuurd|wysłane|skickat|отправлено)\b.{0,20}\b(from|for|depuis|desde|do meu|de mi|dal|vanaf|van|från|z|с|von|gesendet|outlook|mail|iphone|ipad|android|galaxy|yahoo)\b.{0,60}|(從|从|由)我的.{1,30}(傳送|发送|寄出|發出)|.{0,20}(iPhone|iPad|Android|Galaxy).{0,10}(から送信|에서 보냄)|發自我的.{1,20}|发自我的.{1,20})$/iu;
const signatureLines = 15;

/** Where the signature begins: below two dashes, or in the last line, where a phone speaks for itself. */
function signatureAt(lines: readonly string[]): number {
  const dashes = lines.findLastIndex((line) => /^-- ?$/.test(line));
  if (dashes !== -1 && lines.length - dashes <= signatureLines) return dashes;
  const last = lines.findLastIndex((line) => !isBlank(line));
  return last > 0 && (lines[last] ?? '').length < 120 && sentFrom.test((lines[last] ?? '').trim())
    ? last
    : lines.length;
}

/** Parts what was written from its signature and from what was quoted below it. In doubt nothing is folded: no word gets lost. */
export function foldQuote(text: string): { text: string; quoted: string } {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const cut = cutAt(lines);
  const end = signatureAt(lines.slice(0, cut));
  const written = lines
    .slice(0, end)
    .join('\n')
    .replace(/[\s_]+$/u, '')
    .replace(/^\n+/, '');
  const quoted = lines.slice(end).join('\n').trim();
  return written.trim() === '' ? { text: text.trim(), quoted: '' } : { text: written, quoted };
}
