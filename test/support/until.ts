/** Long enough for a busy machine; a test that waits this long has failed. */
export const patienceMs = 60_000;

/** Waits for a fact by looking again, and fails loudly with what it waited for, and what it saw if it is told. Asserts no time. */
export async function until(
  what: string | (() => string),
  isSo: () => boolean | Promise<boolean>,
  ms = patienceMs,
): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${typeof what === 'string' ? what : what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
