import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { TesseraeError } from '../../base/error.js';

/** A face and its size in pixels, for example `{ face: 'bold', px: 14 }`. */
export interface Font {
  face: Face;
  px: number;
}

export type Face = 'regular' | 'bold';

export const FACES: readonly Face[] = ['regular', 'bold'];

/** The folder of the shipped fonts; pictures never depend on the fonts of the system. */
export const FONT_FOLDER = fileURLToPath(new URL('../../../assets/fonts/', import.meta.url));

const FAMILIES: Record<Face, string> = { regular: 'Tesserae Sans', bold: 'Tesserae Sans Bold' };

/** The CSS font string of a canvas context. */
export function cssFont(font: Font): string {
  return `${font.px}px "${FAMILIES[font.face]}"`;
}

/** Height of capitals and digits in whole pixels; 0.729 em in both faces. */
export function capHeight(font: Font): number {
  return Math.round(0.729 * font.px);
}

/** Pixels above and below the baseline that letters can reach, for example those of `d` and `p`. */
export function reach(font: Font): { above: number; below: number } {
  return { above: Math.ceil(0.8 * font.px), below: Math.ceil(0.24 * font.px) };
}

/** Height of a line on the 4-pixel grid, descenders included. */
export function lineHeight(font: Font): number {
  return Math.ceil((font.px * 1.17) / 4) * 4;
}

/** Width of a text in whole pixels, rounded up. */
export function textWidth(text: string, font: Font): number {
  const css = cssFont(font);
  const key = `${css}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    loadFonts();
    ruler.font = css;
    width = Math.ceil(ruler.measureText(text).width);
    if (widths.size < CACHED_WIDTHS) widths.set(key, width);
  }
  return width;
}

/**
 * Registers the shipped fonts with the canvas library, once per process.
 *
 * @throws TesseraeError `font-missing` when a font file is absent or unreadable
 */
export function loadFonts(): void {
  if (loaded) return;
  const manifest = JSON.parse(readFileSync(`${FONT_FOLDER}manifest.json`, 'utf8')) as {
    fonts: { family: string; file: string }[];
  };
  for (const { family, file } of manifest.fonts) {
    if (!GlobalFonts.registerFromPath(FONT_FOLDER + file, family)) {
      throw new TesseraeError('font-missing', {
        expected: `a readable font file assets/fonts/${file}`,
        received: 'nothing the canvas library can register',
        action: 'Reinstall the package.',
      });
    }
  }
  loaded = true;
}

let loaded = false;
/** A bound, because titles are combinations and a long run meets many of them. */
const CACHED_WIDTHS = 20_000;
const widths = new Map<string, number>();
const ruler = createCanvas(1, 1).getContext('2d');
