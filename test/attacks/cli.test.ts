import { describe, expect, it } from 'vitest';
import { goldenPath } from '../golden.js';
import { refusal } from './attack.testing.js';

const folder = goldenPath('images', 'source');
const model = goldenPath('checkpoints', 'llava-next-llama');

/** Command lines that make no sense; `ask` has files of its own. */

describe('any command line', () => {
  it.each([
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['--frobnicate'], "unknown option '--frobnicate'"],
    [['imag'], 'Did you mean image?'],
    [['image', '--jsn', 'a.png'], 'Did you mean --json?'],
    [['help', 'frobnicate'], 'frobnicate'],
    [['image', '--model'], "'--model <folder>' argument missing"],
    [['__proto__'], 'unknown command'],
    [['constructor', '--help'], 'unknown command'],
    [[''], 'unknown command'],
  ])('%j', async (argv, words) => {
    expect(await refusal(...argv)).toContain(words);
  });
});

describe('image', () => {
  const good = goldenPath('images', 'source', 'photo.png');

  it.each([
    [[], "missing required argument 'file'"],
    [[''], 'does not exist'],
    [['missing.png'], '"missing.png", which does not exist'],
    [[folder], 'the folder'],
    [['a\0b.png'], 'does not exist'],
    [[good, '--model', 'missing'], '"missing", which does not exist'],
    [[good, '--model', good], 'the file'],
    [[good, '--model', folder], 'config.json'],
  ])('%j', async (argv, words) => {
    expect(await refusal('image', ...argv)).toContain(words);
  });

  it('says nothing about good pictures before a missing one', async () => {
    expect(await refusal('image', good, 'missing.png', '--model', model)).toContain('missing.png');
  });
});

describe('train, bench, draw', () => {
  it.each([
    [['train'], "missing required argument 'config'"],
    [['train', 'missing.json'], '"missing.json", which does not exist'],
    [['train', folder], 'the folder'],
    [['train', goldenPath('README.md')], 'a JSON file'],
    [['train', goldenPath('index.json')], 'a training configuration'],
    [['bench', '--model', 'missing'], '"missing", which does not exist'],
    [['bench', '--per-category', '1e3'], 'a whole number of at least 1'],
    [['draw'], "missing required argument 'out'"],
    [['draw', 'out', '--kind', 'photo'], 'one of bar-chart'],
    [['draw', 'out', '--count', '0'], 'a whole number of at least 1'],
    [['draw', goldenPath('README.md')], 'a folder for the pictures'],
    [['draw', folder, '--sheet'], 'a PNG file'],
    [['evaluate', 'nope'], 'one of pope, chair, mme, nano-bench, nano-pope, composites for task; received "nope"'],
    [['evaluate', 'pope'], '--data PATH'],
    [['evaluate', 'nano-pope', '--reduce', 'hird'], 'one of none, random'],
  ])('%j', async (argv, words) => {
    expect(await refusal(...argv)).toContain(words);
  });
});
