import { describe, expect, it } from 'vitest';
import type { Picture } from '../../image/picture.js';
import type { BarChart } from './bar-chart/meta.js';
import { isLarger } from './collage/larger.js';
import type { Collage, CollageObject } from './collage/meta.js';
import { planSample } from './draw-sample.js';
import type { Box, Mark, Size } from './kind.js';
import { inside, type PlacedText } from './painter.js';
import { COLOURS, THEMES } from './palette.js';
import { PICTURE_KINDS, pictureKind } from './picture-kinds.js';
import { paintPicture } from './surface.js';
import type { Table } from './table/meta.js';
import { ORDINALS } from './words.js';

/** Drawn by default, the smallest, and the largest. */
const SIZES: (Size | undefined)[] = [undefined, { width: 100, height: 100 }, { width: 300, height: 300 }];
const SAMPLES = 40;

interface Drawn<Meta> {
  meta: Meta;
  picture: Picture;
  texts: PlacedText[];
  marks: Mark[];
}

function drawings<Meta extends Size>(kind: string): Drawn<Meta>[] {
  return SIZES.flatMap((size) =>
    Array.from({ length: SAMPLES }, (_, index) => {
      const { meta } = planSample({ kind, seed: 8, index, size });
      let texts: PlacedText[] = [];
      const { picture, marks } = paintPicture(meta, (painter) => {
        pictureKind(kind).render(meta, painter);
        texts = painter.texts;
      });
      return { meta: meta as Meta, picture, texts, marks };
    }),
  );
}

/** The mark of an element: the one whose words begin with these. */
function markOf(marks: readonly Mark[], words: string): Mark {
  const found = marks.filter((mark) => mark.words.startsWith(`${words} `));
  expect(found.map((mark) => mark.words)).toHaveLength(1);
  return found[0];
}

/** What a mark says beyond the given words. */
const beyond = (mark: Mark, words: string) => new Set(mark.words.slice(words.length + 1).split(' '));

describe.each(PICTURE_KINDS.map(({ name }) => name))('marks of a %s', (kind) => {
  it('lie inside the picture, on whole pixels', () => {
    for (const { meta, marks } of drawings(kind)) {
      const bounds = { x: 0, y: 0, width: meta.width, height: meta.height };
      const whole = ({ x, y, width, height }: Mark) => [x, y, width, height].every(Number.isInteger);
      expect(marks.filter((mark) => !inside(mark, bounds) || mark.width <= 0 || mark.height <= 0)).toEqual([]);
      expect(marks.filter((mark) => mark.words.length > 1 && !whole(mark))).toEqual([]);
    }
  });

  it('name every letter of every text where it stands', () => {
    for (const { texts, marks } of drawings(kind)) {
      const letters = marks.filter(({ words }) => /^\S$/.test(words));
      const wanted = texts.flatMap((text) => [...text.text].filter((letter) => letter !== ' ').map(() => text));
      // A text of one letter is marked as a text and as a letter.
      const singles = texts.filter(({ text }) => text.length === 1).length;
      expect(letters.length).toBe(wanted.length + singles);
      for (const text of texts) {
        // Widths are whole pixels, so the last letter may end one pixel later than the text.
        const own = letters.filter((letter) => inside(letter, { ...text, width: text.width + 1 }));
        const spelled = text.text.length === 1 ? own.slice(1) : own;
        expect(spelled.map(({ words }) => words).join('')).toBe(text.text.replace(/ /g, ''));
        expect(spelled.map(({ x }) => x)).toEqual(spelled.map(({ x }) => x).sort((a, b) => a - b));
      }
    }
  });
});

describe('the mark of a bar', () => {
  it('holds the bar with its label and value, and says its place and whether it is an extreme', () => {
    for (const { meta, picture, texts, marks } of drawings<BarChart>('bar-chart')) {
      const falling = meta.bars.map(({ value }) => value).sort((a, b) => b - a);
      const extent = meta.orientation === 'vertical' ? 'tallest' : 'longest';
      meta.bars.forEach(({ label, colour, value }, index) => {
        const words = `${label} ${colour} ${value}`;
        const mark = markOf(marks, words);
        expect(beyond(mark, words)).toEqual(
          new Set([
            ORDINALS[index],
            ...(index + 1 === meta.bars.length ? ['last'] : []),
            ...(value === falling[0] ? [extent, 'highest'] : []),
            ...(value === falling[falling.length - 1] ? ['shortest', 'lowest'] : []),
          ]),
        );
        const held = texts.filter((text) => inside(text, mark)).map(({ text }) => text);
        expect(held.sort()).toEqual([label, String(value)].sort());
        const total = pixelsOf(picture, { x: 0, y: 0, ...sizeOf(meta) }, COLOURS[colour]);
        expect(pixelsOf(picture, mark, COLOURS[colour])).toBe(total);
      });
    }
  });
});

describe('the mark of a collage cell', () => {
  it('is its cell, and says row, column, object and whether it is an extreme', () => {
    for (const { meta, picture, marks } of drawings<Collage>('collage')) {
      const objects = meta.cells.flat().filter((cell) => cell !== null) as CollageObject[];
      const cells = marks.filter(({ words }) => ORDINALS.some((ordinal) => words.split(' ').includes(ordinal)));
      expect(cells.length).toBe(meta.cells.flat().length);
      const extreme = (object: CollageObject, larger: (a: CollageObject, b: CollageObject) => boolean) =>
        objects.length > 1 && objects.filter((other) => larger(object, other)).length === objects.length - 1;
      meta.cells.forEach((line, row) => {
        line.forEach((object, column) => {
          const mark = cells[row * line.length + column];
          const name = object ? `${object.colour} ${object.shape}` : 'empty';
          const said = [name, ORDINALS[row], String(column + 1)];
          if (object && extreme(object, isLarger)) said.push('largest');
          if (object && extreme(object, (a, b) => isLarger(b, a))) said.push('smallest');
          expect(mark.words).toBe(said.join(' '));
          const centre = {
            x: ((column + 0.5) * meta.width) / line.length,
            y: ((row + 0.5) * meta.height) / meta.cells.length,
          };
          expect(inside({ ...centre, width: 0, height: 0 }, mark)).toBe(true);
          const colours = objects
            .map(({ colour }) => colour)
            .filter((colour) => COLOURS[colour] !== THEMES[meta.theme].fill);
          const present = colours.filter((colour) => pixelsOf(picture, mark, COLOURS[colour]) > 20);
          expect(new Set(present)).toEqual(new Set(object ? [object.colour] : []));
        });
      });
      const named = marks.filter((mark) => !cells.includes(mark));
      expect(named.map(({ words }) => words)).toEqual(objects.map(({ colour, shape }) => `${colour} ${shape}`));
      for (const mark of named) expect(cells.filter((cell) => inside(mark, cell))).toHaveLength(1);
    }
  });
});

describe('the mark of a table cell', () => {
  it('holds its text, and says row, header and whether its number is an extreme', () => {
    for (const { meta, texts, marks } of drawings<Table>('table')) {
      meta.rows.forEach(({ name, cells }, row) => {
        const place = [name, ORDINALS[row], ...(row + 1 === meta.rows.length ? ['last'] : [])].join(' ');
        const own = marks.filter(({ words }) => words === place || words.startsWith(`${place} `));
        // Where a row is not the last, "owl first" must not find "owl first last".
        const line = own.filter(({ words }) => place.endsWith(' last') || !words.startsWith(`${place} last`));
        expect(line).toHaveLength(cells.length + 1);
        expect(line[0].words).toBe(`${place} ${meta.head}`);
        expect(texts.filter((text) => inside(text, line[0])).map(({ text }) => text)).toEqual([name]);
        cells.forEach((text, column) => {
          const { header, holds } = meta.columns[column];
          const numbers = holds === 'numbers' ? meta.rows.map((other) => Number(other.cells[column])) : [];
          const said = [place, header, text];
          if (Number(text) === Math.max(...numbers)) said.push('highest');
          if (Number(text) === Math.min(...numbers)) said.push('lowest');
          const mark = line[column + 1];
          expect(mark.words).toBe(said.join(' '));
          expect(texts.filter((placed) => inside(placed, mark)).map((placed) => placed.text)).toEqual([text]);
        });
      });
    }
  });
});

const sizeOf = ({ width, height }: Size): Size => ({ width, height });

/** How many pixels of a box have exactly this colour. */
function pixelsOf({ width, data }: Picture, box: Box, colour: string): number {
  const wanted = Number.parseInt(colour.slice(1), 16);
  let count = 0;
  for (let y = Math.floor(box.y); y < box.y + box.height; y++) {
    for (let x = Math.floor(box.x); x < box.x + box.width; x++) {
      const at = (y * width + x) * 3;
      if (((data[at] << 16) | (data[at + 1] << 8) | data[at + 2]) === wanted) count += 1;
    }
  }
  return count;
}
