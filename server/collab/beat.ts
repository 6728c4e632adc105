/** Runs what it is given together, so many milliseconds after the first of it. */
export function createBeat(ms: number): (work: () => void) => void {
  let due: (() => void)[] = [];
  return (work) => {
    due.push(work);
    if (due.length > 1) return;
    setTimeout(() => {
      const now = due;
      due = [];
      for (const one of now) one();
    }, ms);
  };
}
