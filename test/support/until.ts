/** Long enough for a busy machine; a test that waits this long has failed. */
export const patienceMs = 60_000;

/** Looking is work too: who has waited long looks less often. */
const [soonMs, seldomMs] = [3, 100];

/** Waits for a fact by looking again, and fails loudly with what it waited for, and what it saw if it is told. Asserts no time. */
export async function until(
  what: string | (() => string),
  isSo: () => boolean | Promise<boolean>,
  ms = patienceMs,
): Promise<void> {
  const began = Date.now();
  while (!(await isSo())) {
    const waited = Date.now() - began;
    if (waited > ms) throw new Error(`Waited in vain for: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, Math.min(soonMs + waited / 8, seldomMs)));
  }
}
