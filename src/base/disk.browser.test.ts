import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import * as memory from './disk.browser.js';
import * as disk from './disk.js';

test('law: the twin has every name of the original', () => {
  expect(Object.keys(memory)).toEqual(expect.arrayContaining(Object.keys(disk)));
});

test.each(['a/b/c.json', '/a/b', '/a', 'a', 'models//nano/'])('equal: parts of the path %s as in Node', (path) => {
  expect(memory.join(path, 'x.json')).toBe(join(path, 'x.json'));
  if (path.endsWith('/')) return;
  expect(memory.dirname(path)).toBe(dirname(path));
  expect(memory.basename(path)).toBe(basename(path));
});

test('law: addresses keep their two slashes', () => {
  expect(memory.join('https://host/models/nano/', 'config.json')).toBe('https://host/models/nano/config.json');
});

test('equal: a mounted file reads as from the disk, whole and in parts', () => {
  const path = goldenPath('checkpoints', 'llava', 'config.json');
  const bytes = readFileSync(path);
  memory.mount('http://host/m', new Map([['config.json', new Uint8Array(bytes)]]));
  const file = memory.join('http://host/m', 'config.json');
  expect(Buffer.from(memory.readFileSync(file)).equals(bytes)).toBe(true);
  const parts = [memory, disk].map(({ openSync, readSync, fstatSync, closeSync }, i) => {
    const descriptor = openSync(i === 0 ? file : path, 'r');
    const into = new Uint8Array(8);
    const counts = [readSync(descriptor, into, 2, 6, 3), readSync(descriptor, into, 0, 8, bytes.length - 1)];
    const { size } = fstatSync(descriptor);
    closeSync(descriptor);
    return { counts, into: [...into], size };
  });
  expect(parts[0]).toEqual(parts[1]);
});

test('law: folders, files and nothing are told apart; a folder mounted again replaces the old one', () => {
  memory.mount('m', new Map([['inner/a.json', new Uint8Array(2)]]));
  expect([memory.existsSync('m'), memory.existsSync('m/inner'), memory.existsSync('m/b')]).toEqual([true, true, false]);
  expect(memory.statSync('m/inner').isDirectory()).toBe(true);
  expect(memory.statSync('m/inner/a.json')).toMatchObject({ size: 2 });
  expect([...memory.filesIn('m/inner').keys()]).toEqual(['a.json']);
  expect(() => memory.readFileSync('m/b')).toThrow('no such file');
  memory.mount('m', new Map([['b', new Uint8Array()]]));
  expect([memory.existsSync('m/inner/a.json'), memory.existsSync('m/b')]).toEqual([false, true]);
});
