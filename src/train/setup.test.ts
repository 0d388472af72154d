import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { encodeBfloat16 } from '../base/float16.js';
import { openCheckpoint } from '../model/checkpoint.js';
import { float32, type Value } from '../runtime/index.js';
import { type TensorData, writeSafetensors } from '../weights/index.js';
import { trainingHeads } from './config.js';
import { initialWeights, readTrainSetup, type TrainSetup } from './setup.js';
import { run, tinySetup } from './train.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-setup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Newer names of the library, as some checkpoints have them. */
const newerName = (name: string) =>
  name.replace(/^language_model\.model\./, 'model.language_model.').replace(/^(vision_tower|multi_modal)/, 'model.$1');

/** Puts weights beside the configuration: bfloat16, in two shards, without the heads of training. */
function writeShards(folder: string, weights: ReadonlyMap<string, Value>): void {
  const entries = [...weights].filter(([name]) => !trainingHeads.includes(name));
  const map: Record<string, string> = {};
  for (const shard of [0, 1]) {
    const file = `model-0000${shard + 1}-of-00002.safetensors`;
    const part = entries.filter((_, i) => i % 2 === shard);
    const tensors = part.map(([name, { shape, data }]): [string, TensorData] => {
      map[newerName(name)] = file;
      return [newerName(name), { dtype: 'BF16', shape, data: encodeBfloat16(data as Float32Array) }];
    });
    writeSafetensors(join(folder, file), new Map(tensors));
  }
  writeFileSync(join(folder, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
}

/** A number as bfloat16 keeps it. */
const rounded = (x: number) => {
  const bits = new Uint32Array([0]);
  bits[0] = encodeBfloat16(Float32Array.of(x))[0] << 16;
  return new Float32Array(bits.buffer)[0];
};

function startingAt(change: (weights: Map<string, Value>) => void = () => {}): {
  setup: TrainSetup;
  drawn: Map<string, Value>;
  path: string;
} {
  const { setup, path } = tinySetup(root, { start: 'checkpoint', summaryWeight: 0.1 });
  const drawn = initialWeights({ ...setup, config: { ...setup.config, start: 'nothing' } });
  const weights = new Map(drawn);
  change(weights);
  writeShards(setup.modelFiles, weights);
  return { setup, drawn, path };
}

describe('initialWeights', () => {
  test('equal: a checkpoint in bfloat16, in shards, under newer names; heads of training are drawn', () => {
    const { setup, drawn } = startingAt();
    const read = initialWeights(setup);
    expect([...read.keys()]).toEqual([...drawn.keys()]);
    for (const [name, { data }] of read) {
      const expected = drawn.get(name)!.data as Float32Array;
      expect(data, name).toEqual(trainingHeads.includes(name) ? expected : expected.map(rounded));
    }
  });

  test.each<[string, (weights: Map<string, Value>) => void]>([
    ['missing', (weights) => weights.delete('multi_modal_projector.linear_1.weight')],
    ['misshapen', (weights) => weights.set('image_newline', float32([1, 2, 3]))],
  ])('a checkpoint with a %s weight is refused', (word, change) => {
    const { setup } = startingAt(change);
    expect(() => initialWeights(setup)).toThrow(expect.objectContaining({ code: 'weights-mismatch' }));
    expect(() => initialWeights(setup)).toThrow(new RegExp(`1 ${word}`));
  });

  test('law: what training from a checkpoint does not touch goes along to the trained model', async () => {
    const { setup, path } = startingAt();
    // Without the loss of the CLS row the last layer of the tower has no part in training.
    const json = { ...JSON.parse(readFileSync(path, 'utf8')), summaryWeight: 0 };
    writeFileSync(path, JSON.stringify(json));
    const second = readTrainSetup(path);
    const untouched = [...initialWeights(setup).keys()].filter((name) => !initialWeights(second).has(name));
    const kept = untouched.filter((name) => !trainingHeads.includes(name));
    expect(kept.length).toBeGreaterThan(10);
    const folder = join(root, 'from-checkpoint');
    await run(second, path, folder, 6);
    const trained = openCheckpoint(join(folder, 'model'));
    const before = openCheckpoint(setup.modelFiles);
    for (const name of kept) expect(trained.load(name), name).toEqual(before.load(name));
    const changed = 'multi_modal_projector.linear_1.weight';
    expect(trained.load(changed)).not.toEqual(before.load(changed));
    expect(trained.folder.config).toMatchObject({ dtype: 'float32' });
  });
});

describe('models other than nano', () => {
  /** A configuration beside a copy of a reference folder. */
  function beside(name: string, change: (config: { text_config: object }) => object = (config) => config): string {
    const folder = join(mkdtempSync(join(root, 'other-')), name);
    cpSync(goldenPath('checkpoints', name), folder, { recursive: true });
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
    writeFileSync(join(folder, 'config.json'), JSON.stringify(change(config)));
    const rates = { vision: 0.001, projector: 0.001, decoder: 0.001 };
    const stage = { name: 'answers', steps: 1, batch: 1, textLength: 120, captions: 0, questions: 2, rates };
    const path = join(folder, 'train.json');
    const data = { source: 'pictures' };
    const json = {
      name,
      seed: 1,
      model: '.',
      start: 'checkpoint',
      data,
      tiles: { 1: 1 },
      stages: [stage],
      optimizer: {},
    };
    writeFileSync(path, JSON.stringify({ ...json, evaluatePictures: 1 }));
    return path;
  }

  test('LLaVA-1.5, with one view, no row ends and its template in an older file', async () => {
    const path = beside('llava');
    const setup = readTrainSetup(path);
    expect(initialWeights(setup).has('image_newline')).toBe(false);
    const folder = join(root, 'llava-trained');
    expect(await run(setup, path, folder)).toBe(1);
    const [trained, before] = [openCheckpoint(join(folder, 'model')), openCheckpoint(setup.modelFiles)];
    expect([...trained.weights.keys()].sort()).toEqual([...before.weights.keys()].sort());
    const changed = 'multi_modal_projector.linear_1.weight';
    expect(trained.load(changed)).not.toEqual(before.load(changed));
  });

  test('a sliding window that sequences do not fit is refused at the start', () => {
    const sliding = (size: number) => (config: { text_config: object }) => ({
      ...config,
      text_config: { ...config.text_config, model_type: 'mistral', sliding_window: size },
    });
    expect(() => readTrainSetup(beside('llava', sliding(100)))).toThrow(
      expect.objectContaining({ code: 'train-window' }),
    );
    expect(readTrainSetup(beside('llava', sliding(4096))).model.text.window).toEqual({ size: 4096 });
  });
});
