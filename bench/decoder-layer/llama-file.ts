import { type BlockPool, cut, q4Bytes } from './block-pool.js';
import { type GgufTensor, type GgufValue, writeGguf } from './gguf.js';
import { type Matrix, matricesOf, rowBlocks } from './matrices.js';
import { plainWeights } from './plain-weights.js';
import type { DecoderShape } from './shape.js';

/** Writes the same decoder as `writeOwnFile` does, for llama.cpp. @returns the size of the file */
export function writeLlamaFile(path: string, shape: DecoderShape, layers: number, pool: BlockPool): number {
  const plain = plainWeights(shape, layers).map(
    ({ llama, sizes, values }): GgufTensor => ({
      name: llama,
      type: 'f32',
      sizes,
      bytes: values.byteLength,
      data: () => new Uint8Array(values.buffer),
    }),
  );
  const matrices = matricesOf(shape, layers).map(
    (matrix): GgufTensor => ({
      name: matrix.llama,
      type: 'q4_0',
      sizes: [matrix.columns, matrix.rows],
      bytes: matrix.rows * rowBlocks(matrix) * q4Bytes,
      data: () => matrixBytes(matrix, shape, pool),
    }),
  );
  return writeGguf(path, { ...architecture(shape, layers), ...vocabulary(shape) }, [...plain, ...matrices]);
}

function matrixBytes(matrix: Matrix, shape: DecoderShape, pool: BlockPool): Uint8Array {
  const blocks = rowBlocks(matrix);
  const bytes = cut(pool.q4, q4Bytes, matrix.first, matrix.rows * blocks);
  if (!matrix.rotated) return bytes;
  const rowBytes = blocks * q4Bytes;
  const permuted = new Uint8Array(bytes.length);
  for (let row = 0; row < matrix.rows; row++) {
    const from = rotatedRow(row, shape.width / shape.heads) * rowBytes;
    permuted.set(bytes.subarray(from, from + rowBytes), row * rowBytes);
  }
  return permuted;
}

/**
 * Rotation turns pairs of a head's rows: i and i + d/2 in Hugging Face's order, 2i and 2i + 1 in llama.cpp's.
 *
 * @returns the row in the former order that stands at `row` in the latter
 */
export function rotatedRow(row: number, headWidth: number): number {
  const inside = row % headWidth;
  return row - inside + (inside >> 1) + (inside % 2) * (headWidth / 2);
}

function architecture(shape: DecoderShape, layers: number): Record<string, GgufValue> {
  return {
    'general.architecture': { string: 'llama' },
    'general.name': { string: shape.name },
    'general.file_type': { uint32: 2 },
    'llama.context_length': { uint32: shape.contextLength },
    'llama.embedding_length': { uint32: shape.width },
    'llama.block_count': { uint32: layers },
    'llama.feed_forward_length': { uint32: shape.mlpWidth },
    'llama.attention.head_count': { uint32: shape.heads },
    'llama.attention.head_count_kv': { uint32: shape.heads },
    'llama.attention.layer_norm_rms_epsilon': { float32: shape.epsilon },
    'llama.rope.dimension_count': { uint32: shape.width / shape.heads },
    'llama.rope.freq_base': { float32: shape.ropeBase },
    'llama.vocab_size': { uint32: shape.vocabulary },
  };
}

/** Kinds of tokens in GGUF. */
const [normal, unknown, control, byte] = [1, 2, 3, 6];

/** A vocabulary that llama.cpp accepts: marks, all bytes, and as many words as are missing. No text is ever read with it. */
function vocabulary({ vocabulary }: DecoderShape): Record<string, GgufValue> {
  const tokens: [string, number][] = [
    ['<unk>', unknown],
    ['<s>', control],
    ['</s>', control],
    ...Array.from({ length: 256 }, (_, i): [string, number] => [
      `<0x${i.toString(16).toUpperCase().padStart(2, '0')}>`,
      byte,
    ]),
  ];
  while (tokens.length < vocabulary) tokens.push([`word${tokens.length}`, normal]);
  return {
    'tokenizer.ggml.model': { string: 'llama' },
    'tokenizer.ggml.tokens': { strings: tokens.map(([text]) => text) },
    'tokenizer.ggml.scores': { floats: tokens.map((_, i) => -i) },
    'tokenizer.ggml.token_type': { int32s: tokens.map(([, type]) => type) },
    'tokenizer.ggml.unknown_token_id': { uint32: 0 },
    'tokenizer.ggml.bos_token_id': { uint32: 1 },
    'tokenizer.ggml.eos_token_id': { uint32: 2 },
    'tokenizer.ggml.add_bos_token': { bool: false },
    'tokenizer.ggml.add_eos_token': { bool: false },
  };
}
