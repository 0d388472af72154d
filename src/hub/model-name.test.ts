import { describe, expect, it } from 'vitest';
import { readModelName, requireModelName } from './model-name.js';

describe('a name', () => {
  it.each([
    ['llava-hf/llava-1.5-7b-hf', { id: 'llava-hf/llava-1.5-7b-hf' }],
    ['a/b', { id: 'a/b' }],
    ['_a/b_', { id: '_a/b_' }],
    ['a/b@v1.0', { id: 'a/b', revision: 'v1.0' }],
    ['a/b@refs/pr/1', { id: 'a/b', revision: 'refs/pr/1' }],
  ])('%s', (text, name) => expect(readModelName(text)).toEqual(name));

  it.each([
    '',
    'name',
    'a/b/c',
    './models',
    '../models',
    '/models',
    'models/',
    'a/.b',
    'a/b.',
    'a/-b',
    'a/b--c',
    'a/b..c',
    'a\\b',
    'a/b c',
    'a/b\n',
    `a/${'b'.repeat(97)}`,
    'a/b@',
    'a/b@../../x',
    'a/b@x y',
    'a/b@/x',
  ])('%j is none', (text) => {
    expect(readModelName(text)).toBeUndefined();
    expect(() => requireModelName(text)).toThrow(expect.objectContaining({ code: 'hub-model-name' }));
  });
});

it('takes the revision of the name or of the option', () => {
  expect(requireModelName('a/b')).toEqual({ id: 'a/b', revision: 'main' });
  expect(requireModelName('a/b', 'v1')).toEqual({ id: 'a/b', revision: 'v1' });
  expect(requireModelName('a/b@v1', 'v1')).toEqual({ id: 'a/b', revision: 'v1' });
  expect(() => requireModelName('a/b@v1', 'v2')).toThrow(/v1 and v2/);
  expect(() => requireModelName('a/b', '../x')).toThrow(expect.objectContaining({ code: 'hub-model-name' }));
});
