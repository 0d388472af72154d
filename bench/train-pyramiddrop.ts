/**
 * Training with PyramidDrop beside training without: time of a step, and accuracy after a fine-tune of the embedded model.
 *
 * `node dist-bench/bench/train-pyramiddrop.js [--times | --accuracy]`, see bench/README.md; without an option both. The two
 * configurations draw the same pictures and questions and differ in `pyramiddrop` alone. A fine-tune takes about ten minutes on
 * two free cores, goes on where it was stopped, and lies in `runs/` afterwards. Pictures are drawn with the fonts of `assets`, which
 * must lie beside the compiled sources: `ln -s ../assets dist-bench/assets`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Value } from '../src/runtime/index.js';
import type { Batch } from '../src/train/batch.js';
import { listCheckpoints, loadCheckpoint } from '../src/train/checkpoint.js';
import { evaluateBatches } from '../src/train/evaluate-batches.js';
import { DirectFeed } from '../src/train/feed.js';
import { trainFromFile } from '../src/train/index.js';
import { Optimizer } from '../src/train/optimizer.js';
import { freshParameters, trainedNames } from '../src/train/parameters.js';
import { initialWeights, readTrainSetup, type TrainSetup } from '../src/train/setup.js';
import { openSource } from '../src/train/source.js';
import { StepPrograms } from '../src/train/step.js';
import { writeRow } from './rows.js';

const paths = { without: 'configs/nano-fine-tune.json', with: 'configs/nano-fine-tune-pyramiddrop.json' } as const;
type Side = keyof typeof paths;
const sides: readonly Side[] = ['without', 'with'];

/** Steps of each side that are timed, after two that are not. */
const timedSteps = 12;

/** The feed of a side, on this thread; with `tiles` of one number only. */
async function feedOf(side: Side, tiles?: string): Promise<{ setup: TrainSetup; feed: DirectFeed }> {
  const setup = readTrainSetup(paths[side]);
  if (tiles) setup.config.tiles = { [tiles]: 1 };
  const source = await openSource(setup, paths[side]);
  return { setup, feed: new DirectFeed(setup.config, setup.image, setup.text, setup.model.text, source) };
}

/** Makes steps on a batch that is there already: forward, backward and update, without drawing. */
async function stepper(side: Side, tiles: string) {
  const { setup, feed } = await feedOf(side, tiles);
  const [stage] = setup.config.stages;
  const batch = await feed.batch(0, 0);
  const parameters = freshParameters(initialWeights(setup));
  const programs = new StepPrograms(setup.model, setup.loss);
  const optimizer = new Optimizer(parameters, setup.config.optimizer);
  const names = trainedNames(
    parameters.map(({ name }) => name),
    stage,
  );
  return {
    rows: rowsPerLayer(batch, setup.model.text.layers),
    async step(): Promise<number> {
      const started = performance.now();
      const weights = new Map(optimizer.parameters.map(({ name, value }) => [name, value]));
      const { gradients } = await programs.run(batch, weights, names);
      await optimizer.update(names, gradients, () => 1e-5);
      return performance.now() - started;
    },
    async dispose() {
      await programs.dispose();
      await optimizer.dispose();
    },
  };
}

/** Positions of a sequence, averaged over the decoder's layers. */
function rowsPerLayer({ shape }: Batch, layers: number): number {
  const drops = shape.staged?.drops ?? [];
  const entering = Array.from({ length: layers }, (_, layer) =>
    drops.reduce((rows, drop) => (drop.afterLayer <= layer ? drop.sequence : rows), shape.sequence),
  );
  return entering.reduce((sum, rows) => sum + rows, 0) / layers;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** One row per number of tiles; the two sides take turns, so that a machine that slows down slows both. */
async function measureTimes(): Promise<void> {
  for (const tiles of Object.keys(readTrainSetup(paths.with).config.tiles)) {
    const steppers = { without: await stepper('without', tiles), with: await stepper('with', tiles) };
    const times: Record<Side, number[]> = { without: [], with: [] };
    for (let i = 0; i < timedSteps + 2; i++) {
      for (const side of sides) {
        const milliseconds = await steppers[side].step();
        if (i >= 2) times[side].push(milliseconds);
      }
    }
    for (const side of sides) await steppers[side].dispose();
    writeRow('train-pyramiddrop', {
      measure: 'step',
      tiles: Number(tiles),
      milliseconds: median(times.without),
      millisecondsWithDrops: median(times.with),
      saved: 1 - median(times.with) / median(times.without),
      decoderRowsSaved: 1 - steppers.with.rows / steppers.without.rows,
    });
  }
}

/** Mean time of a step in a run's log. The first quarter compiles programs and is left out. */
function loggedMilliseconds(folder: string): number {
  const rows = readFileSync(join(folder, 'log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const steps = rows.filter((row) => row.kind === 'step');
  const later = steps.slice(Math.floor(steps.length / 4)) as { milliseconds: number }[];
  return later.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / later.length;
}

/** Trains both ways, then judges the start and both models with and without drops on the same held-out pictures. */
async function measureAccuracy(): Promise<void> {
  const models: [string, { weights: Map<string, Value>; milliseconds?: number }][] = [];
  models.push(['start', { weights: initialWeights(readTrainSetup(paths.without)) }]);
  for (const side of sides) {
    const { folder } = await trainFromFile(paths[side]);
    if (listCheckpoints(folder).length === 0) throw new Error(`${folder} has no checkpoint`);
    const setup = readTrainSetup(paths[side]);
    const { parameters } = loadCheckpoint(folder, setup.config, () => initialWeights(setup));
    const weights = new Map(parameters.map(({ name, value }) => [name, value]));
    models.push([`trained ${side}`, { weights, milliseconds: loggedMilliseconds(folder) }]);
  }
  for (const judged of sides) {
    const { setup, feed } = await feedOf(judged);
    const batches = await feed.heldOut();
    const programs = new StepPrograms(setup.model, setup.loss);
    for (const [model, { weights, milliseconds }] of models) {
      const { loss, accuracy } = await evaluateBatches(programs, weights, batches);
      writeRow('train-pyramiddrop', {
        measure: 'accuracy',
        model,
        judged: `${judged} drops`,
        loss,
        accuracy,
        milliseconds,
      });
    }
    await programs.dispose();
  }
}

const [only] = process.argv.slice(2);
if (only !== '--accuracy') await measureTimes();
if (only !== '--times') await measureAccuracy();
