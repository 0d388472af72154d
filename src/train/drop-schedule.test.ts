import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pyramiddrop } from '../reduce/index.js';
import type { Stage, TrainConfig } from './config.js';
import { dropSchedule, stagedShape } from './drop-schedule.js';
import { directFeed, tinySetup } from './train.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-schedule-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Drops = NonNullable<TrainConfig['pyramiddrop']>;
const half: Drops = { variant: 'paper', after: [2, 4], lambda: 0.5 };
const layers = 6;

/** The schedule of a stage, given the drops of the run and its own. */
function schedule(run: Drops | undefined, own?: Drops, objective: Stage['objective'] = 'answers') {
  return dropSchedule({ pyramiddrop: run } as TrainConfig, { pyramiddrop: own, objective } as Stage, layers, 336);
}

describe('dropSchedule', () => {
  test('none without the option, for a stage without answers, and where everything is kept', () => {
    expect(schedule(undefined)).toBeUndefined();
    expect(schedule(half, undefined, 'names')).toBeUndefined();
    expect(schedule({ ...half, lambda: 1 })).toBeUndefined();
    expect(schedule(half, { ...half, lambda: 1 })).toBeUndefined();
  });

  test('the stage before the run', () => {
    expect(schedule(half)!.afterLayers).toEqual([2, 4]);
    expect(schedule(half, { variant: 'official', after: [3], ratios: [0.25] })!.kept(137)).toEqual([34]);
    expect(schedule({ variant: 'paper' })!.afterLayers).toEqual([2, 3, 5]);
  });

  test.each<Drops>([
    half,
    { ...half, lambda: 0.37 },
    { variant: 'official', after: [1, 2, 5], ratios: [0.6, 0.35, 0] },
  ])('equal: counts are those of the reducer, and every picture finds room: %j', (options) => {
    const drops = schedule(options)!;
    const [sequence, longest, text] = [3 + 336 + 48, 336, 48];
    const shape = stagedShape(drops, { sequence, longest, text, questions: 5 });
    let room = sequence;
    for (const drop of shape.drops) {
      expect(drop.sequence).toBeLessThan(room);
      room = drop.sequence;
    }
    for (let visual = 0; visual <= longest; visual++) {
      const kept = drops.kept(visual);
      const plan = pyramiddrop.plan(visual, layers, undefined, options);
      for (const { afterLayer, keep } of plan) expect(kept[drops.afterLayers.indexOf(afterLayer)]).toBe(keep);
      for (const [i, count] of kept.entries()) expect(3 + count + text).toBeLessThanOrEqual(shape.drops[i].sequence);
    }
  });

  test.each<[string, Drops]>([
    ['a layer that the decoder lacks', { variant: 'paper', after: [2] }],
    ['ratios that rise', { variant: 'paper', after: [1], ratios: [0.5, 0.6] }],
    ['lambda beside ratios', { variant: 'paper', after: [1], ratios: [0.5], lambda: 0.5 }],
  ])('%s is refused when the configuration is read', (_, drops) => {
    expect(() => tinySetup(root, { pyramiddrop: drops })).toThrow(expect.objectContaining({ code: 'reducer-options' }));
  });
});

describe('dropFeeds', () => {
  test('the last prompt row of every question ranks, all questions of a picture alike', async () => {
    const { setup, path } = tinySetup(root, { pyramiddrop: { variant: 'paper', after: [1], lambda: 0.5 } });
    const batch = await (await directFeed(setup, path)).batch(2, 0);
    const { pictures, sequence, staged } = batch.shape;
    const questions = staged!.questions;
    const numbers = (name: string) => Array.from(batch.feeds[name].data as BigInt64Array, Number);
    const [rows, ids, segments] = [numbers('ranking_rows'), numbers('ids'), numbers('segments')];
    const weights = [...(batch.feeds.ranking_weights.data as Float32Array)];
    const [assistant] = setup.text.turn('', '').ids.slice(-2);
    let asked = 0;
    for (let b = 0; b < pictures; b++) {
      const own = [...Array(questions).keys()].map((i) => b * questions + i);
      const real = own.filter((i) => weights[i] > 0);
      expect(real.reduce((sum, i) => sum + weights[i], 0)).toBeCloseTo(1, 6);
      expect(new Set(real.map((i) => weights[i])).size).toBe(1);
      expect(real.map((i) => ids[rows[i]])).toEqual(real.map(() => assistant));
      expect(real.map((i) => segments[rows[i]])).toEqual(real.map((_, i) => i + 1));
      for (const i of own) expect(Math.floor(rows[i] / sequence)).toBe(b);
      asked += real.length;
    }
    expect(asked).toBe(batch.answers.length);
  });
});
