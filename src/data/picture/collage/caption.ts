import type { Random } from '../../../base/random.js';
import { compareFacts, type Fact, normaliseCaption } from '../facts.js';
import type { CaptionCheck } from '../kind.js';
import { counted } from '../words.js';
import type { Collage, CollageObject } from './meta.js';

/** The grid and then every cell, row by row. */
export function captionCollage({ cells }: Collage, random: Random): string {
  const grid = `${counted(cells.length, 'row')} and ${counted(cells[0].length, 'column')}`;
  const objects = counted(cells.flat().filter((cell) => cell !== null).length, 'object');
  const rows = cells.map((line, row) => `row ${row + 1}: ${line.map(nameOf).join(', ')}`).join('; ');
  return random.pick([
    `A collage of ${objects} in ${grid}. ${rows}.`,
    `A grid with ${grid} shows ${objects}. ${rows}.`,
    `The picture shows ${objects} in ${grid}. ${rows}.`,
  ]);
}

/** `red star`, or `empty`. */
export function nameOf(cell: CollageObject | null): string {
  return cell ? `${cell.colour} ${cell.shape}` : 'empty';
}

/** Facts: numbers of rows, columns and objects; of every cell its colour and its shape, or that it is empty. */
export function checkCollage({ cells }: Collage, text: string): CaptionCheck {
  const truth: Fact[] = [
    ['rows', String(cells.length)],
    ['columns', String(cells[0].length)],
    ['objects', String(cells.flat().filter((cell) => cell !== null).length)],
  ];
  cells.forEach((line, row) => {
    line.forEach((cell, column) => {
      truth.push(...cellFacts(row + 1, column + 1, nameOf(cell)));
    });
  });
  return compareFacts(truth, statedFacts(normaliseCaption(text)));
}

function statedFacts(text: string): Fact[] {
  const facts: Fact[] = [];
  for (const noun of ['row', 'column', 'object']) {
    const count = new RegExp(`(\\d+) ${noun}s?\\b`).exec(text);
    if (count) facts.push([`${noun}s`, count[1]]);
  }
  for (const [, row, line] of text.matchAll(/row (\d+): ([^;.:]*)/g)) {
    line.split(',').forEach((name, column) => {
      facts.push(...cellFacts(Number(row), column + 1, name.trim()));
    });
  }
  return facts;
}

function cellFacts(row: number, column: number, name: string): Fact[] {
  const place = `row ${row} column ${column}`;
  const [colour, shape] = name.split(' ');
  if (colour === 'empty') return [[place, 'empty']];
  const facts: Fact[] = [[`colour at ${place}`, colour]];
  if (shape) facts.push([`shape at ${place}`, shape]);
  return facts;
}
