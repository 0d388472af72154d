import { dirname, resolve } from 'node:path';
import { compositeSource } from './composite-source.js';
import type { SourceData } from './config.js';
import { conversationSource } from './conversation-source.js';
import type { ExampleSource } from './feed.js';
import { mixedSource } from './mixed-source.js';
import { pictureSource } from './picture-source.js';
import type { TrainSetup } from './setup.js';

/** The source of examples that a configuration names; paths are relative to its file. */
export async function openSource({ config, image }: TrainSetup, configPath: string): Promise<ExampleSource> {
  const { data, seed } = config;
  const open = async (one: SourceData): Promise<ExampleSource> => {
    if (one.source === 'pictures') return pictureSource(seed, image, one.kinds);
    if (one.source === 'composites') return compositeSource(seed, image, one.types);
    const at = (path: string) => resolve(dirname(configPath), path);
    return conversationSource(at(one.file), at(one.images), seed, image);
  };
  if (data.source !== 'mix') return open(data);
  const sources = await Promise.all(data.parts.map((part) => open(part)));
  return mixedSource(
    seed,
    data.parts.map((part, at) => ({ ...part, source: sources[at] })),
  );
}
