import { expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { Random } from '../base/random.js';
import { type Checkpoint, openCheckpoint } from '../model/checkpoint.js';
import { DeviceStore } from './device-store.js';
import { type StagedDrops, TextDecoder } from './text-decoder.js';

/** The store's graphs and programs on the processor, where its values are arrays: `test/webgpu` runs them on a device. */

const plain = openCheckpoint(goldenPath('checkpoints', 'text-qwen2'));
const windowed: Checkpoint = {
  ...plain,
  text: { ...plain.text, window: { size: 5, layers: [false, true, true, false, true] } },
};
const drops: StagedDrops = {
  visual: [2, 3, 4, 5, 6, 7],
  drops: [
    { afterLayer: 1, keep: 4 },
    { afterLayer: 3, keep: 1 },
  ],
  select: (scores, keep) =>
    [...Array.from(scores).keys()]
      .sort((a, b) => scores[b] - scores[a])
      .slice(0, keep)
      .sort(),
};

async function logitsOf(decoder: TextDecoder, staged?: StagedDrops): Promise<Float32Array[]> {
  const random = new Random(3);
  const ids = Array.from({ length: 9 }, () => random.integer(0, 300));
  const { logits, state } = await decoder.prefill(await decoder.embed(ids), undefined, staged);
  const all = [logits];
  for (let i = 0; i < 12; i++) all.push(await decoder.next(state, random.integer(0, 300)));
  const lengths = state.caches.map(({ length }) => length);
  await decoder.release(state);
  await decoder.dispose();
  return [...all, Float32Array.from(lengths)];
}

test.each([
  ['a prompt and a dozen tokens', plain, undefined],
  ['a sliding window in some layers', windowed, undefined],
  ['layers that keep fewer tokens', plain, drops],
] as const)('equal: the store of a device and that of the host, %s', async (_, checkpoint, staged) => {
  const { text } = checkpoint;
  expect(text.kvHeads).toBeLessThan(text.heads);
  const store = await DeviceStore.open(text, { threads: 1 });
  const onDevice = await logitsOf(await TextDecoder.open(checkpoint, 1, 'cpu', store), staged);
  const onHost = await logitsOf(await TextDecoder.open(checkpoint, 1), staged);
  for (const [i, logits] of onHost.entries()) {
    logits.forEach((logit, id) => {
      if (Math.abs(logit - onDevice[i][id]) > 1e-4)
        throw new Error(`logit ${id} of step ${i}: ${onDevice[i][id]}, host ${logit}`);
    });
    expect(onDevice[i]).toHaveLength(logits.length);
  }
});
