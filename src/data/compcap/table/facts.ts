import { type Table, valuesIn } from './meta.js';

/** What can be computed from a column of numbers. */
export interface ColumnFacts {
  /** Largest first. */
  sorted: [name: string, value: number][];
  total: number;
  mean: number;
}

/** Sorted values, total and mean of a column. */
export function factsOf(table: Table, column: number): ColumnFacts {
  const values = valuesIn(table, column);
  const total = Number(values.reduce((sum, [, value]) => sum + value, 0).toFixed(4));
  return { sorted: [...values].sort((a, b) => b[1] - a[1]), total, mean: total / values.length };
}

/** A number with commas between thousands and at most one decimal. */
export function figure(value: number): string {
  const [whole, rest] = String(Number(value.toFixed(1))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return rest ? `${grouped}.${rest}` : grouped;
}
