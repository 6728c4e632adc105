import { killWhileTyping } from '../test/server/collab/typingTrial.ts';

const kills = Number(process.env.PROOF_TYPING_KILLS ?? 50);

/** Three editors type into one draft, and the product is killed under them. */
export async function typing(): Promise<string> {
  const { typed, promised } = await killWhileTyping(kills);
  return `${kills} × kill -9 while three editors typed ${typed} characters, ${promised} of them called saved before a kill: each of those was there, none was overwritten, all editors equal`;
}
