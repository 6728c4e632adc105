const plain = /^[\w\s.,%#()'"+-]{1,200}$/;
const size =
  /^(?:0|auto|\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|ex|ch|%|in|cm|mm)?)(?:\s+(?:0|auto|\d{1,4}(?:\.\d{1,4})?(?:px|pt|em|rem|%|in|cm|mm)?)){0,3}$/i;
const colour = /^(?:#[0-9a-f]{3,8}|[a-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/deg]{1,60}\))$/i;
const words = (...choices: string[]) => new RegExp(`^(?:${choices.join('|')})$`, 'i');
const border = /^[\w\s.#%(),]{1,100}$/;

/** Looks, but never position: nothing in a mail may leave its place or cover another. */
export const allowedStyles: Record<string, RegExp[]> = {
  color: [colour],
  'background-color': [colour],
  background: [colour],
  'font-family': [plain],
  'font-size': [size, words('(xx?-)?small', 'medium', '(xx?-)?large', 'smaller', 'larger')],
  'font-weight': [words('normal', 'bold', 'bolder', 'lighter', '[1-9]00')],
  'font-style': [words('normal', 'italic', 'oblique')],
  'font-variant': [words('normal', 'small-caps')],
  'text-align': [words('left', 'right', 'center', 'justify', 'start', 'end')],
  'text-decoration': [words('none', 'underline', 'line-through', 'overline')],
  'text-transform': [words('none', 'uppercase', 'lowercase', 'capitalize')],
  'text-indent': [size],
  'letter-spacing': [size, words('normal')],
  'line-height': [size, words('normal')],
  'white-space': [words('normal', 'nowrap', 'pre', 'pre-wrap', 'pre-line')],
  'word-break': [words('normal', 'break-all', 'keep-all', 'break-word')],
  'vertical-align': [size, words('baseline', 'top', 'middle', 'bottom', 'sub', 'super', 'text-top', 'text-bottom')],
  'list-style-type': [words('none', 'disc', 'circle', 'square', 'decimal', '(lower|upper)-(alpha|roman|latin)')],
  'border-collapse': [words('collapse', 'separate')],
  'border-spacing': [size],
  'border-radius': [size],
  display: [words('none', 'block', 'inline', 'inline-block', 'table', 'table-row', 'table-cell', 'list-item')],
  direction: [words('ltr', 'rtl')],
  ...Object.fromEntries(
    ['width', 'height', 'max-width', 'max-height', 'min-width', 'min-height'].map((name) => [name, [size]]),
  ),
  ...Object.fromEntries(
    ['', '-top', '-right', '-bottom', '-left'].flatMap((side) => [
      [`margin${side}`, [size]],
      [`padding${side}`, [size]],
      [`border${side}`, [border]],
    ]),
  ),
  ...Object.fromEntries(['color', 'width', 'style'].map((part) => [`border-${part}`, [border]])),
};
