import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { encodeFloat16 } from '../base/float16.js';
import { type Dtype, dtypeBytes, toTypedArray } from './dtype.js';
import { inMemory } from './plain-file.js';
import { readFloat32, readSafetensorsHeader, readTensor } from './safetensors.js';
import { failureOf, temporaryFolder, written } from './weights.testing.js';
import { type TensorData, writeSafetensors } from './write-safetensors.js';

const at = temporaryFolder();

const goldenFiles = readdirSync(goldenPath(), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.safetensors'))
  .sort();

/** All tensors of a file, ready to be written. */
function readAll(path: string): { tensors: Map<string, TensorData>; metadata: Record<string, string> } {
  const { tensors, metadata } = readSafetensorsHeader(path);
  const data = [...tensors].map(([name, entry]) => {
    return [name, { dtype: entry.dtype, shape: entry.shape, data: readTensor(path, entry) }] as const;
  });
  return { tensors: new Map(data), metadata };
}

describe('golden', () => {
  it('there are files', () => expect(goldenFiles.length).toBeGreaterThan(30));

  it.each(goldenFiles)('%s, read and written, is what the reference library wrote', (name) => {
    const { tensors, metadata } = readAll(goldenPath(name));
    // Backwards: the order must not matter.
    writeSafetensors(at('copy.safetensors'), new Map([...tensors].reverse()), metadata);
    const same = readFileSync(at('copy.safetensors')).equals(readFileSync(goldenPath(name)));
    expect(same).toBe(true);
  });
});

describe('round trip: law', () => {
  const tensor = fc
    .tuple(fc.constantFrom(...(Object.keys(dtypeBytes) as Dtype[])), fc.array(fc.nat(3), { maxLength: 3 }), fc.nat(255))
    .map(([dtype, shape, fill]): TensorData => {
      const bytes = shape.reduce((product, size) => product * size, dtypeBytes[dtype]);
      const data = Uint8Array.from({ length: bytes }, (_, i) => fill + i * 37);
      return { dtype, shape, data: toTypedArray(data.buffer, dtype) };
    });
  const name = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', 'constructor', '2', '10', '"', '\\', '{"a":'),
  );
  const metadata = fc.dictionary(name, fc.string());

  it('names, types, shapes, bits and metadata come back; every tensor is aligned', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, tensor)), metadata, (list, metadata) => {
        const tensors = new Map(list.filter(([name]) => name !== '__metadata__'));
        const path = at('law.safetensors');
        writeSafetensors(path, tensors, metadata);
        const back = readAll(path);
        expect(Object.entries(back.metadata).sort()).toEqual(Object.entries(metadata).sort());
        expect([...back.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
        for (const [name, { dtype, shape, data }] of tensors) {
          const found = back.tensors.get(name)!;
          expect([found.dtype, found.shape]).toEqual([dtype, shape]);
          const bits = (view: ArrayBufferView) => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
          expect(bits(found.data).equals(bits(data))).toBe(true);
        }
        for (const { offset, dtype } of readSafetensorsHeader(path).tensors.values()) {
          expect(offset % dtypeBytes[dtype]).toBe(0);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('readFloat32', () => {
  const path = () => at('types.safetensors');
  const read = (name: string) => readFloat32(path(), readSafetensorsHeader(path()).tensors.get(name)!);

  it('converts floating-point types and refuses others', () => {
    const shape = [3];
    const values = [1.5, -0.25, 2 ** -20];
    writeSafetensors(
      path(),
      new Map<string, TensorData>([
        ['f64', { dtype: 'F64', shape, data: Float64Array.of(0.1, -0.25, 1e300) }],
        ['f32', { dtype: 'F32', shape, data: Float32Array.from(values) }],
        ['f16', { dtype: 'F16', shape, data: encodeFloat16(Float32Array.from(values)) }],
        ['bf16', { dtype: 'BF16', shape, data: Uint16Array.of(0x3fc0, 0xbe80, 0x3580) }],
        ['i32', { dtype: 'I32', shape, data: Int32Array.of(1, 2, 3) }],
      ]),
    );
    expect([...read('f64')]).toEqual([Math.fround(0.1), -0.25, Number.POSITIVE_INFINITY]);
    for (const name of ['f32', 'f16', 'bf16']) expect([...read(name)], name).toEqual(values);
    expect(failureOf('weight-dtype', () => read('i32'))).toContain('received I32');
  });

  it('a file that was cut after its header was read', () => {
    const file = at('cut.safetensors');
    writeSafetensors(file, new Map([['w', { dtype: 'F32', shape: [4], data: new Float32Array(4) }]]));
    const entry = readSafetensorsHeader(file).tensors.get('w')!;
    written(file, readFileSync(file).subarray(0, -1));
    expect(failureOf('weights-read', () => readFloat32(file, entry))).toContain('16 bytes');
  });

  it('what no memory can hold', () => {
    const message = failureOf('weights-memory', () =>
      inMemory('a.safetensors', 2 ** 52, () => new Uint8Array(2 ** 52)),
    );
    expect(message).toContain('a.safetensors');
  });

  it('allocates nothing for a tensor that its file does not have', () => {
    const entry = { dtype: 'F32', shape: [2 ** 50], offset: 8, length: 2 ** 52 } as const;
    expect(failureOf('weights-read', () => readFloat32(written(at('small'), 'abc'), entry))).toContain('ends at 3');
  });
});

describe('writeSafetensors', () => {
  const good: TensorData = { dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) };

  it('pads the header to eight bytes with blanks', () => {
    for (const name of ['a', 'ab', 'abc', 'abcd', 'ä']) {
      writeSafetensors(at('padded'), new Map([[name, good]]));
      const bytes = readFileSync(at('padded'));
      const length = Number(bytes.readBigUInt64LE());
      expect(length % 8).toBe(0);
      expect(bytes.length).toBe(8 + length + 8);
      expect(bytes.toString('utf8', 8, 8 + length)).toMatch(/^\{.*\} {0,7}$/);
    }
  });

  it('writes equal bytes for equal metadata, in whatever order it comes', () => {
    const bytes = [
      { a: '1', b: '2' },
      { b: '2', a: '1' },
    ].map((metadata) => {
      writeSafetensors(at('metadata'), new Map([['w', good]]), metadata);
      return readFileSync(at('metadata'), 'latin1');
    });
    expect(bytes[1]).toBe(bytes[0]);
  });

  it('leaves the old file, and no other, when a tensor is wrong', () => {
    const file = at('atomic', 'model.safetensors');
    writeSafetensors(file, new Map([['old', good]]));
    const wrong: [string, TensorData][] = [
      ['short', { ...good, shape: [3] }],
      ['fraction', { ...good, shape: [0.5, 4] }],
      ['negative', { ...good, shape: [-1, -2] }],
      ['type', { ...good, dtype: 'F33' as Dtype }],
      ['__metadata__', good],
    ];
    for (const [name, tensor] of wrong) {
      const tensors = new Map([
        ['good', good],
        [name, tensor],
      ]);
      expect(failureOf('safetensors-tensor', () => writeSafetensors(file, tensors))).toContain(name);
    }
    expect([...readSafetensorsHeader(file).tensors.keys()]).toEqual(['old']);
    expect(readdirSync(dirname(file))).toEqual([basename(file)]);
  });

  it('says when the disk refuses, and leaves nothing behind', () => {
    const parent = at('occupied');
    mkdirSync(join(parent, 'model.safetensors', 'inner'), { recursive: true });
    const file = join(parent, 'model.safetensors');
    expect(failureOf('weights-write', () => writeSafetensors(file, new Map([['w', good]])))).toContain(file);
    expect(readdirSync(parent)).toEqual(['model.safetensors']);
    writeFileSync(at('a-file'), '');
    failureOf('weights-write', () => writeSafetensors(at('a-file', 'model.safetensors'), new Map([['w', good]])));
  });

  it('writes the bytes that a view shows, not its whole buffer', () => {
    const data = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
    writeSafetensors(at('view'), new Map([['w', { dtype: 'F32', shape: [2], data }]]));
    const { tensors } = readSafetensorsHeader(at('view'));
    expect([...readFloat32(at('view'), tensors.get('w')!)]).toEqual([2, 3]);
  });
});
