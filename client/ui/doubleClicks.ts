const controls = 'a, button, input, select, textarea, label, summary, [contenteditable=true], [tabindex]';
/** Fingers are not told of double taps; two this close are one. */
const doubleTap = { ms: 300, px: 24 };

function controlAt(target: EventTarget | null): Element | null {
  const control = target instanceof Element ? target.closest(controls) : null;
  return control instanceof HTMLLabelElement ? (control.control ?? control) : control;
}

/**
 * The second half of a double click counts only where the first did: it falls neither through a menu that has just closed
 * onto what lay under it, nor onto what has just opened, and it does not close again what the first half opened.
 */
export function heedDoubleClicks(): void {
  let byTouch = false;
  let before = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0 };
  let first: Element | null = null;
  let counts = true;

  const isSecond = ({ detail, timeStamp, clientX, clientY }: MouseEvent) =>
    detail > 1 ||
    (byTouch &&
      timeStamp - before.at < doubleTap.ms &&
      Math.hypot(clientX - before.x, clientY - before.y) < doubleTap.px);

  const press = (event: MouseEvent) => {
    const control = controlAt(event.target);
    counts = !isSecond(event) || (control === first && !control?.matches('button[aria-haspopup]'));
    if (counts) first = control;
    before = { at: event.timeStamp, x: event.clientX, y: event.clientY };
  };
  const pass = (event: MouseEvent) => {
    // What keys and programs click has no press before it.
    if (counts || event.detail === 0) return;
    event.preventDefault();
    event.stopPropagation();
  };

  window.addEventListener(
    'pointerdown',
    ({ pointerType }) => {
      byTouch = pointerType === 'touch';
    },
    true,
  );
  window.addEventListener('mousedown', press, true);
  for (const type of ['mousedown', 'mouseup', 'click', 'dblclick'] as const) window.addEventListener(type, pass, true);
}
