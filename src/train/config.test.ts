import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rateFactor, readTrainConfig, type TrainConfig } from './config.js';

const nano = JSON.parse(readFileSync(new URL('../../configs/nano.json', import.meta.url), 'utf8'));

/** A run of so many steps, with the schedule of rates given. */
function runOf(steps: number, schedule: Pick<Partial<TrainConfig>, 'warmup' | 'cooldown' | 'finalRate'>): TrainConfig {
  const { cooldown: _, ...rest } = nano;
  return readTrainConfig({ ...rest, stages: [{ ...nano.stages[0], steps }], ...schedule });
}

describe('rateFactor', () => {
  const schedule = { warmup: 10, cooldown: 0.25, finalRate: 0.1 };

  test('with a cooldown: up, level, and straight down to the last rate', () => {
    const config = runOf(100, schedule);
    expect([0, 4, 9].map((step) => rateFactor(config, step))).toEqual([0.1, 0.5, 1]);
    expect([10, 50, 75].map((step) => rateFactor(config, step))).toEqual([1, 1, 1]);
    const falling = [76, 80, 90, 99].map((step) => rateFactor(config, step));
    [0.964, 0.82, 0.46, 0.136].forEach((rate, i) => {
      expect(falling[i]).toBeCloseTo(rate, 10);
    });
    expect(rateFactor(config, 100)).toBeCloseTo(0.1, 10);
  });

  test('law: a run that is made longer before its cooldown has had the same rates', () => {
    const [short, long] = [runOf(100, schedule), runOf(300, schedule)];
    for (let step = 0; step <= 75; step++) expect(rateFactor(long, step)).toBe(rateFactor(short, step));
    expect(rateFactor(long, 99)).toBe(1);
  });

  test('without one: a cosine from the start', () => {
    const config = runOf(100, { warmup: 0, finalRate: 0.2 });
    expect(rateFactor(config, 0)).toBe(1);
    expect(rateFactor(config, 50)).toBeCloseTo(0.6, 10);
    expect(rateFactor(config, 25)).toBeCloseTo(0.2 + 0.8 * (0.5 + Math.SQRT1_2 / 2), 10);
    expect(rateFactor(config, 100)).toBeCloseTo(0.2, 10);
  });
});

describe('readTrainConfig', () => {
  test.each([
    ['unknown key', { colour: 1 }],
    ['no stages', { stages: [] }],
    ['negative seed', { seed: -1 }],
    ['tiles that are no numbers', { tiles: { many: 1 } }],
    ['stage tiles that are no numbers', { stages: [{ ...nano.stages[0], tiles: { '-1': 1 } }] }],
    ['a cooldown longer than the run', { cooldown: 1.5 }],
    ['an unknown option of the drops', { pyramiddrop: { layers: [2] } }],
    ['a share above 1', { pyramiddrop: { lambda: 1.2 } }],
    ['a kind of picture that is not drawn', { data: { source: 'pictures', kinds: { photograph: 1 } } }],
    ['an emphasis on no category', { stages: [{ ...nano.stages[0], emphasis: { cout: 2 } }] }],
    ['no kinds of pictures', { data: { source: 'pictures', kinds: {} } }],
    ['kinds of which none has a share', { data: { source: 'pictures', kinds: { table: 0 } } }],
    ['a type of composites that there is not', { data: { source: 'composites', types: { photo: 1 } } }],
    ['a mix of nothing', { data: { source: 'mix', parts: [] } }],
    ['a mix within a mix', { data: { source: 'mix', parts: [{ source: 'mix', share: 1, parts: [] }] } }],
    ['a part of a mix without a share', { data: { source: 'mix', parts: [{ source: 'pictures' }] } }],
    ['no numbers of tiles', { tiles: {} }],
    ['a part above 1 of thinned pictures', { stages: [{ ...nano.stages[0], thinned: { share: 0.5, least: 2 } }] }],
    ['drops of a stage without a layer', { stages: [{ ...nano.stages[0], pyramiddrop: { after: [] } }] }],
  ])('%s is refused', (_, change) => {
    expect(() => readTrainConfig({ ...nano, ...change })).toThrow(expect.objectContaining({ code: 'train-config' }));
  });

  test('a kind that is not drawn is named beside those that are', () => {
    const data = { source: 'pictures', kinds: { tabel: 1 } };
    expect(() => readTrainConfig({ ...nano, data })).toThrow(/data\.kinds\.tabel: kinds are bar-chart, table, collage/);
  });

  test('drops take the options of the reducer, in the run and in a stage', () => {
    const stages = [{ ...nano.stages[0], pyramiddrop: { ratios: [0.5], variant: 'official' } }];
    const config = readTrainConfig({ ...nano, stages, pyramiddrop: { after: [2, 4], lambda: 0.5 } });
    expect(config.pyramiddrop).toEqual({ variant: 'paper', after: [2, 4], lambda: 0.5 });
    expect(config.stages[0].pyramiddrop).toEqual({ variant: 'official', ratios: [0.5] });
  });

  test('a configuration without drops reads as before there were any, so that its run can be resumed', () => {
    expect(JSON.stringify(readTrainConfig(nano))).not.toContain('pyramiddrop');
  });
});
