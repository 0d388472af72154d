import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TesseraeError } from '../base/error.js';
import { type ImageConfig, readImageConfig } from '../image/index.js';
import { requireFile } from './path.js';

/** The image configuration of a model folder; weights and tokenizer may be missing. */
export function imageConfigOf(folder: string): ImageConfig {
  const older = join(folder, 'preprocessor_config.json');
  const newer = join(folder, 'processor_config.json');
  return readImageConfig(readJson(join(folder, 'config.json')), readJson(existsSync(older) ? older : newer));
}

function readJson(path: string): unknown {
  requireFile(path, 'a model folder in Hugging Face layout');
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new TesseraeError('json-invalid', {
      expected: `JSON in "${path}"`,
      received: messageOf(error),
      action: 'Restore the file of the model.',
      cause: error,
    });
  }
}
