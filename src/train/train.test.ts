import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readFloat32, readSafetensorsHeader } from '../weights/index.js';
import { listCheckpoints } from './checkpoint.js';
import type { TrainConfig } from './config.js';
import { initialWeights } from './setup.js';
import { StepPrograms } from './step.js';
import { directFeed, run, tinySetup } from './train.testing.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-train-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function weightsOf(folder: string): Buffer[] {
  const newest = listCheckpoints(folder).at(-1)!;
  return ['model.safetensors', 'optimizer.safetensors'].map((name) => readFileSync(join(newest, name)));
}

describe('train', () => {
  test('equal: a run that is stopped and started again ends with the same bits', async () => {
    const { setup, path } = tinySetup(root);
    const straight = join(root, 'straight');
    const broken = join(root, 'broken');
    expect(await run(setup, path, straight)).toBe(6);
    // Stops after step 3: the checkpoint is of step 2, so step 3 is made again.
    expect(await run(setup, path, broken, 3)).toBe(3);
    expect(await run(setup, path, broken)).toBe(6);
    for (const [i, bytes] of weightsOf(broken).entries()) expect(bytes.equals(weightsOf(straight)[i])).toBe(true);
    const steps = readFileSync(join(broken, 'log.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(steps.filter((row) => row.kind === 'step').map((row) => row.step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(readdirSync(join(broken, 'model'))).not.toContain('optimizer.safetensors');
    expect(readFileSync(join(broken, 'model', 'model.safetensors')).equals(weightsOf(broken)[0])).toBe(true);
    expect(readFileSync(join(broken, 'loss.svg'), 'utf8')).toContain('<polyline');
  });

  test('equal: stopped and started again with drops between layers, the bits are the same', async () => {
    const pyramiddrop: TrainConfig['pyramiddrop'] = { variant: 'paper', after: [1, 2], lambda: 0.5 };
    const { setup, path } = tinySetup(root, { pyramiddrop }, 3);
    const straight = join(root, 'straight-drops');
    const broken = join(root, 'broken-drops');
    await run(setup, path, straight);
    await run(setup, path, broken, 5);
    await run(setup, path, broken);
    for (const [i, bytes] of weightsOf(broken).entries()) expect(bytes.equals(weightsOf(straight)[i])).toBe(true);
    // The drops were there: without them other weights come out.
    const { setup: plain } = tinySetup(root, {}, 3);
    const without = join(root, 'without-drops');
    await run(plain, path, without);
    expect(weightsOf(without)[0].equals(weightsOf(straight)[0])).toBe(false);
  });

  test('law: frozen parts keep their bits, trained parts change', async () => {
    const rates = { vision: 0, projector: 0.001, decoder: 0 };
    const stages: TrainConfig['stages'] = [
      {
        name: 'projector',
        objective: 'answers',
        steps: 2,
        batch: 2,
        accumulate: 1,
        textLength: 48,
        captions: 0,
        questions: 3,
        workings: true,
        rates,
      },
    ];
    const { setup, path } = tinySetup(root, { stages });
    const before = initialWeights(setup);
    const folder = join(root, 'frozen');
    await run(setup, path, folder);
    const file = join(listCheckpoints(folder).at(-1)!, 'model.safetensors');
    for (const [name, entry] of readSafetensorsHeader(file).tensors) {
      const drawn = before.get(name)!.data as Float32Array;
      const trained = readFloat32(file, entry);
      const same = drawn.every((value, i) => Object.is(value, trained[i]));
      expect(same, name).toBe(!/multi_modal_projector|image_newline/.test(name));
    }
  });

  test('equal: packed questions have the loss of the same questions asked alone', async () => {
    const { setup, path } = tinySetup(root);
    const feed = await directFeed(setup, path);
    const weights = initialWeights(setup);
    const programs = new StepPrograms(setup.model, setup.loss);
    const packed = await feed.batch(2, 0);
    const all = await programs.run(packed, weights, []);
    const { answersAlone } = await import('./batch.testing.js');
    let sum = 0;
    for (const { batch, share } of answersAlone(packed))
      sum += share * (await programs.run(batch, weights, [])).language;
    await programs.dispose();
    expect(sum).toBeCloseTo(all.language, 4);
  });

  test('another configuration is refused for a run that has begun', async () => {
    const { setup, path } = tinySetup(root);
    const folder = join(root, 'other');
    await run(setup, path, folder, 2);
    const changed = { ...setup, config: { ...setup.config, seed: 99 } };
    await expect(run(changed, path, folder)).rejects.toMatchObject({ code: 'train-resume' });
  });
});
