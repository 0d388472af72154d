import type { Random } from '../../../base/random.js';
import type { Question } from '../kind.js';
import { COLOUR_NAMES } from '../palette.js';
import { Questionnaire, type Statement } from '../questionnaire.js';
import { MEASURES, NOUNS, withArticle } from '../words.js';
import { judged, listed, outdoing } from '../working.js';
import { type Table, WORD_COLUMNS } from './meta.js';

/** All questions about a table. */
export function askTable(table: Table, random: Random): Question[] {
  const form = new Questionnaire(random);
  askShape(table, form);
  askPresence(table, form);
  table.columns.forEach(({ holds, header }, at) => {
    const cells = table.rows.map(({ name, cells }): Cell => ({ name, value: cells[at] }));
    if (holds === 'numbers') askNumbers(table.head, header, cells, form, random);
    else askWords(table.head, header, cells, form, random);
    askCells(table.head, header, cells, form);
  });
  askPlaces(table, form);
  return form.questions;
}

/** One cell of a column with the name of its row. */
interface Cell {
  name: string;
  value: string;
}

/** A cell as workings name it: `apple 12`. */
const saying = ({ name, value }: Cell): string => `${name} ${value}`;

function askShape({ head, columns, rows }: Table, form: Questionnaire): void {
  form.ask(
    'count',
    rows.length,
    [
      'How many rows are below the header?',
      `How many ${head}s are in the table?`,
      `How many ${head}s does the table list?`,
      'How many rows does the table have without the header?',
    ],
    listed(rows.map(({ name }) => name)),
  );
  form.ask(
    'count',
    columns.length + 1,
    ['How many columns are there?', 'How many columns does the table have?'],
    listed([head, ...columns.map(({ header }) => header)]),
  );
}

function askPresence({ columns, rows }: Table, form: Questionnaire): void {
  const names = rows.map(({ name }) => name);
  const headers = columns.map(({ header }) => header);
  const row = (name: string): Statement => ({
    wordings: [`Is there a row for ${name}?`, `Does the table list ${name}?`, `Is ${name} in the table?`],
    working: listed(names),
  });
  const column = (header: string): Statement => ({
    wordings: [
      `Is there a column for ${header}?`,
      `Does the table have a column called ${header}?`,
      `Does the table show the ${header}?`,
    ],
    working: listed(headers),
  });
  const possible = [...MEASURES, ...Object.keys(WORD_COLUMNS), 'color'];
  form.decide('existence', names.map(row), NOUNS.filter((noun) => !names.includes(noun)).map(row));
  form.decide('existence', headers.map(column), possible.filter((h) => !headers.includes(h)).map(column), 1);
}

function askNumbers(head: string, header: string, cells: Cell[], form: Questionnaire, random: Random): void {
  const sorted = [...cells].sort((a, b) => Number(b.value) - Number(a.value));
  for (const [cell, degree, sign] of [
    [sorted[0], 'highest', 1],
    [sorted[sorted.length - 1], 'lowest', -1],
  ] as const) {
    const outdoes = (a: Cell, b: Cell): boolean => sign * (Number(a.value) - Number(b.value)) > 0;
    form.ask(
      'extremes',
      cell.name,
      [
        `Which ${head} has the ${degree} ${header}?`,
        `What has the ${degree} ${header}?`,
        `Which row has the ${degree} ${header}?`,
      ],
      outdoing(cells, saying, outdoes),
    );
    form.ask(
      'extremes',
      cell.value,
      [
        `What is the ${degree} ${header}?`,
        `What is the ${degree} value of ${header}?`,
        `What is the ${degree} number in the ${header} column?`,
      ],
      outdoing(cells, (other) => other.value, outdoes),
    );
  }
  const { value } = random.pick(cells);
  const above = (other: string): boolean => Number(other) > Number(value);
  const values = cells.map((cell) => cell.value);
  form.ask(
    'count',
    values.filter(above).length,
    [
      `How many ${head}s have ${withArticle(header)} above ${value}?`,
      `How many rows have ${withArticle(header)} higher than ${value}?`,
    ],
    judged(values, above),
  );
  const pairs = sorted.flatMap((a, i) => sorted.slice(i + 1).map((b) => [a, b] as const));
  const is = (a: Cell, b: Cell): Statement => ({
    wordings: [
      `Does ${a.name} have a higher ${header} than ${b.name}?`,
      `Is the ${header} of ${a.name} higher than that of ${b.name}?`,
      `Is the ${header} of ${b.name} lower than that of ${a.name}?`,
    ],
    working: listed([a, b].map(saying)),
  });
  form.decide(
    'comparison',
    pairs.map(([a, b]) => is(a, b)),
    pairs.map(([a, b]) => is(b, a)),
  );
  for (const [larger, smaller] of random.sample(pairs, 2)) {
    const [a, b] = random.shuffle([larger, smaller]);
    for (const [degree, { name }] of [
      ['higher', larger],
      ['lower', smaller],
    ] as const) {
      form.ask(
        'comparison',
        name,
        [
          `Which has the ${degree} ${header}, ${a.name} or ${b.name}?`,
          `Which ${head} has the ${degree} ${header}, ${a.name} or ${b.name}?`,
        ],
        listed([a, b].map(saying)),
      );
    }
  }
}

function askWords(head: string, header: string, cells: Cell[], form: Questionnaire, random: Random): void {
  const { value } = random.pick(cells);
  form.ask(
    'count',
    cells.filter((cell) => cell.value === value).length,
    [
      `How many ${head}s have the ${header} ${value}?`,
      `How often is ${value} in the ${header} column?`,
      `How many rows have ${value} as ${header}?`,
    ],
    listed(cells.map((cell) => cell.value)),
  );
  const pairs = cells.flatMap((a, i) => cells.slice(i + 1).map((b) => [a, b] as const));
  const same = ([a, b]: (typeof pairs)[number]): Statement => ({
    wordings: [
      `Do ${a.name} and ${b.name} have the same ${header}?`,
      `Is the ${header} of ${a.name} the same as that of ${b.name}?`,
    ],
    working: listed([a.value, b.value]),
  });
  form.decide(
    'comparison',
    pairs.filter(([a, b]) => a.value === b.value).map(same),
    pairs.filter(([a, b]) => a.value !== b.value).map(same),
  );
  const present = new Set(cells.map((cell) => cell.value));
  const possible = header === 'color' ? COLOUR_NAMES : WORD_COLUMNS[header];
  const shown = (word: string): Statement => ({
    wordings: [`Is ${word} in the ${header} column?`, `Does any ${head} have the ${header} ${word}?`],
    working: listed(cells.map((cell) => cell.value)),
  });
  form.decide('existence', [...present].map(shown), possible.filter((word) => !present.has(word)).map(shown), 1);
}

function askCells(head: string, header: string, cells: Cell[], form: Questionnaire): void {
  const colours = header === 'color';
  const is = (cell: Cell, value: string): Statement => ({
    wordings: [`Is the ${header} of ${cell.name} ${value}?`, `Does ${cell.name} have the ${header} ${value}?`],
    working: cell.value,
  });
  const wrong = cells.flatMap((cell) =>
    cells.filter((other) => other.value !== cell.value).map((other) => is(cell, other.value)),
  );
  form.decide(
    'existence',
    cells.map((cell) => is(cell, cell.value)),
    wrong,
  );
  for (const { name, value } of cells) {
    form.ask(colours ? 'colour' : 'reading', value, [
      colours ? `What color is ${name}?` : `What is the value of ${header} for ${name}?`,
      colours ? `What colour is ${name}?` : `Which ${header} does ${name} have?`,
      `What is the ${header} of ${name}?`,
    ]);
    if (cells.filter((cell) => cell.value === value).length > 1) continue;
    form.ask('reading', name, [
      `Which ${head} has the ${header} ${value}?`,
      `What has the ${header} ${value}?`,
      `Which row has ${value} as ${header}?`,
    ]);
  }
}

function askPlaces({ head, columns, rows }: Table, form: Questionnaire): void {
  [head, ...columns.map((column) => column.header)].forEach((header, at) => {
    form.ask('reading', header, [`What is the header of column ${at + 1}?`, `What is column ${at + 1} called?`]);
  });
  rows.forEach(({ name }, at) => {
    form.ask('reading', name, [`What is the name in row ${at + 1}?`, `Which ${head} is in row ${at + 1}?`]);
  });
  form.ask('reading', rows[rows.length - 1].name, [`Which ${head} is in the last row?`, `What is the last ${head}?`]);
}
