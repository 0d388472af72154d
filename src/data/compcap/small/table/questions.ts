import type { Random } from '../../../../base/random.js';
import { ORDINALS } from '../../../picture/words.js';
import { listed } from '../../../picture/working.js';
import type { CompositeQuestion } from '../../kind.js';
import { layoutTable } from '../../table/layout.js';
import { amountIn, numeric, type Table } from '../../table/meta.js';
import { askValues, type NamedValue } from '../ask-values.js';
import { QuestionForm } from '../question-form.js';
import { MEASURES, THINGS } from '../words.js';

/** Numbers of rows and columns, presence, places, and for every column its cells, extremes and comparisons. */
export function askSmallTable(table: Table, random: Random): CompositeQuestion[] {
  const form = new QuestionForm(random);
  const layout = layoutTable(table);
  askBuild(table, form, random);
  table.columns.forEach(({ name, holds }, at) => {
    const boxOf = (row: number) => layout.cell(row + 1, at + 1);
    if (holds === 'texts') {
      table.rows.forEach((row, place) => {
        form.ask(
          'reading',
          row.cells[at],
          [`What is the ${name} of ${row.name}?`, `Which ${name} does ${row.name} have?`],
          {
            box: boxOf(place),
          },
        );
      });
      return;
    }
    const values = table.rows.map(({ name: row, cells }, place): NamedValue => {
      return { name: row, value: amountIn(cells[at]), text: cells[at], box: boxOf(place) };
    });
    const measured = (MEASURES as readonly string[]).includes(name);
    askValues({
      ...{ values, noun: table.noun, alone: numeric(table).length === 1, form, random },
      ...(measured ? { measure: name } : { measure: 'value', where: ` in the ${name} column` }),
    });
  });
  if (table.look.titlePlace !== 'none')
    form.ask('reading', table.title, ['What is the title of the table?', 'What does the title say?'], {
      box: layout.title,
    });
  return form.questions;
}

function askBuild({ head, noun, columns, rows, ...rest }: Table, form: QuestionForm, random: Random): void {
  const layout = layoutTable({ head, noun, columns, rows, ...rest });
  const names = rows.map(({ name }) => name);
  const headers = [head, ...columns.map(({ name }) => name)];
  form.ask('count', rows.length, ['How many rows are below the header?', `How many ${noun}s are in the table?`], {
    working: listed(names),
    box: layout.outline,
  });
  form.ask('count', headers.length, ['How many columns are there?', 'How many columns does the table have?'], {
    ...{ working: listed(headers), box: layout.line(0) },
  });
  const place = random.integer(0, columns.length - 1);
  form.ask('structure', columns[place].name, [`What is the header of the ${ORDINALS[place + 1]} column?`], {
    box: layout.cell(0, place + 1),
  });
  const line = random.integer(0, rows.length - 1);
  form.ask('structure', rows[line].name, [`Which ${noun} is in the ${ORDINALS[line]} row?`], {
    box: layout.cell(line + 1, 0),
  });
  if (names.some((name) => !THINGS.includes(name))) return;
  const row = (name: string) => ({
    wordings: [`Is ${name} in the table?`, `Is there a row for ${name}?`],
    working: listed(names),
  });
  form.decide('existence', names.map(row), THINGS.filter((name) => !names.includes(name)).map(row));
}
