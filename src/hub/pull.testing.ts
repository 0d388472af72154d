import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { TesseraeError } from '../base/error.js';
import { Random } from '../base/random.js';
import { HubServer, type ServedModel } from './hub-server.testing.js';
import { pullModel } from './pull.js';
import type { PullOptions } from './pull-options.js';

export const commit = '0123456789abcdef0123456789abcdef01234567';
export const id = 'owner/tiny-llava';

/** Bytes without a pattern. */
export function noise(length: number, seed = 1): Buffer {
  const random = new Random(seed);
  return Buffer.from(Uint8Array.from({ length }, () => random.bits() & 255));
}

const weights = noise(300_000);

/** A small model: text files in git, weights in the store. */
export function tinyModel(): ServedModel {
  return {
    commit,
    files: {
      'config.json': { content: Buffer.from('{"model_type":"llava"}') },
      'tokenizer.json': { content: Buffer.from('{}') },
      'README.md': { content: Buffer.from('# Tiny') },
      'model.safetensors': { content: weights, large: true },
      'pytorch_model.bin': { content: noise(1000, 2), large: true },
      'onnx/model.json': { content: Buffer.from('{"a":1}') },
    },
  };
}

/** One server for the tests of a file, with `tinyModel` on it and a new cache for every test. */
export function useHub() {
  const root = mkdtempSync(join(tmpdir(), 'tesserae-hub-'));
  const hub = { server: undefined as unknown as HubServer, cache: '', model: tinyModel() };
  let count = 0;
  beforeAll(async () => {
    hub.server = await HubServer.start();
  });
  beforeEach(() => {
    hub.cache = join(root, `cache-${count++}`);
    hub.model = tinyModel();
    hub.server.add(id, hub.model);
    hub.server.seen.length = 0;
    hub.server.describes = true;
    hub.server.fault = () => false;
  });
  afterAll(async () => {
    await hub.server.stop();
    rmSync(root, { recursive: true });
  }, 60_000);
  const settings = () => ({ cache: hub.cache, endpoint: hub.server.endpoint, retryDelay: 1, offline: false });
  return Object.assign(hub, {
    settings,
    folder: () => join(hub.cache, 'models--owner--tiny-llava'),
    blob: (name: string) => join(hub.cache, 'models--owner--tiny-llava', 'blobs', name),
    pull: (options: PullOptions = {}) => pullModel(id, { ...settings(), ...options }),
    /** The error of a pull that must fail. */
    async failure(options: PullOptions = {}, model = id): Promise<TesseraeError> {
      try {
        await pullModel(model, { ...settings(), ...options });
      } catch (error) {
        return error as TesseraeError;
      }
      throw new Error('it did not fail');
    },
    content: (folder: string, path: string) => readFileSync(join(folder, path)),
  });
}

/** All files below a folder, sorted; a folder that is missing has none if it may be missing. */
export function filesBelow(folder: string, mayBeMissing = false): string[] {
  if (mayBeMissing && !existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
