import { describe, expect, it } from 'vitest';
import { planSample } from '../draw-sample.js';
import { rule, solve } from '../solve.testing.js';
import type { Collage, CollageObject } from './meta.js';

type Test = (object: CollageObject) => boolean;

const objects = ({ cells }: Collage): CollageObject[] => cells.flat().filter((cell) => cell !== null);
const count = (collage: Collage, test: Test): number => objects(collage).filter(test).length;
const at = ({ cells }: Collage, row: string, column: string): CollageObject | null => cells[+row - 1][+column - 1];
const name = (cell: CollageObject | null): string => (cell ? `${cell.colour} ${cell.shape}` : 'nothing');
const yes = (truth: boolean): string => (truth ? 'yes' : 'no');

/** Whether an object is what `star`, `stars`, `crosses`, `red`, `red objects` or `red star` says. */
function is(phrase: string): Test {
  const words = singular(phrase).split(' ');
  return ({ shape, colour }) => words.every((word) => word === 'object' || word === shape || word === colour);
}

/** `stars` is `star`, `red objects` is `red`. */
function singular(phrase: string): string {
  return phrase
    .replace(/ objects?$/, '')
    .replace(/crosses$/, 'cross')
    .replace(/([^s])s$/, '$1');
}

const only = (collage: Collage, phrase: string): CollageObject => {
  const found = objects(collage).filter(is(phrase));
  if (found.length !== 1) throw new Error(`${found.length} objects are ${phrase}`);
  return found[0];
};

/** The key that most objects share. */
function commonest(collage: Collage, keyOf: (object: CollageObject) => string): string {
  const keys = objects(collage).map(keyOf);
  const often = (key: string): number => keys.filter((other) => other === key).length;
  const best = Math.max(...keys.map(often));
  return [...new Set(keys.filter((key) => often(key) === best))].join(' and ');
}

function bySize(collage: Collage, word: string): CollageObject {
  const scales = objects(collage).map(({ scale }) => scale);
  const wanted = word === 'largest' ? Math.max(...scales) : Math.min(...scales);
  const found = objects(collage).filter(({ scale }) => scale === wanted);
  if (found.length !== 1) throw new Error(`${found.length} objects are the ${word}`);
  return found[0];
}

function place({ cells }: Collage, phrase: string, axis: 'row' | 'column'): number {
  const rows = cells.map((line) => line.some((cell) => cell && is(phrase)(cell)));
  const columns = cells[0].map((_, c) => cells.some((line) => line[c] && is(phrase)(line[c])));
  return (axis === 'row' ? rows : columns).indexOf(true) + 1;
}

function fullestRow({ cells }: Collage): string {
  const fill = cells.map((line) => line.filter(Boolean).length);
  return fill.flatMap((n, row) => (n === Math.max(...fill) ? [row + 1] : [])).join(' and ');
}

const PLACE = 'row (\\d), column (\\d)';
const SIZE = '(largest|smallest)';

const RULES = [
  rule<Collage>(`How many objects (?:are there|does the picture show)|What is the number of objects`, (c) =>
    count(c, () => true),
  ),
  rule<Collage>(`How many rows (?:are there|does the grid have)`, (c) => c.cells.length),
  rule<Collage>(`How many columns (?:are there|does the grid have)`, (c) => c.cells[0].length),
  rule<Collage>(
    `How many cells are empty|How many empty cells are there`,
    (c) => c.cells.flat().filter((x) => !x).length,
  ),
  rule<Collage>(
    `How many objects (?:are in|does) row (\\d)(?: have)?`,
    (c, row) => c.cells[+row - 1].filter(Boolean).length,
  ),
  rule<Collage>(`How many (.+) (?:are there|does the picture show)|What is the number of (.+)`, (c, a, b) =>
    count(c, is(a ?? b)),
  ),
  rule<Collage>(`(?:Is there|Does the picture show|Can you see) an? (.+)`, (c, what) => yes(count(c, is(what)) > 0)),
  rule<Collage>(`(?:Are there|Does the picture show) more (.+) than (.+)`, (c, a, b) =>
    yes(count(c, is(a)) > count(c, is(b))),
  ),
  rule<Collage>(`Which (?:shape|color) is more common, (\\w+) or (\\w+)`, (c, a, b) =>
    count(c, is(a)) > count(c, is(b)) ? a : b,
  ),
  rule<Collage>(`Are there more (.+) or (.+)`, (c, a, b) => singular(count(c, is(a)) > count(c, is(b)) ? a : b)),
  rule<Collage>(
    `(?:Which|What is the most common) (shape|color)(?: is the most common| appears most often)?`,
    (c, word) => commonest(c, ({ shape, colour }) => (word === 'shape' ? shape : colour)),
  ),
  rule<Collage>(`Which row (?:has the most objects|is the fullest)`, fullestRow),
  rule<Collage>(`(?:Which object is the|What is the) ${SIZE}(?: object)?`, (c, word) => name(bySize(c, word))),
  rule<Collage>(`What (?:shape is|is the shape of) the ${SIZE} object`, (c, word) => bySize(c, word).shape),
  rule<Collage>(`What (?:colou?r is|is the color of) the ${SIZE} object`, (c, word) => bySize(c, word).colour),
  rule<Collage>(
    `What (?:colou?r is the object|is the color) in ${PLACE}`,
    (c, row, column) => at(c, row, column)!.colour,
  ),
  rule<Collage>(
    `(?:What shape is in|Which shape does) ${PLACE}(?: show)?`,
    (c, row, column) => at(c, row, column)!.shape,
  ),
  rule<Collage>(`(?:What is in|What does the cell in|Which object is in) ${PLACE}(?: show)?`, (c, row, column) =>
    name(at(c, row, column)),
  ),
  rule<Collage>(`Do the objects in ${PLACE} and ${PLACE} have the same (\\w+)`, (c, ...words) => {
    const [a, b] = [at(c, words[0], words[1])!, at(c, words[2], words[3])!];
    return yes(words[4] === 'shape' ? a.shape === b.shape : a.colour === b.colour);
  }),
  rule<Collage>(`Is the (\\w+) in ${PLACE} the same as in ${PLACE}`, (c, word, ...places) => {
    const [a, b] = [at(c, places[0], places[1])!, at(c, places[2], places[3])!];
    return yes(word === 'shape' ? a.shape === b.shape : a.colour === b.colour);
  }),
  rule<Collage>(
    `In which (row|column) is the (.+)|Which (row|column) shows the (.+)`,
    (c, axis, what, axis2, what2) => {
      only(c, what ?? what2);
      return place(c, what ?? what2, (axis ?? axis2) as 'row' | 'column');
    },
  ),
  rule<Collage>(`Is the (.+) (?:larger|bigger) than the (.+)`, (c, a, b) => yes(only(c, a).scale > only(c, b).scale)),
  rule<Collage>(`Which (?:is|object is) (?:larger|bigger), the (.+) or the (.+)`, (c, a, b) =>
    only(c, a).scale > only(c, b).scale ? a : b,
  ),
  rule<Collage>(`What colou?r is the (\\w+)|What is the color of the (\\w+)`, (c, a, b) => only(c, a ?? b).colour),
  rule<Collage>(
    `(?:What shape is|What is) the (\\w+) object|Which shape is (\\w+)`,
    (c, a, b) => only(c, a ?? b).shape,
  ),
];

describe('collage', () => {
  it('answers every question as a second reading of the metadata does', () => {
    expect(solve('collage', RULES, 300)).toEqual([]);
  });

  it('shows rules wherever a row or a column is empty', () => {
    for (let index = 0; index < 500; index++) {
      const { cells, rules } = planSample({ kind: 'collage', seed: 5, index }).meta as Collage;
      const seen = [
        cells.filter((line) => line.some(Boolean)),
        cells[0].filter((_, c) => cells.some((line) => line[c])),
      ];
      if (!rules) expect(seen.map((lines) => lines.length)).toEqual([cells.length, cells[0].length]);
    }
  });
});
