import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainConfig } from './config.js';
import { DirectFeed, type Feed } from './feed.js';
import { initialWeights, readTrainSetup, type TrainSetup } from './setup.js';
import { openSource } from './source.js';
import { train } from './trainer.js';

/** Support of the trainer's tests: a model of nano's shape, made small enough to take a step in milliseconds. */
export function tinySetup(
  root: string,
  change: Partial<TrainConfig> = {},
  layers = 2,
): { setup: TrainSetup; path: string } {
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
    num_hidden_layers: layers,
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

/** The feed of a configuration, on the calling thread. */
export async function directFeed(setup: TrainSetup, path: string): Promise<Feed> {
  return new DirectFeed(setup.config, setup.image, setup.text, setup.model.text, await openSource(setup, path));
}

const silent = { write: () => {} };

/** Trains into a folder; gives the last step. */
export async function run(setup: TrainSetup, path: string, folder: string, stopAfter?: number): Promise<number> {
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
