import type { Random } from '../../../base/random.js';
import type { CompositeQuestion } from '../kind.js';
import { ordinalWord } from '../words.js';
import { factsOf, figure } from './facts.js';
import { layoutTable } from './layout.js';
import { amountIn, numeric, type Table } from './meta.js';

/** Questions about cells, extremes, comparisons, counts and the build of the table; boxes are those of cells and lines. */
export function askTable(table: Table, random: Random): CompositeQuestion[] {
  const { columns, rows, plural, noun } = table;
  const layout = layoutTable(table);
  const questions: CompositeQuestion[] = [
    {
      category: 'count',
      question: random.pick([
        'How many rows does the table have below the header?',
        `How many ${plural} are in the table?`,
      ]),
      answer: String(rows.length),
      box: layout.outline,
    },
    {
      category: 'count',
      question: 'How many columns does the table have?',
      answer: String(columns.length + 1),
      box: layout.line(0),
    },
  ];
  for (let i = 0; i < 2; i++) {
    const [row, column] = [random.integer(0, rows.length - 1), random.integer(0, columns.length - 1)];
    questions.push({
      category: 'reading',
      question: random.pick([
        `What is the value of ${columns[column].name} for ${rows[row].name}?`,
        `What does the table give for ${rows[row].name} under ${columns[column].header}?`,
      ]),
      answer: rows[row].cells[column],
      box: layout.cell(row + 1, column + 1),
    });
  }
  const place = random.integer(0, columns.length - 1);
  questions.push({
    category: 'structure',
    question: `What is the header of the ${ordinalWord(place + 2)} column?`,
    answer: columns[place].header,
    box: layout.cell(0, place + 1),
  });
  const line = random.integer(0, rows.length - 1);
  questions.push({
    category: 'structure',
    question: `Which ${noun} is in the ${ordinalWord(line + 1)} row below the header?`,
    answer: rows[line].name,
    box: layout.cell(line + 1, 0),
  });
  const numbers = numeric(table);
  if (numbers.length > 0) questions.push(...askNumbers(table, random.pick(numbers), random));
  return questions;
}

function askNumbers(table: Table, column: number, random: Random): CompositeQuestion[] {
  const { columns, rows, noun, plural } = table;
  const { name, additive } = columns[column];
  const layout = layoutTable(table);
  const { sorted, total } = factsOf(table, column);
  const boxOf = (row: string) => layout.cell(rows.findIndex((one) => one.name === row) + 1, column + 1);
  const questions: CompositeQuestion[] = [];
  const [top, second, last] = [sorted[0], sorted[1], sorted[sorted.length - 1]];
  const before = sorted[sorted.length - 2];
  if (top[1] > second[1]) {
    questions.push({
      category: 'extremes',
      question: `Which ${noun} has the highest value in the column ${name}?`,
      answer: top[0],
      box: boxOf(top[0]),
    });
  }
  if (last[1] < before[1]) {
    questions.push({
      category: 'extremes',
      question: `Which ${noun} has the lowest value in the column ${name}?`,
      answer: last[0],
      box: boxOf(last[0]),
    });
  }
  const [a, b] = random.sample(sorted, 2);
  if (a[1] !== b[1]) {
    const higher = a[1] > b[1] ? a : b;
    questions.push({
      category: 'comparison',
      question: `Which has the higher value in the column ${name}, ${a[0]} or ${b[0]}?`,
      answer: higher[0],
      box: boxOf(higher[0]),
    });
    questions.push({
      category: 'comparison',
      question: `By how much do ${a[0]} and ${b[0]} differ in the column ${name}?`,
      answer: figure(Math.abs(a[1] - b[1])),
      box: layout.column(column + 1),
    });
  }
  const { cells } = random.pick(rows);
  questions.push({
    category: 'count',
    question: `How many ${plural} have more than ${cells[column]} in the column ${name}?`,
    answer: String(rows.filter((row) => amountIn(row.cells[column]) > amountIn(cells[column])).length),
    box: layout.column(column + 1),
  });
  if (additive) {
    questions.push({
      category: 'count',
      question: `What do all values in the column ${name} add up to?`,
      answer: figure(total),
      box: layout.column(column + 1),
    });
  }
  return questions;
}
