import { TesseraeError } from '../../base/error.js';
import { blockSize } from '../quantise/block-scale.js';

/** How numbers are stored: in blocks of 4- or 8-bit codes, as float16, as float32. */
export const STORAGES = ['q4', 'q8', 'fp16', 'fp32'] as const;

export type Storage = (typeof STORAGES)[number];

/** Parts of a model that may be stored differently. */
export const PARTS = ['vision', 'projector', 'embeddings', 'decoder', 'head'] as const;

export type Part = (typeof PARTS)[number];

export type PartStorages = Readonly<Record<Part, Storage>>;

/**
 * What one word stands for. Tower and projector are a small share of a model and all of its sight, so that they stay exact; the
 * embedding table is only looked up, which blocks would not make faster; the head decides between words that lie close.
 */
const presets: Readonly<Record<Storage, PartStorages>> = {
  q4: { vision: 'fp32', projector: 'fp32', embeddings: 'fp16', decoder: 'q4', head: 'q8' },
  q8: { vision: 'fp32', projector: 'fp32', embeddings: 'fp16', decoder: 'q8', head: 'q8' },
  fp16: { vision: 'fp16', projector: 'fp16', embeddings: 'fp16', decoder: 'fp16', head: 'fp16' },
  fp32: { vision: 'fp32', projector: 'fp32', embeddings: 'fp32', decoder: 'fp32', head: 'fp32' },
};

/**
 * The storage of every part.
 *
 * @throws TesseraeError `convert-options` for embeddings in blocks, which nothing could look up
 */
export function partStorages(storage: Storage, parts: Partial<PartStorages> = {}): PartStorages {
  const result = { ...presets[storage], ...parts };
  if (result.embeddings === 'fp16' || result.embeddings === 'fp32') return result;
  throw new TesseraeError('convert-options', {
    expected: 'embeddings as fp16 or fp32: rows are looked up, not multiplied',
    received: result.embeddings,
    action: 'Leave embeddings out, or choose one of the two.',
  });
}

/** The part that a weight belongs to, by the hub's name. */
export function partOf(name: string): Part {
  if (name.startsWith('vision_tower.') || name.startsWith('vision_model.')) return 'vision';
  if (!name.startsWith('language_model.')) return 'projector';
  if (name.endsWith('embed_tokens.weight')) return 'embeddings';
  return name.includes('.lm_head.') ? 'head' : 'decoder';
}

/** Weights that the model definitions only multiply with. */
const multiplied = /\.(?:[qkvo]_proj|out_proj|gate_proj|up_proj|down_proj|fc1|fc2|linear_1|linear_2|lm_head)\.weight$/;

/**
 * How a weight is stored. Vectors, filters and tables of positions are small and stay float32 beside blocks; a matrix whose
 * rows are not whole blocks stays float16.
 *
 * @param name the hub's name
 */
export function storageOf(name: string, shape: readonly number[], parts: PartStorages): Storage {
  const wanted = parts[partOf(name)];
  if (shape.length < 2) return 'fp32';
  if (wanted === 'fp16' || wanted === 'fp32') return wanted;
  if (shape.length > 2 || !multiplied.test(name)) return 'fp32';
  return shape[1] % blockSize === 0 ? wanted : 'fp16';
}
