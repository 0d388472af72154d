import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import { openModelFolder } from '../folder.js';
import { canonicalWeights } from '../names.js';
import { readTensor } from '../safetensors.js';
import { loadFloat32 } from '../weight-reference.js';
import { temporaryFolder } from '../weights.testing.js';
import { writeModelFolder } from '../write-folder.js';
import { type ConvertOptions, convertModel } from './convert-model.js';
import { partStorages, type Storage, storageOf } from './storage.js';

const at = temporaryFolder();
const llava = goldenPath('checkpoints', 'llava');
/** The rows of its matrices are whole blocks. */
const nano = fileURLToPath(new URL('../../../models/tesserae-nano', import.meta.url));

const weightsOf = (folder: string) => canonicalWeights(openModelFolder(folder));
const hashOf = (folder: string) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'model.safetensors')))
    .digest('hex');
const failure = (source: string, target: string, options: ConvertOptions) =>
  convertModel(source, target, { threads: 0, ...options }).then(
    () => 'nothing was thrown',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

describe('how a weight is stored', () => {
  const q4 = partStorages('q4', { vision: 'q8' });
  const layer = 'language_model.model.layers.0';

  it.each<[string, number[], Storage]>([
    [`${layer}.mlp.up_proj.weight`, [64, 64], 'q4'],
    [`${layer}.mlp.up_proj.weight`, [64, 48], 'fp16'],
    [`${layer}.input_layernorm.weight`, [64], 'fp32'],
    ['language_model.model.embed_tokens.weight', [99, 64], 'fp16'],
    ['language_model.lm_head.weight', [99, 64], 'q8'],
    ['vision_tower.vision_model.encoder.layers.0.self_attn.out_proj.weight', [64, 64], 'q8'],
    ['vision_tower.vision_model.embeddings.position_embedding.weight', [577, 64], 'fp32'],
    ['vision_tower.vision_model.embeddings.patch_embedding.weight', [64, 3, 14, 14], 'fp32'],
    ['multi_modal_projector.linear_1.weight', [64, 64], 'fp32'],
    ['image_newline', [64], 'fp32'],
  ])('%s %j: %s', (name, shape, storage) => expect(storageOf(name, shape, q4)).toBe(storage));

  it('refuses to put embeddings in blocks', () => {
    expect(() => partStorages('q4', { embeddings: 'q4' })).toThrow(
      expect.objectContaining({ code: 'convert-options' }),
    );
  });
});

describe('a converted model', () => {
  it.each<[Storage, number]>([
    ['fp32', 0],
    ['fp16', 6e-4],
    ['q8', 0.01],
    ['q4', 0.1],
  ])('in %s has all weights, off by at most %d of their length', async (dtype, most) => {
    const report = await convertModel(nano, at(dtype), { dtype, threads: 2 });
    const [before, after] = [weightsOf(nano), weightsOf(at(dtype))];
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [name, reference] of before) {
      expect(after.get(name)!.shape).toEqual(reference.shape);
      const [a, b] = [loadFloat32(reference), loadFloat32(after.get(name)!)];
      const [error, length] = [
        a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0),
        a.reduce((sum, x) => sum + x ** 2, 0),
      ];
      expect([name, error <= most ** 2 * length]).toEqual([name, true]);
    }
    expect(Object.values(report.weights).reduce((a, b) => a + b)).toBe(openModelFolder(nano).weights.size);
    if (dtype.startsWith('q')) {
      expect(report.weights[dtype]).toBeGreaterThan(0);
      expect(openModelFolder(at(dtype)).config.quantization).toEqual({ format: 'tesserae-blocks', block: 32 });
      expect(report.bytes.target).toBeLessThan(report.bytes.source);
    }
  });

  it('keeps every other file, and is whole when it is there', async () => {
    await convertModel(llava, at('files'), { dtype: 'q8', threads: 0 });
    const others = (folder: string) => readdirSync(folder).filter((name) => !/^config\.json$|safetensors/.test(name));
    expect(others(at('files'))).toEqual(others(llava));
    for (const name of others(llava)) expect(readFileSync(at('files', name))).toEqual(readFileSync(join(llava, name)));
    expect(readdirSync(at()).filter((name) => /tmp-|\.lock/.test(name))).toEqual([]);
  });

  it('has the same bytes on any number of threads, and a second time', async () => {
    for (const [name, threads] of [
      ['none', 0],
      ['one', 1],
      ['three', 3],
    ] as const) {
      await convertModel(nano, at(name), { dtype: 'q4', threads });
    }
    await convertModel(nano, at('three'), { dtype: 'q4', threads: 2 });
    expect(new Set(['none', 'one', 'three'].map((name) => hashOf(at(name)))).size).toBe(1);
  });

  it('rows that are cut anywhere are the rows of the whole', async () => {
    // 5.2 million numbers: more than one cut.
    const { config, tokenizerJson } = openModelFolder(llava);
    const [rows, columns] = [1300, 4032];
    const data = Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(i * 1.7) + 0.001 * (i % columns));
    const name = 'language_model.model.layers.0.mlp.up_proj.weight';
    const tensors = new Map([[name, { dtype: 'F32' as const, shape: [rows, columns], data }]]);
    writeModelFolder(at('long'), { config, tensors, files: { 'tokenizer.json': tokenizerJson } });
    await convertModel(at('long'), at('long-fp32'), { dtype: 'fp32', threads: 2 });
    const after = openModelFolder(at('long-fp32')).weights.get(name)!;
    expect(Buffer.from(readTensor(after.file, after).buffer).equals(Buffer.from(data.buffer))).toBe(true);
  });
});

describe('what cannot be converted leaves nothing behind', () => {
  const left = () => readdirSync(at()).filter((name) => name.startsWith('bad'));

  it('a model that is in blocks, the model itself, a folder of something else', async () => {
    await convertModel(nano, at('blocks'), { dtype: 'q8', threads: 2 });
    expect(await failure(at('blocks'), at('bad'), { dtype: 'q4' })).toMatch(/^convert-source: .*quantization/);
    expect(await failure(at('blocks'), at('blocks'), { dtype: 'q4' })).toMatch(/^convert-options|^convert-source/);
    expect(await failure(llava, llava, { dtype: 'q4' })).toMatch(/^convert-options: .*another folder/);
    mkdirSync(at('notes'));
    writeFileSync(at('notes', 'diary.txt'), 'dear');
    expect(await failure(llava, at('notes'), { dtype: 'q4' })).toMatch(/^model-folder-write: .*diary/);
    expect(readdirSync(at('notes'))).toEqual(['diary.txt']);
    expect(left()).toEqual([]);
  });

  it.each<[Storage, number, number]>([
    ['fp16', 1e6, 0],
    ['fp16', Number.NaN, 2],
    ['q4', Number.POSITIVE_INFINITY, 1],
  ])('numbers that %s cannot hold: %d', async (dtype, value, threads) => {
    const { config, tokenizerJson } = openModelFolder(llava);
    const name = 'language_model.model.layers.0.mlp.up_proj.weight';
    const tensors = new Map([
      [name, { dtype: 'F32' as const, shape: [1, 32], data: new Float32Array(32).fill(value) }],
    ]);
    writeModelFolder(at('wild'), { config, tensors, files: { 'tokenizer.json': tokenizerJson } });
    expect(await failure(at('wild'), at('bad'), { dtype, threads })).toMatch(/^convert-values: .*up_proj/);
    expect(left()).toEqual([]);
  });

  it('a signal', async () => {
    const stop = new AbortController();
    const run = convertModel(llava, at('bad'), {
      dtype: 'q4',
      threads: 0,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(run).rejects.toThrow(/abort/i);
    expect(left()).toEqual([]);
  });
});

describe('several processes', () => {
  const child = (target: string) => {
    const module = new URL('../../../dist/weights/index.js', import.meta.url).href;
    const code = `
      const { convertModel } = await import(${JSON.stringify(module)});
      let told = false;
      await convertModel(${JSON.stringify(llava)}, ${JSON.stringify(target)}, { dtype: 'q4', threads: 1,
        onProgress: () => { if (!told) { told = true; process.stdout.write('going'); } if (process.argv[2]) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50); } });`;
    const file = `${target}.mjs`;
    writeFileSync(file, code);
    return file;
  };
  const ended = (process: ReturnType<typeof spawn>) =>
    new Promise<number | null>((resolve) => process.on('exit', (code) => resolve(code)));

  it('that write one target wait for each other; the result is whole', async () => {
    const file = child(at('shared'));
    const codes = await Promise.all([1, 2, 3].map(() => ended(spawn(process.execPath, [file]))));
    expect(codes).toEqual([0, 0, 0]);
    await convertModel(llava, at('alone'), { dtype: 'q4', threads: 0 });
    expect(hashOf(at('shared'))).toBe(hashOf(at('alone')));
  });

  it('one that is killed leaves no model, and the next run takes its rest away', async () => {
    const process_ = spawn(process.execPath, [child(at('killed')), 'slowly']);
    await new Promise((resolve) => process_.stdout.once('data', resolve));
    process_.kill('SIGKILL');
    await ended(process_);
    expect(existsSync(at('killed'))).toBe(false);
    await wait(10);
    await convertModel(llava, at('killed'), { dtype: 'q4', threads: 0 });
    expect(
      readdirSync(at())
        .filter((name) => name.startsWith('killed'))
        .sort(),
    ).toEqual(['killed', 'killed.mjs']);
  });
});
