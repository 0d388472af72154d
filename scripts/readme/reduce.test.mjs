import { describe, expect, it } from 'vitest';
import { reduceCategories, reduceRows, reduceSummary } from './reduce.mjs';
import { lastSweep } from './rows.mjs';
import { sweepOf } from './sweep.mjs';

const sweep = sweepOf({
  'none 1': 80,
  'random 0.5': 79,
  'random 0.2': 60,
  'hired 0.5': 78.5,
  'hired 0.2': 55,
  'fastervlm 0.2': 72,
});

describe('reduceSummary', () => {
  const summary = reduceSummary(sweep);

  it('has a line for every method and a column for every keep, and marks what is surely below none', () => {
    expect(summary).toContain('| right answers, %, at keep | 0.5 | 0.2 |');
    expect(summary).toContain('| hired | 78.5 | 55.0 ↓ |');
    expect(summary).toContain('| fastervlm | – | 72.0 ↓ |');
  });

  it('compares with the aims, best first', () => {
    expect(summary).toContain('- Of full accuracy at keep 0.2: fastervlm 90.0 %, random 75.0 %, hired 68.8 %.');
  });

  it('says who loses to random, and only those', () => {
    expect(summary).toContain('paired interval below zero: hired 0.2 (−5.0 [−7.0, −3.0] points).');
  });

  it('says that nothing was measured where there are no rows', () => {
    for (const section of [reduceSummary, reduceRows, reduceCategories]) expect(section([])).toMatch(/^Not measured/);
  });
});

it('lists every row with its intervals', () => {
  const lines = reduceRows(sweep).split('\n');
  expect(lines.length).toBe(2 + sweep.length);
  expect(lines[5]).toContain('| hired | 0.5 | 78.5 [75.5, 81.5] | −1.5 [−3.5, 0.5] | −0.5 [−2.5, 1.5] |');
  expect(reduceCategories(sweep).split('\n')[6]).toBe('| hired | 0.2 | 55.0 [0.0, 100.0] ↓ |');
});

describe('lastSweep', () => {
  it('leaves out what was measured of other weights or on another machine', () => {
    const older = sweepOf({ 'none 1': 10, 'hired 0.5': 9, 'uniform 0.5': 8 }, { model: 'old' });
    expect(lastSweep([...older, ...sweep])).toEqual(sweep);
    expect(lastSweep([])).toEqual([]);
  });

  it('takes the later of two rows of a setting', () => {
    const again = { ...sweep[1], tokens: 1 };
    expect(lastSweep([...sweep, again]).map(({ tokens }) => tokens)).toEqual([250, 1, 50, 125, 50, 50]);
  });
});
