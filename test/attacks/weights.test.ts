import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TesseraeError } from '../../src/base/error.js';
import { openModelFolder, readFloat32, readSafetensorsHeader } from '../../src/weights/index.js';
import { failureOf, safetensorsBytes, temporaryFolder, written } from '../../src/weights/weights.testing.js';
import { goldenPath } from '../golden.js';

const at = temporaryFolder();

/** A tensor of the header: F32 by default. */
const tensor = (from: number, to: number, shape: unknown = [(to - from) / 4], dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

/** The message that a header ends in. */
function refused(header: string | Uint8Array | object, data = 0, claimed?: bigint): string {
  const path = written(at('hostile.safetensors'), safetensorsBytes(header, data, claimed));
  return failureOf('safetensors-header', () => readSafetensorsHeader(path));
}

describe('the helper itself', () => {
  it('a correct file passes', () => {
    const path = written(at('good'), safetensorsBytes({ b: tensor(4, 12), a: tensor(0, 4), none: tensor(4, 4) }, 12));
    expect([...readSafetensorsHeader(path).tensors.keys()]).toEqual(['b', 'a', 'none']);
    expect(() => refused({ a: tensor(0, 4) }, 4)).toThrow('nothing was thrown');
  });
});

describe('header length', () => {
  it.each([
    [2n ** 63n, '9223372036854775808 bytes'],
    [2n ** 64n - 1n, '18446744073709551615 bytes'],
    [2n ** 32n, '4294967296 bytes'],
    [3n, '3 bytes'],
    [1n, '1 bytes'],
    [0n, '0 bytes'],
  ])('%s in a file of ten bytes', (claimed, words) => {
    expect(refused('{}', 0, claimed)).toContain(`a header of 2 to 2 bytes`);
    expect(refused('{}', 0, claimed)).toContain(`received ${words}`);
  });

  it.each([0, 1, 7, 8, 9])('a file of %d bytes', (size) => {
    const path = written(at('short'), safetensorsBytes('{}').subarray(0, size));
    expect(failureOf('safetensors-header', () => readSafetensorsHeader(path))).toContain(`received ${size}.`);
  });

  it('more than 100 MB, in a file that is large enough: refused before it is read', () => {
    const path = sparse('large-header', safetensorsBytes('{}', 0, 100_000_001n), 200_000_000)!;
    expect(failureOf('safetensors-header', () => readSafetensorsHeader(path))).toContain('100000000');
  });
});

describe('header text', () => {
  it.each([
    ['[]', 'begins with {'],
    ['null', 'begins with {'],
    [' {}', 'begins with {'],
    ['\ufeff{}', 'begins with {'],
    ['{ ', 'JSON'],
    ['{}x', 'JSON'],
    ["{'a':1}", 'JSON'],
    [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 'UTF-8'],
    [Buffer.from('{"\u0000":1}'), 'JSON'],
  ])('%j', (header, words) => {
    expect(refused(header)).toContain(words);
  });

  it('nesting deeper than any stack', () => {
    const deep = '['.repeat(500_000) + ']'.repeat(500_000);
    expect(refused(`{"a":${deep}}`)).toContain('dtype, shape and data_offsets');
    expect(refused(`{"a":{"dtype":"F32","shape":${deep},"data_offsets":[0,0]}}`)).toContain('shape');
    expect(refused(`{"a":{"dtype":${deep},"shape":[],"data_offsets":[0,0]}}`)).toContain('dtype');
    expect(refused(`{"__metadata__":${deep}}`)).toContain('__metadata__');
    expect(refused(`{"__metadata__":{"a":${deep}}}`)).toContain('__metadata__');
  });

  it('a name of twenty megabytes', () => {
    const name = 'x\\n'.repeat(7_000_000);
    const message = refused(`{"${name}":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}`, 4);
    expect(message.length).toBeLessThan(500);
    const path = written(
      at('long'),
      safetensorsBytes(`{"${name}":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`, 4),
    );
    expect(readSafetensorsHeader(path).tensors.size).toBe(1);
  });
});

describe('names', () => {
  const one = JSON.stringify(tensor(0, 4));

  it.each([
    `{"a":${one},"a":${one}}`,
    `{"a":${one},"\\u0061":${one}}`,
    `{"a":${one} , "a" \n : ${one}}`,
    `{"\\\\":${one},"\\\\":${one}}`,
    `{"__metadata__":{"k":"1","k":"2"},"a":${one}}`,
    `{"__metadata__":{},"__metadata__":{},"a":${one}}`,
    `{"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,4]}}`,
  ])('twice: %s', (header) => {
    expect(refused(header, 4)).toContain('every name once');
  });

  it('that look like syntax are counted right', () => {
    const names = ['":', '":"', '{', '}', '\\', '\\"', '"a":{', '__proto__', 'constructor', '0', ''];
    const entries = names.map((name, i) => `${JSON.stringify(name)}:${JSON.stringify(tensor(4 * i, 4 * i + 4))}`);
    const header = `{"__metadata__":{"a\\":":"\\":"},${entries.join()}}`;
    const path = written(at('names'), safetensorsBytes(header, 4 * names.length));
    expect([...readSafetensorsHeader(path).tensors.keys()].sort()).toEqual([...names].sort());
  });
});

describe('tensors', () => {
  it.each([
    [null],
    [[]],
    ['F32'],
    [{}],
    [{ dtype: 'F32', shape: [1] }],
    [{ ...tensor(0, 4), extra: 1 }],
    [tensor(0, 4, [1], 'F33')],
    [tensor(0, 4, [1], 'f32')],
    [tensor(0, 4, [1], 'toString')],
    [tensor(0, 4, [1], '__proto__')],
    [tensor(0, 4, [1], 4)],
    [tensor(0, 4, 1)],
    [tensor(0, 4, ['1'])],
    [tensor(0, 4, [null])],
    [tensor(0, 4, [[1]])],
    [tensor(0, 4, [-1])],
    [tensor(0, 4, [0.5, 2])],
    [tensor(0, 4, [2 ** 53])],
    [tensor(0, 4, [2])],
    [tensor(0, 4, [2 ** 52, 2 ** 52, 2 ** 52])],
    [
      tensor(
        0,
        4,
        Array(400)
          .fill(2 ** 52)
          .concat(0),
      ),
    ],
    [tensor(0, 4, [0])],
    [tensor(0, 8, [])],
    [tensor(4, 0, [1])],
    [tensor(-4, 0, [1])],
    [{ dtype: 'F32', shape: [1], data_offsets: [0] }],
    [{ dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] }],
    [{ dtype: 'F32', shape: [1], data_offsets: ['0', '4'] }],
    [{ dtype: 'F32', shape: [1], data_offsets: { 0: 0, 1: 4 } }],
  ])('%j', (entry) => {
    expect(refused({ a: entry }, 4)).toContain('"a"');
  });

  it('says that offsets run backwards', () => {
    expect(refused({ a: tensor(4, 0, [1]) }, 4)).toContain('two rising data_offsets');
  });

  it.each([
    ['overlap', { a: tensor(0, 8), b: tensor(4, 12) }, 12, '"b" to start at byte 8'],
    ['the same place', { a: tensor(0, 8), b: tensor(0, 8) }, 8, 'overlaps'],
    ['one inside another', { a: tensor(0, 12), b: tensor(4, 8) }, 12, 'overlaps'],
    ['nothing, in the middle of another', { a: tensor(0, 8), b: tensor(4, 4) }, 8, 'overlaps'],
    ['a gap', { a: tensor(0, 4), b: tensor(8, 12) }, 12, 'leaves a gap'],
    ['a gap at the start', { a: tensor(4, 8) }, 8, 'leaves a gap'],
    ['out of range', { a: tensor(0, 8) }, 4, 'truncated'],
    ['far out of range', { a: tensor(0, 2 ** 50) }, 4, 'truncated'],
    ['bytes behind the last', { a: tensor(0, 4) }, 5, 'extra bytes'],
    ['bytes without tensors', {}, 1, 'extra bytes'],
  ])('%s', (_, header, data, words) => {
    expect(refused(header, data)).toContain(words);
  });

  it.each([[null], [[]], ['a'], [{ a: 1 }], [{ a: null }], [{ a: {} }]])('__metadata__ of %j', (metadata) => {
    expect(refused({ __metadata__: metadata })).toContain('__metadata__');
  });

  it('a tensor beyond all memory, in a file that really has its size but no content', (context) => {
    const bytes = 2 ** 50;
    const header = safetensorsBytes({ a: tensor(0, bytes) });
    const path = sparse('huge', header, header.length + bytes);
    if (!path) return context.skip('the file system has no such files');
    const entry = readSafetensorsHeader(path).tensors.get('a')!;
    failureOf('weights-memory', () => readFloat32(path, entry));
  });
});

describe('files that are none', () => {
  it('a folder, nothing, a pipe', () => {
    mkdirSync(at('folder.safetensors'));
    failureOf('weights-missing', () => readSafetensorsHeader(at('folder.safetensors')));
    failureOf('weights-missing', () => readSafetensorsHeader(at('nowhere')));
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [at('pipe')]);
    failureOf('weights-missing', () => readSafetensorsHeader(at('pipe')));
  });
});

describe('model folders', () => {
  /** A copy of the sharded checkpoint with another index. */
  function withIndex(name: string, index: unknown): string {
    rmSync(at(name), { recursive: true, force: true });
    cpSync(goldenPath('checkpoints', 'text-qwen2'), at(name), { recursive: true });
    written(at(name, 'model.safetensors.index.json'), typeof index === 'string' ? index : JSON.stringify(index));
    return at(name);
  }

  it.each([
    '../secret.safetensors',
    '/etc/passwd',
    'sub/model.safetensors',
    '..',
    '.',
    '',
    'C:\\model.safetensors',
    'a\\b',
    'a\u0000b',
    '.hidden',
    'model.safetensors\n',
    7,
    null,
    ['model-00001-of-00003.safetensors'],
  ])('an index that names %j', (shard) => {
    const folder = withIndex('traversal', { weight_map: { 'model.norm.weight': shard } });
    expect(failureOf('weights-index', () => openModelFolder(folder))).toContain('plain file names');
  });

  it.each([[{}], [{ weight_map: {} }], [{ weight_map: [] }], [{ weight_map: 'a' }], [{ weight_map: null }]])(
    'an index of %j',
    (index) => {
      failureOf('weights-index', () => openModelFolder(withIndex('no-map', index)));
    },
  );

  it('an index that disagrees with its shards', () => {
    const path = goldenPath('checkpoints', 'text-qwen2', 'model.safetensors.index.json');
    const { weight_map: map } = JSON.parse(readFileSync(path, 'utf8')) as { weight_map: Record<string, string> };
    const [name, shard] = Object.entries(map)[0];
    const other = Object.values(map).find((file) => file !== shard)!;
    const { [name]: _, ...less } = map;
    expect(failureOf('weights-index', () => openModelFolder(withIndex('less', { weight_map: less })))).toContain(name);
    failureOf('weights-index', () => openModelFolder(withIndex('moved', { weight_map: { ...map, [name]: other } })));
    failureOf('weights-index', () => openModelFolder(withIndex('more', { weight_map: { ...map, ghost: shard } })));
  });

  it.each([
    'config.json',
    'generation_config.json',
    'preprocessor_config.json',
    'processor_config.json',
    'tokenizer.json',
    'tokenizer_config.json',
    'chat_template.json',
    'model.safetensors.index.json',
  ])('%s that is no JSON object', (file) => {
    for (const content of ['', '{', '[]', 'null', '"a"', Buffer.from('{"a":"\xff"}', 'latin1')]) {
      const folder = withIndex('json', {});
      written(at('json', file), content);
      expect(failureOf('model-json', () => openModelFolder(folder))).toContain(file);
    }
  });

  it('a folder or a pipe in place of a file', () => {
    const folder = withIndex('kinds', {});
    mkdirSync(at('kinds', 'processor_config.json'));
    failureOf('model-json', () => openModelFolder(folder));
    if (process.platform === 'win32') return;
    execFileSync('mkfifo', [at('kinds', 'chat_template.jinja')]);
    execFileSync('rmdir', [at('kinds', 'processor_config.json')]);
    failureOf('model-json', () => openModelFolder(folder));
  });
});

describe('fuzz: a file is read, or ends in a TesseraeError of one line', () => {
  const survives = (content: Uint8Array): void => {
    const path = written(at('fuzz'), content);
    try {
      const { tensors } = readSafetensorsHeader(path);
      let bytes = 0;
      for (const { offset, length } of tensors.values()) {
        expect(offset + length).toBeLessThanOrEqual(content.length);
        bytes += length;
      }
      expect(bytes).toBeLessThanOrEqual(content.length);
    } catch (error) {
      if (!(error instanceof TesseraeError)) throw error;
      expect(error.message).not.toMatch(/[\n\r]/);
    }
  };

  it('any bytes behind a true length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(16), (header, data) => {
        survives(safetensorsBytes(header, data));
      }),
      { numRuns: 200 },
    );
  });

  it('any JSON, and JSON that looks like a header', () => {
    const entry = fc.record(
      {
        dtype: fc.oneof(fc.constantFrom('F32', 'U8', 'BOOL', 'F16'), fc.jsonValue()),
        shape: fc.oneof(fc.array(fc.nat(3), { maxLength: 3 }), fc.jsonValue()),
        data_offsets: fc.oneof(fc.tuple(fc.nat(8), fc.nat(8)), fc.jsonValue()),
      },
      { requiredKeys: ['dtype', 'shape'] },
    );
    const header = fc.dictionary(fc.oneof(fc.string(), fc.constant('__metadata__')), fc.oneof(entry, fc.jsonValue()));
    fc.assert(
      fc.property(fc.oneof(header, fc.jsonValue()), fc.nat(16), (json, data) => {
        survives(safetensorsBytes(JSON.stringify(json), data));
      }),
      { numRuns: 300 },
    );
  });

  it('one changed byte of a real file', () => {
    const real = readFileSync(goldenPath('checkpoints', 'text-mistral', 'model.safetensors'));
    const header = 8 + Number(real.readBigUInt64LE());
    fc.assert(
      fc.property(fc.nat(header - 1), fc.nat(255), (place, value) => {
        const content = Buffer.from(real);
        content[place] = value;
        survives(content);
      }),
      { numRuns: 200 },
    );
  });

  it('a real file, cut anywhere, is refused', () => {
    const real = readFileSync(goldenPath('checkpoints', 'text-mistral', 'model.safetensors'));
    fc.assert(
      fc.property(fc.nat(real.length - 1), (length) => {
        const path = written(at('cut'), real.subarray(0, length));
        failureOf('safetensors-header', () => readSafetensorsHeader(path));
      }),
      { numRuns: 60 },
    );
  });
});

/** A file that has the size but no content behind its beginning; `undefined` where the file system is too small for it. */
function sparse(name: string, beginning: Uint8Array, size: number): string | undefined {
  const path = written(at(name), beginning);
  try {
    truncateSync(path, size);
    return path;
  } catch {
    return undefined;
  }
}
