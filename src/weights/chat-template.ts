import { join } from '../base/disk.js';
import { TesseraeError } from '../base/error.js';
import { brief, isRecord } from './brief.js';
import { type JsonObject, readJsonFile, readTextFile } from './json-file.js';

/**
 * The chat template of a model folder, `undefined` when it has none. Three places are in use, the newest first:
 * `chat_template.jinja`, `chat_template.json`, `tokenizer_config.json`. Of several named templates it is the one called
 * `default`.
 *
 * @throws TesseraeError `model-json` when a place holds something else than a template
 */
export function readChatTemplate(folder: string, tokenizerConfig: JsonObject): string | undefined {
  const jinja = readTextFile(join(folder, 'chat_template.jinja'));
  if (jinja !== undefined) return jinja;
  const file = join(folder, 'chat_template.json');
  const json = readJsonFile(file);
  if (json) return templateOf(json.chat_template, file);
  const inTokenizer = tokenizerConfig.chat_template ?? undefined;
  return inTokenizer === undefined ? undefined : templateOf(inTokenizer, join(folder, 'tokenizer_config.json'));
}

function templateOf(value: unknown, file: string): string {
  if (typeof value === 'string') return value;
  const named = Array.isArray(value) ? value.find((entry) => isRecord(entry) && entry.name === 'default') : undefined;
  if (typeof named?.template === 'string') return named.template;
  throw new TesseraeError('model-json', {
    expected: `a chat_template that is a text, or a list with one called default, in ${file}`,
    received: brief(value),
    action: 'Correct the file or fetch it again.',
  });
}
