/** What somebody has typed to mention a colleague: where the sign stands in the text before the caret, and what follows it. */
export interface Typed {
  /** Characters from the sign to the caret, the sign included. */
  length: number;
  query: string;
}

/** Longer than any name. */
const longest = 40;

/** Chinese is written without spaces, so any letter but those of an address may stand before the sign; input methods make it wide. */
export function typedMention(before: string): Typed | null {
  const found = /(?:^|[^A-Za-z0-9._%+-])([@＠]((?!\s)[^@＠\n]*))$/.exec(before);
  const [, all = '', query = ''] = found ?? [];
  return found && query.length <= longest ? { length: all.length, query } : null;
}
