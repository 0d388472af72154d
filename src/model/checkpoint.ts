import { dirname, join } from '../base/disk.js';
import { TesseraeError } from '../base/error.js';
import type { WeightSource } from '../graph/index.js';
import { type ImageConfig, type ImageOptions, readFrameConfig, readImageConfig } from '../image/index.js';
import { loadTokenizer, type Tokenizer } from '../text/index.js';
import {
  brief,
  canonicalWeights,
  checkWeights,
  externalData,
  loadFloat32,
  type ModelFolder,
  openModelFolder,
  type WeightMap,
} from '../weights/index.js';
import { readJsonFile } from '../weights/json-file.js';
import { checkSizes } from './check-sizes.js';
import {
  type LlavaConfig,
  readLlavaConfig,
  readTextConfig,
  seeingTypes,
  type TextConfig,
  textTypes,
} from './config.js';
import { unsupportedConfig } from './parse-config.js';
import { expectedShapes } from './registry.js';

/** A model folder, read and checked; no numbers are loaded yet. */
export interface Checkpoint {
  folder: ModelFolder;
  /** Present for models that see. */
  llava?: LlavaConfig;
  image?: ImageConfig;
  /** How frames of a video are cut; absent where the model takes none. */
  frame?: ImageConfig;
  text: TextConfig;
  tokenizer: Tokenizer;
  /** Tokenizer of the question that a Q-Former reads; absent in other models. */
  queryTokenizer?: Tokenizer;
  chatTemplate?: string;
  /** Start mark; absent where the model has none. */
  startToken?: string;
  /** End mark; absent where the tokenizer names none. */
  endToken?: string;
  endIds: number[];
  weights: WeightMap;
  /** Folder that the weight files lie in. */
  directory: string;
  /** Where a weight lies: in its file where the runtime can map it, else converted in memory. */
  source(name: string): WeightSource;
  /** A weight's numbers. */
  load(name: string): Float32Array;
}

/**
 * Opens a Hugging Face model folder: a model that sees (`seeingTypes`) or a text model (`textTypes`).
 *
 * @throws TesseraeError `model-type` for other kinds, `config-unsupported`, and the errors of `openModelFolder` and `checkWeights`
 */
export function openCheckpoint(path: string, imageOptions: ImageOptions = {}): Checkpoint {
  const folder = openModelFolder(path);
  const config = folder.config as Record<string, unknown>;
  const kind = String(config.model_type);
  const known: readonly string[] = [...seeingTypes, ...textTypes];
  if (!known.includes(kind)) {
    throw new TesseraeError('model-type', {
      expected: `model_type ${known.slice(0, -1).join(', ')} or ${known.at(-1)}`,
      received: JSON.stringify(config.model_type) ?? 'none',
      action: 'Use a checkpoint of one of these kinds.',
    });
  }
  const llava = seeingTypes.some((type) => type === kind) ? readLlavaConfig(config) : undefined;
  const text = llava?.text ?? readTextConfig(config);
  checkSizes(text, llava);
  const weights = canonicalWeights(folder);
  checkWeights(expectedShapes(llava, text), weights);
  const tokenizerConfig = folder.tokenizerConfig as Record<string, unknown>;
  const tokenizer = loadTokenizer({ tokenizerJson: folder.tokenizerJson, tokenizerConfig });
  const pixels = folder.preprocessorConfig ?? folder.processorConfig;
  const reference = (name: string) => weights.get(name)!;
  // Not always the model folder: the hub's cache links to files that lie elsewhere.
  const directory = dirname(weights.values().next().value!.file);
  return {
    folder,
    llava,
    image: llava && readImageConfig(config, pixels, imageOptions),
    frame:
      llava?.video && readFrameConfig(config, readJsonFile(join(path, 'video_preprocessor_config.json')) ?? pixels),
    text,
    tokenizer,
    queryTokenizer: llava?.qformer && openQueryTokenizer(path),
    chatTemplate: folder.chatTemplate,
    startToken: tokenText(tokenizerConfig.bos_token),
    endToken: tokenText(tokenizerConfig.eos_token),
    endIds: endIds(folder, tokenizer),
    weights,
    directory,
    source: (name) => externalData(reference(name), directory),
    load: (name) => loadFloat32(reference(name)),
  };
}

/** The folder that InstructBLIP's processor keeps its second tokenizer in. */
function openQueryTokenizer(path: string): Tokenizer {
  const folder = join(path, 'qformer_tokenizer');
  const tokenizerJson = readJsonFile(join(folder, 'tokenizer.json'));
  if (tokenizerJson) {
    return loadTokenizer({ tokenizerJson, tokenizerConfig: readJsonFile(join(folder, 'tokenizer_config.json')) ?? {} });
  }
  throw new TesseraeError('model-folder', {
    expected: `tokenizer.json in ${folder}, for the question that the Q-Former reads`,
    received: 'no such file',
    action: 'Use a complete Hugging Face folder.',
  });
}

function tokenText(token: unknown): string | undefined {
  if (typeof token === 'string') return token || undefined;
  return (token as { content?: string } | null | undefined)?.content;
}

/** End tokens by generation_config.json, else config.json, else tokenizer_config.json. */
function endIds({ generationConfig, config, tokenizerConfig }: ModelFolder, tokenizer: Tokenizer): number[] {
  const inner = (config as { text_config?: { eos_token_id?: unknown } }).text_config;
  for (const source of [generationConfig, config, inner] as ({ eos_token_id?: unknown } | undefined)[]) {
    const given = source?.eos_token_id ?? undefined;
    if (given === undefined) continue;
    const ids = [given].flat();
    if (ids.every((id) => Number.isSafeInteger(id))) return ids as number[];
    throw unsupportedConfig('eos_token_id of whole numbers', brief(given));
  }
  const token = tokenText((tokenizerConfig as { eos_token?: unknown }).eos_token);
  const id = token === undefined ? undefined : tokenizer.idOf(token);
  return id === undefined ? [] : [id];
}
