/** Long enough for a busy machine; a test that waits this long has failed. */
const patienceMs = 25_000;

/** Waits for a fact by looking again, and fails loudly with what it waited for. Asserts no time. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>, ms = patienceMs): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
