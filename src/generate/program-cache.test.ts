import { afterEach, describe, expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { openCheckpoint } from '../model/checkpoint.js';
import type { Program } from '../runtime/index.js';
import { ProgramCache } from './program-cache.js';
import { TextDecoder } from './text-decoder.js';
import { VisionEncoder } from './vision.js';

describe('ProgramCache', () => {
  const disposed: string[] = [];
  const program = (name: string) => ({ dispose: async () => void disposed.push(name) }) as Partial<Program> as Program;

  test('compiles once, also for those who ask at the same time', async () => {
    const cache = new ProgramCache();
    let compiled = 0;
    const compile = async () => program(`a${++compiled}`);
    const both = await Promise.all([cache.get('a', compile), cache.get('a', compile)]);
    expect(both[0]).toBe(both[1]);
    expect(await cache.get('a', compile)).toBe(both[0]);
    await cache.get('b', compile);
    expect(compiled).toBe(2);
  });

  test('forgets a compile that failed', async () => {
    const cache = new ProgramCache();
    await expect(cache.get('a', () => Promise.reject(new Error('first')))).rejects.toThrow('first');
    await cache.get('a', async () => program('second'));
    disposed.length = 0;
    await cache.dispose();
    expect(disposed).toEqual(['second']);
  });

  test('disposes what was compiled beside one that fails', async () => {
    const cache = new ProgramCache();
    const failing = cache.get('bad', () => Promise.reject(new Error('bad')));
    void cache.get('good', async () => program('good'));
    disposed.length = 0;
    await cache.dispose();
    expect(disposed).toEqual(['good']);
    await expect(failing).rejects.toThrow('bad');
  });
});

describe('a compile that failed can be tried again', () => {
  const checkpoint = openCheckpoint(goldenPath('checkpoints', 'llava-next-llama'));
  let broken = false;
  afterEach(() => {
    broken = false;
  });
  const unsteady = {
    ...checkpoint,
    source(name: string) {
      if (broken) throw new Error('no disk');
      return checkpoint.source(name);
    },
  };

  test('in the tower', async () => {
    const encoder = await VisionEncoder.open(unsteady, 1);
    const side = checkpoint.image!.tile;
    const encode = () =>
      encoder.encode(new Uint8Array(3 * side ** 2), 1, [{ kind: 'cls-attention', layer: 0, form: 'logits' }]);
    broken = true;
    await expect(encode()).rejects.toThrow('no disk');
    broken = false;
    expect((await encode()).signals.size).toBe(1);
    await encoder.dispose();
  });

  test('in the decoder', async () => {
    const decoder = await TextDecoder.open(unsteady, 1);
    const embeddings = await decoder.embed([1, 2, 3, 4]);
    const prefill = () =>
      decoder.prefill(embeddings, undefined, {
        visual: [1, 2],
        drops: [{ afterLayer: 2, keep: 1 }],
        select: () => [0],
      });
    broken = true;
    await expect(prefill()).rejects.toThrow('no disk');
    broken = false;
    const { state } = await prefill();
    expect(state.caches.map(({ length }) => length)).toEqual([4, 4, 3, 3, 3]);
    await decoder.dispose();
  });
});
