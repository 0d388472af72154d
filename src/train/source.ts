import { dirname, resolve } from 'node:path';
import { conversationSource } from './conversation-source.js';
import type { ExampleSource } from './feed.js';
import { pictureSource } from './picture-source.js';
import type { TrainSetup } from './setup.js';

/** The source of examples that a configuration names; paths are relative to its file. */
export async function openSource({ config, image }: TrainSetup, configPath: string): Promise<ExampleSource> {
  if (config.data.source === 'pictures') return pictureSource(config.seed, image, config.data.kinds);
  const at = (path: string) => resolve(dirname(configPath), path);
  return conversationSource(at(config.data.file), at(config.data.images), config.seed, image);
}
