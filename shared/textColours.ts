/** The colours a writer may give his words: readable on white paper, and on screen by a tone of the theme of the same name. */
export const textColours = {
  red: '#b42a22',
  amber: '#8a5200',
  green: '#0b6e52',
  blue: '#2c4cc2',
  violet: '#7e2fb0',
  grey: '#696760',
} as const;

export type TextColour = keyof typeof textColours;
export const colourNames = Object.keys(textColours) as TextColour[];

type Rgb = readonly [number, number, number];

const names: Record<string, string> = {
  red: '#ff0000',
  maroon: '#800000',
  crimson: '#dc143c',
  orange: '#ffa500',
  gold: '#ffd700',
  yellow: '#ffff00',
  olive: '#808000',
  lime: '#00ff00',
  green: '#008000',
  teal: '#008080',
  cyan: '#00ffff',
  aqua: '#00ffff',
  blue: '#0000ff',
  navy: '#000080',
  purple: '#800080',
  magenta: '#ff00ff',
  fuchsia: '#ff00ff',
  violet: '#ee82ee',
  grey: '#808080',
  gray: '#808080',
};

function rgbOf(colour: string): Rgb | null {
  const known = names[colour] ?? colour;
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(known);
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(known);
  const parts = long?.slice(1) ?? short?.slice(1).map((digit) => digit + digit);
  const three =
    parts?.map((part) => Number.parseInt(part, 16)) ??
    /^rgba?\((\d+)[ ,]+(\d+)[ ,]+(\d+)/.exec(known)?.slice(1).map(Number);
  const [r, g, b] = three ?? [];
  return r === undefined || g === undefined || b === undefined ? null : [r, g, b];
}

/** The angle of a colour on the wheel, in degrees. */
function hueOf([r, g, b]: Rgb): number {
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  const turned = most === r ? ((g - b) / range) % 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4;
  return (turned * 60 + 360) % 360;
}

/** Less than this apart, three channels make a grey. */
const faint = 48;
/** Darker greys are black to the eye, lighter ones would vanish on paper. */
const greys = { from: 80, to: 190 };

/** Which of ours a colour from elsewhere comes nearest to; null for what is as good as black or white, or no colour. */
export function nearestColour(css: string): TextColour | null {
  const colour = css.trim().toLowerCase();
  const ours = colourNames.find((name) => textColours[name] === colour);
  if (ours) return ours;
  const rgb = rgbOf(colour);
  if (!rgb) return null;
  const [most, least] = [Math.max(...rgb), Math.min(...rgb)];
  if (most - least < faint) return most >= greys.from && most <= greys.to ? 'grey' : null;
  const hue = hueOf(rgb);
  if (hue < 16 || hue >= 330) return 'red';
  if (hue < 68) return 'amber';
  if (hue < 185) return 'green';
  return hue < 255 ? 'blue' : 'violet';
}
