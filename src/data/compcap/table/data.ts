import type { Random } from '../../../base/random.js';
import { drawCategories, drawTable, drawValues } from '../tables.js';
import { LAST_NAMES, MEASURES, SEASONS, sentenceCase, WEEKDAYS } from '../words.js';
import type { Column, Row, Table } from './meta.js';

export type TableData = Pick<Table, 'title' | 'noun' | 'plural' | 'head' | 'columns' | 'rows' | 'timed'>;

/** Either one measure by two sorts of categories, or several measures of each row. */
export function drawData(random: Random): TableData {
  return random.chance(0.4) ? crossed(random) : records(random);
}

function crossed(random: Random): TableData {
  const { title, measure, rows, columns, values } = drawTable(random, random.integer(3, 7), random.integer(2, 5));
  return {
    title: `${title} (${measure.unit})`,
    noun: rows.noun,
    plural: rows.plural,
    head: sentenceCase(rows.noun),
    columns: columns.names.map((name) => {
      return { name, header: name, holds: 'numbers', decimals: measure.decimals, additive: measure.additive };
    }),
    rows: rows.names.map((name, at) => ({ name, cells: values[at].map((value) => printed(value, measure.decimals)) })),
    timed: columns.ordered,
  };
}

/** Columns of texts and what stands in them. */
const TEXT_COLUMNS: readonly [name: string, words: readonly string[]][] = [
  ['Manager', LAST_NAMES],
  ['Season', SEASONS],
  ['Day', WEEKDAYS],
  ['Status', ['Open', 'Closed', 'Planned', 'Paused']],
  ['Grade', ['Basic', 'Standard', 'Premium']],
];

function records(random: Random): TableData {
  const { noun, plural, names } = drawCategories(random, random.integer(3, 7));
  const measures = random.sample(MEASURES, random.integer(2, 4));
  const columns: Column[] = measures.map(({ title, unit, decimals, additive }) => {
    const plain = title.toLowerCase().includes(unit);
    return { name: title, header: plain ? title : `${title} (${short(unit)})`, holds: 'numbers', decimals, additive };
  });
  const cells = measures.map((measure) => {
    return drawValues(random, measure, names.length).map((value) => printed(value, measure.decimals));
  });
  if (random.chance(0.45)) {
    const [name, words] = random.pick(TEXT_COLUMNS);
    const at = random.integer(0, columns.length);
    columns.splice(at, 0, { name, header: name, holds: 'texts', decimals: 0, additive: false });
    cells.splice(
      at,
      0,
      names.map(() => random.pick(words)),
    );
  }
  const rows: Row[] = names.map((name, at) => ({ name, cells: cells.map((column) => column[at]) }));
  return {
    title: `${random.pick(['Overview', 'Summary', 'Report', 'Key figures', 'Comparison'])} of ${plural}`,
    ...{ noun, plural, head: sentenceCase(noun), columns, rows, timed: false },
  };
}

function short(unit: string): string {
  return unit === 'thousand dollars' ? '$1,000' : unit;
}

/** A number with its decimals and commas between thousands. */
function printed(value: number, decimals: number): string {
  const [whole, rest] = value.toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest ? `${grouped}.${rest}` : grouped;
}
