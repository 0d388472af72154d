import type { Point } from '../canvas.js';
import { type Font, textWidth } from '../fonts.js';
import type { Box, Size } from '../kind.js';
import type { Code, CodeLook, Snippet } from './meta.js';

/** Height of the bar with the controls of the window. */
const BAR = 34;
const NARROW_BAR = 18;
/** Fewest characters that a window is wide, for its controls. */
const LEAST_COLUMNS = 24;
const NARROW_COLUMNS = 10;
/** Characters between line numbers and code. */
const GUTTER = 2;

/** Where everything of a window with code stands. */
export interface CodeLayout extends Size {
  window: Box;
  /** None without a bar. */
  bar?: Box;
  /** Width of one character; not a whole number. */
  advance: number;
  /** Distance of baselines. */
  pitch: number;
  /** Where a column of a line starts on its baseline. */
  at(line: number, column: number): Point;
  /** Right end of the line numbers. */
  numbersRight: number;
  /** The box of one line of code, without its indentation. */
  line(line: number): Box;
}

/** Measures a snippet in its look. */
export function layoutCode(snippet: Snippet, look: CodeLook): CodeLayout {
  const lines = snippet.code.split('\n');
  const font = codeFont(look);
  const advance = advanceOf(font);
  const pitch = Math.round(look.px * look.spacing);
  const gutter = look.numbers ? (String(lines.length).length + GUTTER) * advance : 0;
  const longest = Math.max(...lines.map((line) => line.length), look.narrow ? NARROW_COLUMNS : LEAST_COLUMNS);
  const bar = look.chrome === 'none' ? 0 : look.narrow ? NARROW_BAR : BAR;
  const window = {
    x: look.margin,
    y: look.margin,
    width: Math.ceil(2 * look.padding + gutter + longest * advance),
    height: bar + 2 * look.padding + (lines.length - 1) * pitch + Math.ceil(look.px * 1.3),
  };
  const left = window.x + look.padding + gutter;
  const top = window.y + bar + look.padding + look.px;
  return {
    width: window.width + 2 * look.margin,
    height: window.height + 2 * look.margin,
    window,
    ...(bar > 0 ? { bar: { ...window, height: bar } } : {}),
    advance,
    pitch,
    at: (line, column) => ({ x: left + column * advance, y: top + line * pitch }),
    numbersRight: left - GUTTER * advance,
    line: (line) => {
      const text = lines[line];
      const indentation = text.length - text.trimStart().length;
      return {
        x: Math.floor(left + indentation * advance),
        y: top + line * pitch - look.px,
        width: Math.ceil((text.length - indentation) * advance),
        height: Math.ceil(look.px * 1.3),
      };
    },
  };
}

export function codeFont({ family, px }: CodeLook): Font {
  return { family, px };
}

function advanceOf(font: Font): number {
  return textWidth('0'.repeat(100), font) / 100;
}

/** The box of the first line that holds a text, for questions. */
export function lineWith({ snippet, look }: Code, part: string): Box | undefined {
  const line = snippet.code.split('\n').findIndex((text) => text.includes(part));
  return line < 0 ? undefined : layoutCode(snippet, look).line(line);
}
