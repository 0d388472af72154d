import { describe, expect, it } from 'vitest';
import type { Picture } from '../../image/picture.js';
import type { BarChart } from './bar-chart/meta.js';
import type { Collage } from './collage/meta.js';
import { drawSample, planSample } from './draw-sample.js';
import type { Box, Mark, Size } from './kind.js';
import { inside, type PlacedText } from './painter.js';
import { COLOURS, type Colour, contrast, THEMES } from './palette.js';
import { PICTURE_KINDS, pictureKind } from './picture-kinds.js';
import { paintPicture } from './surface.js';
import { linesOf } from './table/layout.js';
import type { Table } from './table/meta.js';

const SAMPLES = 100;
/** The smallest, the largest and the most stretched pictures, beside what is drawn by default. */
const SIZES: (Size | undefined)[] = [
  undefined,
  { width: 100, height: 100 },
  { width: 300, height: 100 },
  { width: 100, height: 300 },
  { width: 300, height: 300 },
];

interface Drawn {
  meta: Size;
  picture: Picture;
  texts: PlacedText[];
  marks: Mark[];
}

function* drawings(kind: string): Generator<Drawn> {
  for (const size of SIZES) {
    for (let index = 0; index < (size ? SAMPLES / 5 : SAMPLES); index++) {
      const { meta } = planSample({ kind, seed: 6, index, size });
      let texts: PlacedText[] = [];
      const { picture, marks } = paintPicture(meta, (painter) => {
        pictureKind(kind).render(meta, painter);
        texts = painter.texts;
      });
      yield { meta, picture, texts, marks };
    }
  }
}

describe.each(PICTURE_KINDS.map(({ name }) => name))('a %s', (kind) => {
  it('keeps every text inside the picture, apart from the others and readable', () => {
    for (const { meta, texts } of drawings(kind)) {
      const bounds = { x: 0, y: 0, width: meta.width, height: meta.height };
      const bad = texts.filter((text, at) => {
        const readable = contrast(text.ink, text.ground) >= 4.5 && text.height >= 12;
        return !readable || !inside(text, bounds) || texts.slice(at + 1).some((other) => touch(text, other));
      });
      expect(bad).toEqual([]);
    }
  });

  it('paints text only on the ground that it declares', () => {
    for (const { picture, texts } of drawings(kind)) {
      const wrong = texts.filter((text) => {
        const [most] = [...coloursIn(picture, text)].sort((a, b) => b[1] - a[1]);
        return most[0] !== text.ground;
      });
      expect(wrong).toEqual([]);
    }
  });
});

describe('what is painted', () => {
  it('is every label and value of a bar chart, and bars of the named colours in proportion', () => {
    for (const { meta, picture, texts } of drawings('bar-chart')) {
      const chart = meta as BarChart;
      const said = chart.bars.flatMap(({ label, value }) => [label, String(value)]);
      expect(texts.map(({ text }) => text).sort()).toEqual([...said, ...(chart.title ? [chart.title] : [])].sort());
      const areas = coloursIn(picture, { x: 0, y: 0, width: meta.width, height: meta.height });
      const tallest = chart.bars.reduce((a, b) => (b.value > a.value ? b : a));
      const off = chart.bars.filter(({ colour, value }) => {
        const share = areas.get(COLOURS[colour])! / areas.get(COLOURS[tallest.colour])!;
        return !(Math.abs(share - value / tallest.value) < 0.06);
      });
      expect(off).toEqual([]);
    }
  });

  it('is every cell of a table', () => {
    for (const { meta, texts } of drawings('table')) {
      expect(texts.map(({ text }) => text)).toEqual(linesOf(meta as Table).flat());
    }
  });

  it('is every object of a collage in its cell, and nothing in empty cells', () => {
    for (const { meta, picture } of drawings('collage')) {
      const { cells } = meta as Collage;
      const [width, height] = [Math.floor(meta.width / cells[0].length), Math.floor(meta.height / cells.length)];
      cells.forEach((line, row) => {
        line.forEach((cell, column) => {
          const box = { x: column * width + 2, y: row * height + 2, width: width - 4, height: height - 4 };
          const colours = coloursIn(picture, box);
          colours.delete(THEMES[(meta as Collage).theme].fill);
          const present = Object.values(COLOURS).filter((colour) => (colours.get(colour) ?? 0) > 20);
          expect(present).toEqual(cell ? [COLOURS[cell.colour]] : []);
        });
      });
    }
  });

  it('is marked where it is: every mark of a colour holds pixels of that colour', () => {
    for (const kind of ['bar-chart', 'collage']) {
      for (const { picture, marks } of drawings(kind)) {
        const wrong = marks.filter(({ words, ...box }) => {
          const colour = COLOURS[words.split(' ')[0] as Colour];
          return colour !== undefined && !coloursIn(picture, box).has(colour);
        });
        expect(wrong).toEqual([]);
        expect(marks.length).toBeGreaterThan(0);
      }
    }
  });

  it('differs between samples', () => {
    const pictures = Array.from({ length: 50 }, (_, index) => Buffer.from(drawSample({ seed: 9, index }).picture.data));
    expect(new Set(pictures.map((data) => data.toString('base64'))).size).toBe(50);
  });
});

/** True when two boxes come closer than three pixels side by side, or overlap. */
function touch(a: Box, b: Box): boolean {
  const gap = 3;
  return a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** How many pixels of a box have which colour, as `#rrggbb`. */
function coloursIn({ width, data }: Picture, box: Box): Map<string, number> {
  const counts = new Map<number, number>();
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      const at = (y * width + x) * 3;
      const colour = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  return new Map([...counts].map(([colour, count]) => [`#${colour.toString(16).padStart(6, '0')}`, count]));
}
