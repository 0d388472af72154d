export { convertedFolder } from './cache.js';
export { type PullResult, pullModel } from './pull.js';
export type { PullOptions, PullProgress } from './pull-options.js';
export { resolveModel } from './resolve-model.js';
