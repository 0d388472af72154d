export { convertedFolder, findCachedModel } from './cache.js';
export { readModelName } from './model-name.js';
export { type PullResult, pullModel } from './pull.js';
export type { PullOptions, PullProgress } from './pull-options.js';
export { cacheFolder } from './settings.js';
