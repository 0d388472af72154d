import { EXAMPLES } from './examples.js';
import { type Cell, type GridLayout, layoutKind } from './geometry.js';
import type { Collage } from './meta.js';
import { linesOf } from './telling.js';

/** What a language model writes the caption from: notation, one example of the same kind of layout, the pictures, rules. */
export function promptCollage(collage: Collage): string {
  const { layout, pictures } = collage;
  const example = EXAMPLES[layoutKind(layout)];
  const grid = layout.kind === 'grid';
  const list = grid ? gridList(collage, layout) : lineList(collage);
  return [
    'Write one complete caption for a collage of pictures. For every picture you are given where it is and what it shows.',
    ...(grid ? [NOTATION] : []),
    `Example\n${example.layout.map(bullet).join('\n')}\nCaption: ${example.caption}`,
    `The collage\nNumber of pictures: ${pictures.length}\n${list.map(bullet).join('\n')}`,
    `Instructions\n${rulesOf(collage)
      .map((rule, i) => `${i + 1}. ${rule}`)
      .join('\n')}`,
    'Caption:',
  ].join('\n\n');
}

const NOTATION = [
  'Positions: (r,c) is the cell in row r and column c, counted from 1; for example (2,1) is the first cell of the second row.',
  '(r,:) is a picture that fills row r; for example (1,:) fills the whole first row.',
  '(:,c) is a picture that fills column c; for example (:,2) fills the whole second column.',
].join('\n');

function rulesOf(collage: Collage): string[] {
  const { layout } = collage;
  const { by, lines } = linesOf(collage);
  const rules = [
    `Tell the pictures by ${by}, ${by === 'rows' ? 'each row from left to right' : 'each column from top to bottom'}. Positions decide this order but must not be printed.`,
    `Rephrase every caption fluently${layout.kind === 'grid' ? ' and add nothing that cannot be inferred from it' : ''}.`,
    'Begin with "The image is a collage".',
    'If the pictures are related, say how in one last sentence.',
  ];
  if (layout.kind === 'grid')
    rules.push('Keep strictly to the form of the example: one paragraph, nothing before or after it.');
  else if (lines.length === 1)
    rules.push(
      `There is only one ${by === 'rows' ? 'row' : 'column'}: name only ${by === 'rows' ? 'columns' : 'rows'}.`,
    );
  return rules;
}

function gridList({ pictures }: Collage, layout: GridLayout): string[] {
  return layout.cells.map((cell, i) => `${labelOf(cell, layout)}: ${pictures[i].caption}`);
}

/** `(2,1)`, `(1,:)` for a whole row, `(1,2-3)` for a part of one. */
export function labelOf(cell: Cell, { rows, columns }: Pick<GridLayout, 'rows' | 'columns'>): string {
  const part = (from: number, span: number, all: number): string =>
    span === all && all > 1 ? ':' : span > 1 ? `${from + 1}-${from + span}` : `${from + 1}`;
  return `(${part(cell.row, cell.rows, rows)},${part(cell.column, cell.columns, columns)})`;
}

function lineList(collage: Collage): string[] {
  const { by, lines } = linesOf(collage);
  return lines.flatMap(({ pictures }, line) => [
    `${by === 'rows' ? 'Row' : 'Column'} ${line}`,
    ...pictures.map(({ caption }, i) => `Image ${i}: ${caption}`),
  ]);
}

function bullet(line: string): string {
  return /^(Row|Column) \d+$/.test(line) ? line : `- ${line}`;
}
