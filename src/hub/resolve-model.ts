import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TesseraeError } from '../base/error.js';
import { STORAGES } from '../weights/index.js';
import { convertedFolder, findCachedModel } from './cache.js';
import { readModelName } from './model-name.js';
import { cacheFolder } from './settings.js';

/** `OWNER/NAME:q4`. */
const converted = new RegExp(`^(.+):(${STORAGES.join('|')})$`);

/**
 * The folder of a model: a path as it is, or where a pulled model of the hub lies (`OWNER/NAME`, `OWNER/NAME@REVISION`, or
 * `OWNER/NAME:q4` as it was converted). Nothing is fetched.
 *
 * @throws TesseraeError `model-missing` for a name that is neither a path nor in the cache
 * @example
 * resolveModel('llava-hf/llava-1.5-7b-hf:q4');
 */
export function resolveModel(model: string): string {
  const [, base, storage] = converted.exec(model) ?? [undefined, model, undefined];
  if (existsSync(model) || !readModelName(base)) return model;
  const cached = findCachedModel(base);
  const folder = cached && storage ? convertedFolder(cached, storage) : cached;
  if (folder && existsSync(join(folder, 'config.json'))) return folder;
  throw new TesseraeError('model-missing', {
    expected: 'a model folder, or the name of a model that was pulled',
    received: `"${model}", which does not exist and is not in ${folder ? dirname(folder) : cacheFolder()}`,
    action: `Check the path, or run: tesserae pull ${base}${storage ? ` --dtype ${storage}` : ''}`,
  });
}
