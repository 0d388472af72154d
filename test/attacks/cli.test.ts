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
