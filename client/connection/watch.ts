/** How often the line is looked at. */
const tick = 1000;

/**
 * Looks at the line once a second and when the page comes back from sleep or from behind another; `changed` when the
 * browser says that the network has come or gone. Answers how to stop.
 */
export function watchLine(look: () => void, changed: () => void): () => void {
  const wake = () => {
    if (document.visibilityState === 'visible') look();
  };
  const timer = setInterval(look, tick);
  document.addEventListener('visibilitychange', wake);
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', wake);
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}
