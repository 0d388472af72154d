import { mkdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { openModelFolder } from './folder.js';
import { externalData, loadFloat32, type WeightReference } from './weight-reference.js';
import { safetensorsBytes, temporaryFolder, written } from './weights.testing.js';
import { writeSafetensors } from './write-safetensors.js';

const at = temporaryFolder();

function referenceTo(file: string, changes: Partial<WeightReference> = {}): WeightReference {
  return { file, dtype: 'F32', shape: [2], offset: 64, length: 8, ...changes };
}

describe('externalData', () => {
  it('points into the file for float32', () => {
    const folder = openModelFolder(goldenPath('checkpoints', 'llava'));
    for (const reference of folder.weights.values()) {
      const { offset, length, file } = reference;
      expect(externalData(reference, dirname(file))).toEqual({ location: 'model.safetensors', offset, length });
    }
  });

  it('converts other types', () => {
    const folder = openModelFolder(goldenPath('checkpoints', 'llava-bf16'));
    const reference = folder.weights.get('language_model.model.norm.weight')!;
    const { data } = externalData(reference, dirname(reference.file)) as { data: Uint8Array };
    expect(data.byteLength).toBe(48 * 4);
    expect(new Float32Array(data.buffer, data.byteOffset, 48)).toEqual(loadFloat32(reference));
  });

  it('loads what the runtime could not map', () => {
    mkdirSync(at('a'));
    mkdirSync(at('b'));
    const data = Float32Array.of(3, 4);
    writeSafetensors(at('a', 'model.safetensors'), new Map([['w', { dtype: 'F32', shape: [2], data }]]));
    const bytes = { data: new Uint8Array(data.buffer) };
    expect(externalData(referenceTo(at('a', 'model.safetensors')), at('b'))).toEqual(bytes);
    // A header that is not padded puts the data at an odd place.
    const odd = written(at('a', 'odd'), Buffer.concat([safetensorsBytes('x'.repeat(57)), bytes.data]));
    expect(externalData(referenceTo(odd, { offset: 65 }), at('a'))).toEqual(bytes);
    expect(externalData(referenceTo(odd, { shape: [0], length: 0 }), at('a'))).toEqual({ data: new Uint8Array() });
  });
});

describe('loadFloat32', () => {
  it.each([
    ['llava', 'F32'],
    ['text-mistral', 'F16'],
    ['llava-bf16', 'BF16'],
  ])('%s, %s: every weight is finite and of its shape', (name, dtype) => {
    for (const reference of openModelFolder(goldenPath('checkpoints', name)).weights.values()) {
      expect(reference.dtype).toBe(dtype);
      const values = loadFloat32(reference);
      expect(values.length).toBe(reference.shape.reduce((product, size) => product * size, 1));
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values.some((value) => value !== 0)).toBe(true);
      expect(reference.file).toBe(realpathSync(reference.file));
    }
  });
});
