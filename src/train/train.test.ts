import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readFloat32, readSafetensorsHeader } from '../weights/index.js';
import { listCheckpoints } from './checkpoint.js';
import { readTrainConfig, type TrainConfig } from './config.js';
import { DirectFeed, type Feed } from './feed.js';
import { initialWeights, readTrainSetup, type TrainSetup } from './setup.js';
import { openSource } from './source.js';
import { StepPrograms } from './step.js';
import { train } from './trainer.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-train-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A model of nano's shape, made small enough to take a step in milliseconds. */
function tinySetup(change: Partial<TrainConfig> = {}): { setup: TrainSetup; path: string } {
  const files = new URL('../../configs/nano', import.meta.url).pathname;
  const folder = mkdtempSync(join(root, 'model-'));
  for (const name of ['tokenizer.json', 'tokenizer_config.json', 'preprocessor_config.json', 'chat_template.jinja']) {
    writeFileSync(join(folder, name), readFileSync(join(files, name)));
  }
  const config = JSON.parse(readFileSync(join(files, 'config.json'), 'utf8'));
  Object.assign(config.vision_config, {
    hidden_size: 32,
    intermediate_size: 48,
    num_hidden_layers: 3,
    num_attention_heads: 2,
  });
  Object.assign(config.text_config, {
    hidden_size: 32,
    intermediate_size: 48,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    num_key_value_heads: 2,
    head_dim: 8,
  });
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  const nano = JSON.parse(readFileSync(`${files}.json`, 'utf8'));
  const rates = { vision: 0.001, projector: 0.001, decoder: 0.001 };
  const stages = [
    {
      name: 'names',
      objective: 'names',
      steps: 2,
      batch: 2,
      textLength: 48,
      captions: 1,
      questions: 0,
      rates: { ...rates, projector: 0, decoder: 0 },
    },
    { name: 'answers', steps: 4, batch: 2, accumulate: 2, textLength: 48, captions: 0, questions: 4, rates },
  ];
  const path = join(folder, 'train.json');
  const json = {
    ...nano,
    model: '.',
    stages,
    evaluateEvery: 3,
    evaluatePictures: 2,
    checkpointEvery: 2,
    warmup: 2,
    ...change,
  };
  writeFileSync(path, JSON.stringify(json));
  return { setup: readTrainSetup(path), path };
}

async function directFeed(setup: TrainSetup, path: string): Promise<Feed> {
  return new DirectFeed(
    setup.config,
    setup.image,
    setup.text,
    setup.model.text.vocabulary,
    await openSource(setup, path),
  );
}

const silent = { write: () => {} };

async function run(setup: TrainSetup, path: string, folder: string, stopAfter?: number): Promise<number> {
  const { config, model, loss, modelFiles } = setup;
  const feed = await directFeed(setup, path);
  return train({
    config,
    model,
    loss,
    folder,
    feed,
    modelFiles,
    initialWeights: () => initialWeights(setup),
    stopAfter,
    stream: silent,
  });
}

function weightsOf(folder: string): Buffer[] {
  const newest = listCheckpoints(folder).at(-1)!;
  return ['model.safetensors', 'optimizer.safetensors'].map((name) => readFileSync(join(newest, name)));
}

describe('train', () => {
  test('equal: a run that is stopped and started again ends with the same bits', async () => {
    const { setup, path } = tinySetup();
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
        rates,
      },
    ];
    const { setup, path } = tinySetup({ stages });
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
    const { setup, path } = tinySetup();
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
    const { setup, path } = tinySetup();
    const folder = join(root, 'other');
    await run(setup, path, folder, 2);
    const changed = { ...setup, config: { ...setup.config, seed: 99 } };
    await expect(run(changed, path, folder)).rejects.toMatchObject({ code: 'train-resume' });
  });
});

describe('readTrainConfig', () => {
  test.each([
    ['unknown key', { colour: 1 }],
    ['no stages', { stages: [] }],
    ['negative seed', { seed: -1 }],
    ['tiles that are no numbers', { tiles: { many: 1 } }],
  ])('%s is refused', (_, change) => {
    const nano = JSON.parse(readFileSync(new URL('../../configs/nano.json', import.meta.url), 'utf8'));
    expect(() => readTrainConfig({ ...nano, ...change })).toThrow(expect.objectContaining({ code: 'train-config' }));
  });
});

mkdirSync(root, { recursive: true });
