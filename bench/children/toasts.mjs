// Runs in the measured page: notes when each mention's toast was on the screen, as soon as the frame that has it was handed over.
{
  const shown = [];
  globalThis.benchShown = shown;
  const look = (node) => {
    if (!(node instanceof Element)) return;
    const toast = node.matches('[data-toast]') ? node : node.querySelector('[data-toast]');
    const href = toast?.querySelector('a')?.getAttribute('href');
    const commentId = href && new URL(href, location.href).searchParams.get('comment');
    if (!commentId) return;
    requestAnimationFrame(() => setTimeout(() => shown.push([commentId, performance.timeOrigin + performance.now()])));
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) look(node);
  }).observe(document.body, { childList: true, subtree: true });
}
