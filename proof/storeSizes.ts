/** How much to do: `full`, or less with a small `PROOF_ROUNDS`, which counts `part` for each round, to see that it works. */
export function sized(full: number, part: number): number {
  const rounds = process.env.PROOF_ROUNDS;
  return rounds ? Math.min(full, Number(rounds) * part) : full;
}
