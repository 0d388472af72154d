import { join } from 'node:path';
import { createProgress, type ProgressStream } from '../base/progress.js';
import type { LlavaConfig } from '../model/config.js';
import type { Value } from '../runtime/index.js';
import { writeModelFolder } from '../weights/index.js';
import type { Batch } from './batch.js';
import { loadCheckpoint, removeOldCheckpoints, writeCheckpoint } from './checkpoint.js';
import { partOf, rateFactor, type Stage, stageAt, type TrainConfig, totalSteps } from './config.js';
import { evaluateBatches, rightAnswers } from './evaluate-batches.js';
import type { Feed } from './feed.js';
import { TrainLog } from './log.js';
import type { LossOptions } from './loss.js';
import { Optimizer } from './optimizer.js';
import { accumulate, trainedNames } from './parameters.js';
import { StepPrograms } from './step.js';
import { trainedModel } from './trained-model.js';

export interface TrainRun {
  config: TrainConfig;
  model: LlavaConfig;
  loss: LossOptions;
  /** Where log, checkpoints and the finished model go. */
  folder: string;
  /** Batches by step. */
  feed: Feed;
  /** Weights to start from when there is no checkpoint yet. */
  initialWeights: () => Map<string, Value>;
  /** Folder of the model that training starts from; configuration and tokenizer are copied into checkpoints. */
  modelFiles: string;
  /** Stops after this step, as if killed; for tests and time limits. */
  stopAfter?: number;
  threads?: number;
  stream?: ProgressStream;
  signal?: AbortSignal;
}

/**
 * Trains a model, resuming from the newest checkpoint of the run's folder.
 *
 * All randomness is a function of seed and step, and checkpoints hold the optimiser's moments: a run that is killed and
 * started again ends with the same weights, bit for bit.
 *
 * The finished model is `model` in the run's folder, a complete Hugging Face folder.
 *
 * @returns the last step reached
 */
export async function train(run: TrainRun): Promise<number> {
  const { config, folder } = run;
  const state = loadCheckpoint(folder, config, run.initialWeights);
  const log = new TrainLog(folder, config.name, state.step);
  const programs = new StepPrograms(run.model, run.loss, run.threads);
  const optimizer = new Optimizer(state.parameters, config.optimizer, run.threads);
  optimizer.step = state.step;
  const total = totalSteps(config);
  const progress = createProgress({ total, label: 'train', done: state.step, stream: run.stream });
  const recent = new RecentAccuracy();
  let current: Stage | undefined;
  let step = state.step;
  try {
    for (; step < total && !run.signal?.aborted && step < (run.stopAfter ?? total); step++) {
      const { stage } = stageAt(config, step)!;
      // Each program keeps the memory of its largest run: those of a stage that is over must go.
      if (stage !== current) await programs.dispose();
      current = stage;
      const weights = new Map(optimizer.parameters.map((p) => [p.name, p.value]));
      const names = trainedNames(weights.keys(), stage);
      const started = performance.now();
      let sum: Value[] | undefined;
      let language = 0;
      let summary = 0;
      let patches = 0;
      let look = 0;
      for (let part = 0; part < stage.accumulate; part++) {
        const batch = await run.feed.batch(step, part);
        const result = await programs.run(batch, weights, names, stage.objective);
        language += result.language / stage.accumulate;
        summary += result.summary / stage.accumulate;
        patches += result.patches / stage.accumulate;
        look += result.look / stage.accumulate;
        if (stage.objective === 'answers') recent.add(batch, result.predicted);
        if (sum) accumulate(sum, result.gradients);
        else sum = result.gradients;
      }
      const factor = rateFactor(config, step);
      const norm = await optimizer.update(names, sum!, (name) => factor * stage.rates[partOf(name)], stage.accumulate);
      const done = step + 1;
      const milliseconds = Math.round(performance.now() - started);
      log.write({
        step: done,
        kind: 'step',
        stage: stage.name,
        loss: stage.objective === 'names' ? patches : language,
        summary,
        patches,
        look,
        norm,
        factor,
        milliseconds,
      });
      progress.update(done, { loss: language, summary, patches, look, ...recent.shares() });
      if (done % config.evaluateEvery === 0 || done === total) {
        const current = new Map(optimizer.parameters.map((p) => [p.name, p.value]));
        const heldOut = await evaluateBatches(programs, current, await run.feed.heldOut());
        log.write({ step: done, kind: 'evaluate', ...heldOut });
        log.drawCurve();
      }
      if (done % config.checkpointEvery === 0 || done === total) {
        const { parameters } = optimizer;
        const model = trainedModel(run.modelFiles, parameters, config);
        writeCheckpoint(folder, model, { step: done, parameters }, config);
        if (done === total) writeModelFolder(join(folder, 'model'), model);
        removeOldCheckpoints(folder, config.keepCheckpoints);
      }
    }
  } finally {
    progress.close();
    await programs.dispose();
    await optimizer.dispose();
  }
  return step;
}

/** Accuracy of the last few hundred training answers, for the progress line. */
class RecentAccuracy {
  private readonly window: { category: string; right: boolean }[] = [];

  add(batch: Batch, predicted: BigInt64Array): void {
    this.window.push(...rightAnswers(batch, predicted));
    this.window.splice(0, Math.max(0, this.window.length - 3000));
  }

  shares(): Record<string, number> {
    const tally: Record<string, [number, number]> = {};
    for (const { category, right } of this.window) {
      const entry = (tally[category] ??= [0, 0]);
      entry[0] += Number(right);
      entry[1] += 1;
    }
    return Object.fromEntries(
      Object.entries(tally)
        .sort()
        .map(([c, [right, all]]) => [c, Math.round((100 * right) / all)]),
    );
  }
}
