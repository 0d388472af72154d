import type { Random } from '../../../base/random.js';
import { legible } from '../code/legible.js';
import { contrast, mixColours } from '../colours.js';
import type { Family } from '../fonts.js';
import { type Align, BORDERS, type TableLook } from './meta.js';

const ACCENTS = [
  ...['#1f5fd8', '#c0392b', '#148a84', '#7d2fb5', '#d35400', '#2a9d3a', '#34495e', '#8e6e1e', '#b0306a', '#0b7285'],
  ...['#5f3dc4', '#495057', '#a61e4d', '#2b8a3e', '#364fc7', '#e67700'],
];
const LIGHT = ['#ffffff', '#ffffff', '#fdfaf2', '#f6f8fa', '#f3f0ea', '#eef4ee'];
const DARK = ['#16181d', '#101c3a', '#1d2b26', '#2a1f2d', '#22262b'];
const FAMILIES: readonly Family[] = ['sans', 'humanist', 'condensed', 'serif', 'slab', 'mono', 'typewriter'];

/** Draws fonts, colours, rules and sizes for a table of given numbers of lines (with header) and columns (with names). */
export function drawLook(random: Random, lines: number, columns: number, numbers: readonly boolean[]): TableLook {
  const dark = random.chance(0.25);
  const page = random.pick(dark ? DARK : LIGHT);
  const accent = random.pick(ACCENTS);
  const paper = random.chance(0.6) ? page : mixColours(page, accent, 0.06 + 0.1 * random.uniform());
  const head = random.pick([
    accent,
    mixColours(page, accent, 0.25),
    paper,
    dark ? '#000000' : '#222831',
    mixColours(accent, '#000000', 0.35),
  ]);
  const stripe = mixColours(
    paper,
    random.chance(0.5) ? accent : dark ? '#ffffff' : '#000000',
    0.07 + 0.09 * random.uniform(),
  );
  const grounds = random.chance(0.5) ? [paper, stripe] : [paper];
  const wish = mixColours(dark ? '#ffffff' : '#111111', accent, 0.35 * random.uniform());
  const ink = legible(legible(wish, paper), stripe);
  const marked: TableLook['marked'] = [];
  const tint = mixColours(paper, random.pick(ACCENTS), 0.2 + 0.15 * random.uniform());
  const fits = contrast(ink, tint) >= 4.5;
  if (random.chance(0.2) && fits) marked.push({ row: random.integer(0, lines - 2), fill: tint });
  if (random.chance(0.25) && fits)
    marked.push({ column: random.chance(0.6) ? 0 : random.integer(1, columns - 1), fill: tint });
  const even = random.chance(0.5);
  const px = random.integer(11, 20);
  return {
    family: random.pick(FAMILIES),
    px,
    header: {
      style: random.chance(0.75) ? 'bold' : 'regular',
      fill: head,
      ink: legible(random.pick([accent, ink, page]), head),
    },
    lead: random.chance(0.3) ? 'bold' : 'regular',
    ...{ grounds, ink, marked },
    border: {
      kind: random.pick(BORDERS),
      colour: random.pick([
        mixColours(paper, ink, 0.35),
        accent,
        mixColours(paper, ink, 0.7),
        mixColours(paper, accent, 0.5),
      ]),
      thickness: random.pick([1, 1, 1, 2, 2, 3]),
      dash: random.pick([[], [], [], [4, 3], [1, 2]]),
    },
    aligns: alignments(random, numbers),
    padding: [random.integer(6, 18), random.integer(3, 12)],
    widths: Array.from({ length: columns }, () => (even ? 0 : random.integer(0, 40))),
    heights: Array.from({ length: lines }, () => (even ? 0 : random.integer(0, 14))),
    page,
    margin: random.pick([0, 8, 16, 24, 36]),
    titlePlace: random.pick(['above', 'above', 'below', 'none']),
    titleAlign: random.pick(['left', 'centre', 'centre']),
  };
}

function alignments(random: Random, numbers: readonly boolean[]): Align[] {
  const [names, cells] = [
    random.pick(['left', 'left', 'centre', 'right'] as const),
    random.pick(['right', 'centre', 'left'] as const),
  ];
  const mixed = random.chance(0.2);
  return [
    names,
    ...numbers.map((number): Align => {
      if (mixed) return random.pick(['left', 'centre', 'right']);
      return number ? cells : 'left';
    }),
  ];
}
