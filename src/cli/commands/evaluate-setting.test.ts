import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fileName } from './evaluate-output.js';
import { parseSetting, readSettings, settings } from './evaluate-setting.js';

describe('a setting on one line', () => {
  it.each([
    ['reduce=none', { reduce: ['none'] }],
    ['reduce=hired,keep=0.2', { reduce: ['hired'], keep: [0.2] }],
    ['reduce=hired,pyramiddrop,keep=0.2,0.5', { reduce: ['hired', 'pyramiddrop'], keep: [0.2, 0.5] }],
    [
      'reduce=hired,keep=64,reduce-options={"alpha":0.3,"variant":"official"},decode=damro,damro-alpha=1',
      {
        reduce: ['hired'],
        keep: [64],
        reduceOptions: [{ alpha: 0.3, variant: 'official' }],
        decode: 'damro',
        damroAlpha: 1,
      },
    ],
    ['device=webgpu', { device: 'webgpu' }],
    ['temperature=0.7, seed=3', { temperature: 0.7, seed: 3 }],
    ['model=a=b/c,max-tokens=4', { model: 'a=b/c', maxTokens: 4 }],
  ])('%s', (text, expected) => {
    expect(parseSetting(text)).toEqual(expected);
  });

  it.each([
    ['', 'each is name=value'],
    ['hired', 'each is name=value'],
    ['keep=x', 'Expected a number'],
    ['keep=-1,reduce', 'Expected a number'],
    ['decode=dola', 'Allowed choices are damro'],
    ['device=cuda', 'Allowed choices are cpu, webgpu'],
    ['colour=red', "unknown option '--colour=red'"],
    ['help=1', 'unknown option'],
    ['reduce-options=[1]', 'a JSON object'],
    ['reduce=', 'names separated by commas'],
  ])('is refused for %j', (text, words) => {
    expect(() => parseSetting(text)).toThrow(expect.objectContaining({ code: 'commander.invalidArgument' }));
    expect(() => parseSetting(text)).toThrow('Expected options such as reduce=hired,keep=0.2');
    expect(() => parseSetting(text)).toThrow(words);
  });

  it('may be one of several', () => {
    expect(settings('decode=damro', settings('reduce=none'))).toEqual([{ reduce: ['none'] }, { decode: 'damro' }]);
  });
});

describe('settings', () => {
  /** Folders, with the names that the settings get. */
  const names = (...options: Parameters<typeof readSettings>) => readSettings(...options).map(({ name }) => name);

  it('are named after the model and what is not at its default', () => {
    expect(
      names({}, [
        { reduce: ['hired'], keep: [0.2] },
        { reduce: ['hired', 'pyramiddrop'], keep: [64], reduceOptions: [{ alpha: 0.3 }] },
        { decode: 'damro', damroAlpha: 1, decodeOptions: [{ layer: -3 }] },
        { temperature: 0.5, seed: 1 },
      ]),
    ).toEqual([
      'tesserae-nano, all tokens',
      'tesserae-nano, hired 0.2',
      'tesserae-nano, hired 64 {"alpha":0.3} + pyramiddrop',
      'tesserae-nano, all tokens, damro layer -3 alpha 1',
      'tesserae-nano, all tokens, temperature 0.5, seed 1',
    ]);
  });

  it('ask the model for no more than was said', () => {
    const [first, second] = readSettings({ reduce: ['none'] }, [{ reduce: ['uniform'], keep: [0.5], decode: 'damro' }]);
    expect(first.request).toEqual({});
    expect(second.request).toEqual({ reduce: [{ method: 'uniform', keep: 0.5 }], decode: { method: 'damro' } });
    expect(basename(first.folder)).toBe('tesserae-nano');
  });

  it('share the device of the first, unless they name one', () => {
    const reduced = { reduce: ['hired'], keep: [0.2] };
    const given = readSettings({ device: 'webgpu' }, [reduced, { device: 'cpu' }]);
    expect(given.map(({ device }) => device)).toEqual(['webgpu', 'webgpu', undefined]);
    expect(given.map(({ name }) => name)).toEqual([
      'tesserae-nano, all tokens, webgpu',
      'tesserae-nano, hired 0.2, webgpu',
      'tesserae-nano, all tokens',
    ]);
    for (const { request } of given) expect(request).not.toHaveProperty('device');
  });

  it('share model and length of answers with the first, and nothing else', () => {
    const root = mkdtempSync(join(tmpdir(), 'tesserae-setting-'));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const [a, b, c] = ['a', 'b', join('b', 'a')].map((name) => join(root, name));
    for (const folder of [a, c]) mkdirSync(folder, { recursive: true });
    const first = { model: a, maxTokens: 5, temperature: 0.5 };
    const [, same, other] = readSettings(first, [{}, { model: b }]);
    expect(same).toEqual({ name: 'a, all tokens, maxTokens 5', folder: a, request: { maxTokens: 5 } });
    expect(other.folder).toBe(b);
    expect(names({ model: a }, [{ model: c }])).toEqual([`${a}, all tokens`, `${c}, all tokens`]);
  });

  it.each([
    [{}, [{ reduce: ['none'] }], 'compare-option'],
    [{ reduce: ['hired'], keep: [0.2] }, [{}, {}], 'compare-option'],
    [{ model: 'missing' }, [], 'folder-missing'],
    [{}, [{ reduce: ['hired'] }], 'reduce-option'],
    [{}, [{ reduce: ['hird'], keep: [0.2] }], 'reducer-name'],
    [{}, [{ damroBeta: 0.2 }], 'decode-option'],
    [{ keep: [0.2] }, [], 'reduce-option'],
  ])('are refused for %j and %j', (first, compared, code) => {
    expect(() => readSettings(first, compared)).toThrow(expect.objectContaining({ code }));
  });
});

describe('file names', () => {
  it('are plain, and as different as the settings', () => {
    expect(fileName('tesserae-nano, hired 0.2')).toBe('tesserae-nano-hired-0.2');
    const hard = [
      'a, hired 0.2 {"alpha":1}',
      'a, hired 0.2 {"alpha":-1}',
      '../a',
      '/a',
      'x'.repeat(300),
      'x'.repeat(301),
    ];
    const plain = hard.map(fileName);
    expect(new Set(plain).size).toBe(hard.length);
    for (const name of plain) expect(name).toMatch(/^[a-z0-9][a-z0-9.-]{0,90}$/);
  });
});
