import { cpSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random.js';
import { TextDecoder } from '../../generate/text-decoder.js';
import { openCheckpoint } from '../../model/checkpoint.js';
import { openModelFolder } from '../folder.js';
import type { JsonObject } from '../json-file.js';
import { readSafetensorsHeader } from '../safetensors.js';
import { externalData, loadFloat32, type WeightMap } from '../weight-reference.js';
import { failureOf, temporaryFolder } from '../weights.testing.js';
import { writeModelFolder } from '../write-folder.js';
import { type TensorData, writeSafetensors } from '../write-safetensors.js';
import type { Bits } from './block-scale.js';
import { joinQuantised } from './join-quantised.js';
import { dequantiseMatrix, quantiseMatrix } from './quantise-matrix.js';

const nano = 'models/tesserae-nano';
const at = temporaryFolder();
const quantization = { format: 'tesserae-blocks', block: 32, activations: 'float32' } as const;

/** nano with the matrices of its first decoder layer in blocks, or (`plain`) as the numbers that the blocks stand for. */
function writeNano(path: string, bits: Bits, plain = false): void {
  const { config, weights } = openModelFolder(nano);
  const tensors = new Map<string, TensorData>();
  for (const [name, reference] of weights) {
    const data = loadFloat32(reference);
    if (!/language_model.*layers\.0\..*proj\.weight$/.test(name))
      tensors.set(name, { ...reference, dtype: 'F32', data });
    else {
      const [rows, columns] = reference.shape;
      const matrix = quantiseMatrix(data, rows, columns, bits);
      const blocks = matrix.scales.length / rows;
      if (plain) tensors.set(name, { dtype: 'F32', shape: [rows, columns], data: dequantiseMatrix(matrix) });
      else {
        tensors.set(name, { dtype: 'U8', shape: [rows, blocks, 4 * bits], data: matrix.codes });
        tensors.set(name.replace(/weight$/, 'scales'), { dtype: 'F32', shape: [rows, blocks], data: matrix.scales });
      }
    }
  }
  writeModelFolder(path, { config: plain ? config : { ...config, quantization }, tensors });
  for (const file of ['tokenizer.json', 'tokenizer_config.json', 'preprocessor_config.json']) {
    cpSync(`${nano}/${file}`, `${path}/${file}`);
  }
}

/** Logits of a prompt's last position, then of one step more. */
async function logitsOf(path: string): Promise<{ logits: number[]; matrix: Float32Array }> {
  const checkpoint = openCheckpoint(path);
  const decoder = await TextDecoder.open(checkpoint, 1);
  const embeddings = await decoder.embed([5, 60, 7, 200, 31]);
  const { logits, state } = await decoder.prefill(embeddings);
  const next = await decoder.next(state, 9);
  await decoder.dispose();
  return {
    logits: [...logits, ...next],
    matrix: checkpoint.load('language_model.model.layers.0.mlp.down_proj.weight'),
  };
}

describe('a folder with matrices in blocks', () => {
  it.each<Bits>([4, 8])('%d bits: computes what it would with the numbers that the blocks stand for', async (bits) => {
    writeNano(at(`blocks-${bits}`), bits);
    writeNano(at(`plain-${bits}`), bits, true);
    const [inBlocks, plain] = [await logitsOf(at(`blocks-${bits}`)), await logitsOf(at(`plain-${bits}`))];
    expect(inBlocks.matrix).toEqual(plain.matrix);
    const spread = Math.max(...plain.logits.map(Math.abs));
    plain.logits.forEach((value, i) => {
      expect(Math.abs(inBlocks.logits[i] - value) / spread).toBeLessThan(1e-4);
    });
  });

  it('points into the file, and loads what lies elsewhere', () => {
    const random = new Random(1);
    const matrix = quantiseMatrix(
      Float32Array.from({ length: 64 }, () => random.normal()),
      2,
      32,
      4,
    );
    const tensors = new Map<string, TensorData>([
      ['a.weight', { dtype: 'U8', shape: [2, 1, 16], data: matrix.codes }],
      ['a.scales', { dtype: 'F32', shape: [2, 1], data: matrix.scales }],
    ]);
    const file = at('model.safetensors');
    writeSafetensors(file, tensors);
    const entries = [...readSafetensorsHeader(file).tensors].map(
      ([name, entry]) => [name, { ...entry, file }] as const,
    );
    const weights = joinQuantised(new Map(entries), { quantization });
    expect([...weights.keys()]).toEqual(['a.weight']);
    const reference = weights.get('a.weight')!;
    expect(reference.shape).toEqual([2, 32]);
    const place = (name: string) => {
      const { offset, length } = new Map(entries).get(name)!;
      return { location: 'model.safetensors', offset, length };
    };
    const common = { bits: 4, block: 32, activations: 'float32' };
    const inFile = { ...common, codes: place('a.weight'), scales: place('a.scales') };
    expect(externalData(reference, at())).toEqual(inFile);
    const bytes = new Uint8Array(matrix.scales.buffer);
    expect(externalData(reference, '/elsewhere')).toEqual({
      ...common,
      codes: { data: matrix.codes },
      scales: { data: bytes },
    });
  });
});

describe('refused', () => {
  const entry = (dtype: 'U8' | 'F32', shape: number[]) => ({ dtype, shape, file: 'f', offset: 0, length: 0 });
  const join =
    (tensors: object, config: JsonObject = { quantization }) =>
    () =>
      joinQuantised(new Map(Object.entries(tensors)) as WeightMap, config);

  it.each<[string, object]>([
    ['scales without codes', { 'a.scales': entry('F32', [2, 3]) }],
    ['codes that are floats', { 'a.scales': entry('F32', [2, 3]), 'a.weight': entry('F32', [2, 3, 16]) }],
    ['scales of another type', { 'a.scales': entry('U8', [2, 3]), 'a.weight': entry('U8', [2, 3, 16]) }],
    ['another number of rows', { 'a.scales': entry('F32', [2, 3]), 'a.weight': entry('U8', [4, 3, 16]) }],
    ['blocks of another size', { 'a.scales': entry('F32', [2, 3]), 'a.weight': entry('U8', [2, 3, 24]) }],
    ['scales with one axis', { 'a.scales': entry('F32', [6]), 'a.weight': entry('U8', [6, 16]) }],
  ])('%s', (_, tensors) => {
    expect(failureOf('weights-quantised', join(tensors))).toContain('a.weight');
  });

  it.each<[string, unknown]>([
    ['another format', { ...quantization, format: 'gptq' }],
    ['another block', { ...quantization, block: 64 }],
    ['an unknown key', { ...quantization, group: 1 }],
    ['no object', 4],
  ])('a configuration with %s', (_, given) => {
    failureOf('config-unsupported', join({}, { quantization: given } as JsonObject));
  });

  it('without a word in the configuration nothing is joined', () => {
    const tensors = { 'a.scales': entry('F32', [2, 3]), 'a.weight': entry('U8', [2, 3, 16]) };
    expect([...join(tensors, {})().keys()]).toEqual(['a.scales', 'a.weight']);
  });
});
