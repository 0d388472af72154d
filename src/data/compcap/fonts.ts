import { readFileSync } from 'node:fs';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { TesseraeError } from '../../base/error.js';
import { FONT_FOLDER } from '../picture/font.js';

/** Families by looks, not by brand, so that a file can be replaced by a better one. `cursive`, `pen` and `hand` are handwriting. */
export const FAMILIES = [
  'sans',
  'humanist',
  'condensed',
  'serif',
  'slab',
  'mono',
  'typewriter',
  'cursive',
  'pen',
  'hand',
] as const;

export type Family = (typeof FAMILIES)[number];

export type FontStyle = 'regular' | 'bold';

/** A family, a style (`hand` has no bold: it is drawn regular) and a size in pixels. */
export interface Font {
  family: Family;
  /** @default 'regular' */
  style?: FontStyle;
  px: number;
}

/** One row of `assets/fonts/families.json`. */
export interface FontFile {
  family: Family;
  style: FontStyle;
  name: string;
  file: string;
  sha256: string;
  licence: string;
  licenceFile: string;
  source: string;
  /** Code points with a glyph: hexadecimal, single or `from-to`, separated by spaces. */
  coverage: string;
}

/** The ink of a text relative to its start on the baseline, in whole pixels, rounded outwards. */
export interface Ink {
  left: number;
  right: number;
  above: number;
  below: number;
}

interface Face extends FontFile {
  alias: string;
  covered: Set<number>;
}

let faces: Map<string, Face> | undefined;
const inks = new Map<string, { ink: Ink; width: number }>();
/** A bound, because texts are combinations and a long run meets many of them. */
const KEPT = 20_000;
const ruler = createCanvas(1, 1).getContext('2d');

/** The manifest of the shipped faces. */
export function fontFiles(): readonly FontFile[] {
  return [...loadFonts().values()];
}

/** The CSS font string of a canvas context; registers the shipped fonts at the first call. */
export function cssFont(font: Font): string {
  return `${font.px}px "${faceOf(font).alias}"`;
}

/** Advance width of a text in pixels, rounded up. */
export function textWidth(text: string, font: Font): number {
  return measure(text, font).width;
}

/** Where the ink of a text lies. */
export function textInk(text: string, font: Font): Ink {
  return measure(text, font).ink;
}

/** Height of one line with air around it, in whole pixels. */
export function lineHeight(font: Font, spacing = 1.3): number {
  return Math.ceil(font.px * spacing);
}

/** Height of capitals in whole pixels: what vertical centring goes by. */
export function capHeight(font: Font): number {
  return textInk('H', font).above;
}

/** The code points of a text that a font has no glyph for, each once. */
export function uncovered(text: string, font: Font): string[] {
  const { covered } = faceOf(font);
  return [...new Set(text)].filter((character) => !covered.has(character.codePointAt(0)!));
}

/**
 * Refuses a text that would show boxes instead of letters, or letters of whatever font the system has.
 *
 * @throws TesseraeError `font-coverage`
 */
export function requireCoverage(text: string, font: Font): void {
  const missing = uncovered(text, font);
  if (missing.length === 0) return;
  const points = missing.map(
    (character) => `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
  );
  throw new TesseraeError('font-coverage', {
    expected: `a text that the font "${faceOf(font).name}" has all glyphs for`,
    received: `${JSON.stringify(text)} with ${points.join(', ')}`,
    action: 'Choose another font (sans covers most), or leave the text out.',
  });
}

/** The largest whole size from `most` down to `least` at which a text is no wider than `width`; none when it never fits. */
export function fitSize(
  text: string,
  font: Omit<Font, 'px'>,
  width: number,
  most: number,
  least: number,
): number | undefined {
  for (let px = Math.floor(most); px >= least; px--) if (textWidth(text, { ...font, px }) <= width) return px;
  return undefined;
}

/** Breaks a text at spaces into lines no wider than `width`; a single word may be wider, and the canvas then refuses it. */
export function wrapText(text: string, font: Font, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, font) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}

/**
 * Registers the shipped fonts with the canvas library, once per thread.
 *
 * @throws TesseraeError `font-missing` when a font file is absent or unreadable
 */
export function loadFonts(): ReadonlyMap<string, FontFile> {
  return loadFaces();
}

function loadFaces(): Map<string, Face> {
  if (faces) return faces;
  const manifest = JSON.parse(readFileSync(`${FONT_FOLDER}families.json`, 'utf8')) as { fonts: FontFile[] };
  const loaded = new Map<string, Face>();
  for (const font of manifest.fonts) {
    const alias = `Composite ${font.family} ${font.style}`;
    if (!GlobalFonts.has(alias) && !GlobalFonts.registerFromPath(FONT_FOLDER + font.file, alias)) {
      throw new TesseraeError('font-missing', {
        expected: `a readable font file assets/fonts/${font.file}`,
        received: 'nothing the canvas library can register',
        action: 'Reinstall the package.',
      });
    }
    loaded.set(`${font.family} ${font.style}`, { ...font, alias, covered: pointsOf(font.coverage) });
  }
  return (faces = loaded);
}

/** Code points of a coverage string of the manifest. */
export function pointsOf(coverage: string): Set<number> {
  const points = new Set<number>();
  for (const range of coverage.split(' ')) {
    const [from, to = from] = range.split('-').map((hex) => Number.parseInt(hex, 16));
    for (let point = from; point <= to; point++) points.add(point);
  }
  return points;
}

function faceOf({ family, style = 'regular' }: Font | Omit<Font, 'px'>): Face {
  const all = loadFaces();
  const face = all.get(`${family} ${style}`) ?? all.get(`${family} regular`);
  if (face) return face;
  throw new TesseraeError('font-unknown', {
    expected: `a font family of ${FAMILIES.join(', ')}`,
    received: String(family),
    action: 'Choose one of them.',
  });
}

function measure(text: string, font: Font): { ink: Ink; width: number } {
  const css = cssFont(font);
  const key = `${css}|${text}`;
  const known = inks.get(key);
  if (known) return known;
  ruler.font = css;
  const metrics = ruler.measureText(text);
  const measured = {
    width: Math.ceil(metrics.width),
    ink: {
      left: Math.ceil(metrics.actualBoundingBoxLeft),
      right: Math.ceil(metrics.actualBoundingBoxRight),
      above: Math.ceil(metrics.actualBoundingBoxAscent),
      below: Math.ceil(metrics.actualBoundingBoxDescent),
    },
  };
  if (inks.size < KEPT) inks.set(key, measured);
  return measured;
}
