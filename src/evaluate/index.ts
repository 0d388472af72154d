/** Judging a model: tasks, runs that can be resumed, statistics of single runs and of pairs, a page to look at. */
export * from './build-pope.js';
export { createChair, chair } from './chair.js';
export { type Mention, readVocabulary, type Vocabulary } from './chair/mentions.js';
export * from './compare.js';
export * from './evaluate.js';
export * from './format.js';
export { mme, mmeGroups } from './mme.js';
export { readMmeResults, writeMmeResults } from './mme-files.js';
export { type PopeLine, pope, popeItems } from './pope.js';
export { findTask, type Run, type RunHeader, type RunRecord, readRun } from './run-file.js';
export * from './scene-statistics.js';
export { type CategoryEstimates, type Estimate, type ScoredRun, scoreRun } from './score-run.js';
export { type BootstrapOptions, bootstrapMean, clusterSamples, pairedBootstrap } from './statistics/bootstrap.js';
export { type Interval, percentileInterval, wilson } from './statistics/interval.js';
export * from './statistics/paired.js';
export type { Item, Judged, Metrics, PromptPiece, Score, Task } from './task.js';
export { tasks } from './tasks.js';
export * from './yes-no.js';
