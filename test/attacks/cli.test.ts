import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/cli.testing.js';
import { goldenPath } from '../golden.js';

const folder = goldenPath('images', 'source');
const model = goldenPath('checkpoints', 'llava-next-llama');

/** Runs a command line that must fail: exit code 1, nothing on stdout, one line without a stack trace on stderr. */
async function failureOf(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(...argv);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^tesserae: .+\n$/);
  expect(stderr.trimEnd()).not.toMatch(/\n| at .*:\d+:\d+/);
  return stderr;
}

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
    expect(await failureOf(...argv)).toContain(words);
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
    expect(await failureOf('image', ...argv)).toContain(words);
  });

  it('says nothing about good pictures before a missing one', async () => {
    expect(await failureOf('image', good, 'missing.png', '--model', model)).toContain('missing.png');
  });
});

describe('ask', () => {
  const photo = goldenPath('images', 'source', 'photo.png');
  const question = 'What is it?';

  it.each([
    [[], 'missing required argument'],
    [[photo], 'pictures and a question'],
    [[photo, ''], 'an empty one'],
    [['missing.png', question], '"missing.png", which does not exist'],
    [[folder, question], 'the folder'],
    [[photo, question, '--max-tokens', '-1'], 'a whole number of at least 1'],
    [[photo, question, '--max-tokens', 'abc'], 'a whole number of at least 1'],
    [[photo, question, '--max-tokens', '0'], 'a whole number of at least 1'],
    [[photo, question, '--max-tokens'], 'argument missing'],
    [[photo, question, '--temperature', '-1'], 'a number of at least 0'],
    [[photo, question, '--temperature', 'NaN'], 'a number of at least 0'],
    [[photo, question, '--temperature', '1e999'], 'a number of at least 0'],
    [[photo, question, '--seed', '1.5'], 'a whole number'],
    [[photo, question, '--model', 'missing'], '"missing", which does not exist'],
    [[photo, question, '--model', photo], 'the file'],
    [[photo, question, '--model', folder], 'config.json'],
    [[photo, question, '--model', model, '--temperature', '1e9'], 'options; temperature'],
    [[photo, question, '--model', goldenPath('checkpoints', 'text-qwen2')], 'a model that sees'],
    [[goldenPath('images', 'corrupt', 'truncated.png'), question, '--model', model], 'truncated.png'],
    [[goldenPath('images', 'corrupt', 'bomb.png'), question, '--model', model], '60000×60000'],
    [[photo, 'word '.repeat(5000), '--model', model], 'a prompt of fewer than'],
  ])('%j', async (argv, words) => {
    expect(await failureOf('ask', ...argv)).toContain(words);
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
  ])('%j', async (argv, words) => {
    expect(await failureOf(...argv)).toContain(words);
  });
});
