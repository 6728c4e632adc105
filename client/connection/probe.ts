/** Looked about so often; each page at its own moments, so that a thousand do not come back at the same instant. */
const every = 400;
const jitter = 300;
/** What has not answered by then does not count. */
const patience = 2_000;

const answers = (): Promise<boolean> =>
  fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(patience) }).then(
    ({ ok }) => ok,
    () => false,
  );

/**
 * While the line is down, asks cheaply whether the server can be reached; `reached` is told once each time that it has
 * become so. A connection that is being tried may hang long after the network is back. Answers how to stop.
 */
export function probeWhile(isDown: () => boolean, reached: () => void): () => void {
  let reachable = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const there = await answers();
    const news = there && !reachable;
    reachable = there;
    if (news && isDown()) reached();
  }
  /** One that hangs does not hold up the next. */
  function again(): void {
    if (!isDown()) reachable = false;
    else if (document.visibilityState === 'visible') void look();
    timer = setTimeout(again, every + Math.random() * jitter);
  }
  const wake = () => {
    if (isDown() && document.visibilityState === 'visible') void look();
  };
  document.addEventListener('visibilitychange', wake);
  again();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', wake);
  };
}
