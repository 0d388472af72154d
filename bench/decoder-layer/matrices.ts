import { blockSize } from './block-pool.js';
import type { DecoderShape } from './shape.js';

/** A matrix `[rows, columns]` of the decoder, cut from the pool of blocks. */
export interface Matrix {
  /** Name in Hugging Face's folders, which the library uses. */
  own: string;
  /** Name in GGUF files. */
  llama: string;
  rows: number;
  columns: number;
  /** The pool's block that it begins with. */
  first: number;
  /** Rows are rotated in pairs; where, differs between the two. */
  rotated: boolean;
}

/** Distance in the pool between the first blocks of neighbouring matrices. */
const stride = 40_961;

/** All quantised matrices of a decoder: those of its layers, and the head. */
export function matricesOf(shape: DecoderShape, layers: number): Matrix[] {
  const { width, mlpWidth, vocabulary } = shape;
  const parts = [
    ['self_attn.q_proj', 'attn_q', width, width],
    ['self_attn.k_proj', 'attn_k', width, width],
    ['self_attn.v_proj', 'attn_v', width, width],
    ['self_attn.o_proj', 'attn_output', width, width],
    ['mlp.gate_proj', 'ffn_gate', mlpWidth, width],
    ['mlp.up_proj', 'ffn_up', mlpWidth, width],
    ['mlp.down_proj', 'ffn_down', width, mlpWidth],
  ] as const;
  const head = { own: 'language_model.lm_head.weight', llama: 'output.weight', rows: vocabulary, columns: width };
  return [
    { ...head, first: 0, rotated: false },
    ...Array.from({ length: layers }, (_, layer) =>
      parts.map(([own, llama, rows, columns], i) => ({
        own: `language_model.model.layers.${layer}.${own}.weight`,
        llama: `blk.${layer}.${llama}.weight`,
        rows,
        columns,
        first: stride * (1 + layer * parts.length + i),
        rotated: i < 2,
      })),
    ).flat(),
  ];
}

/** Blocks of one row. */
export const rowBlocks = ({ columns }: Matrix) => columns / blockSize;

/** Weights of one layer that are stored in blocks. */
export const layerWeights = ({ width, mlpWidth }: DecoderShape) => 4 * width ** 2 + 3 * width * mlpWidth;
