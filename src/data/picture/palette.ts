/** The colours that pictures name, as sRGB; any two are clearly different. */
export const COLOURS = {
  red: '#d81e1e',
  orange: '#ff8c1a',
  yellow: '#f5d90a',
  green: '#1f9d3a',
  cyan: '#19c3d6',
  blue: '#1f4fd8',
  purple: '#7d2fb5',
  pink: '#ff8fc0',
  brown: '#7a4a1e',
  gray: '#8c8c8c',
  black: '#101010',
  white: '#ffffff',
} as const;

export type Colour = keyof typeof COLOURS;

export const COLOUR_NAMES = Object.keys(COLOURS) as Colour[];

/** A ground and what is written on it: `ink` for text, `faint` for rules, `stripe` and `header` for table rows. */
export interface Theme {
  fill: string;
  ink: string;
  faint: string;
  stripe: string;
  header: string;
}

export const THEMES = {
  paper: { fill: '#ffffff', ink: '#101014', faint: '#b4b4bc', stripe: '#e9edf2', header: '#c9d6e6' },
  ivory: { fill: '#faf3e0', ink: '#1c1408', faint: '#b8ab8c', stripe: '#efe3c4', header: '#e2cf9c' },
  mist: { fill: '#e4eef6', ink: '#0c1624', faint: '#9cb0c2', stripe: '#d2e0ec', header: '#b4cbe0' },
  night: { fill: '#14161c', ink: '#f4f4f6', faint: '#5c606c', stripe: '#262a34', header: '#3a4152' },
  navy: { fill: '#101c3a', ink: '#f2f4ff', faint: '#52628c', stripe: '#1c2c54', header: '#2c4278' },
} as const satisfies Record<string, Theme>;

export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as ThemeName[];

/** The named colours that stand out from a theme's ground: difference in CIE Lab of at least 38. */
export function coloursOn(theme: ThemeName): Colour[] {
  return VISIBLE[theme];
}

/** WCAG 2 contrast ratio of two `#rrggbb` colours, 1 to 21; text needs at least 4.5. */
export function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

/** CIE 1976 colour difference of two `#rrggbb` colours; about 2 is just noticeable, 100 is black to white. */
export function difference(a: string, b: string): number {
  const [p, q] = [lab(a), lab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function linear(colour: string): [number, number, number] {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** sRGB to CIE L*a*b* with the D65 white point. */
function lab(colour: string): [number, number, number] {
  const [r, g, b] = linear(colour);
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const VISIBLE = Object.fromEntries(
  THEME_NAMES.map((theme) => [
    theme,
    COLOUR_NAMES.filter((name) => difference(COLOURS[name], THEMES[theme].fill) >= 38),
  ]),
) as Record<ThemeName, Colour[]>;
