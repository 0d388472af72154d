import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/cli.testing.js';
import { goldenPath } from '../golden.js';
import { refusal, Workshop } from './attack.testing.js';

/** Questions, numbers, reducers and decoders that make no sense, through the whole `ask` command. */

const shop = new Workshop();
afterAll(() => shop.dispose());

const photo = goldenPath('images', 'source', 'photo.png');
/** So small that LLaVA-OneVision does not shrink its map of tokens, which nothing could then choose from. */
const tiny = goldenPath('images', 'source', 'tiny.png');
const model = goldenPath('checkpoints', 'llava-next-llama');
const question = 'What is it?';

async function refused(words: string, ...argv: string[]): Promise<void> {
  const explain = argv.includes(photo) ? ['--explain', shop.at('out', 'kept.png')] : [];
  expect(await refusal('ask', ...explain, '--model', model, ...argv)).toContain(words);
  expect(shop.leftovers()).toEqual([]);
}

describe('words', () => {
  it.each<[words: string, argv: string[]]>([
    ['missing required argument', []],
    ['pictures and a question', [photo]],
    ['a question', [photo, '']],
    ['a question', [photo, ' \n\t ']],
    ['0 of them, 1 picture(s)', ['--raw', photo, question]],
    ['2 of them, 1 picture(s)', ['--raw', photo, '<image><image>']],
    ['1 of them, 0 picture(s)', ['--raw', '<image>']],
    ['a prompt of fewer than 4096', [photo, 'word '.repeat(5000)]],
    ['as many pictures as the prompt has image marks', [photo, 'What does <image> mean?']],
  ])('%s: %#', async (words, argv) => {
    await refused(words, ...argv);
  });

  it('a hundred pictures are counted before all of them are looked at', async () => {
    const line = await refusal('ask', ...new Array<string>(100).fill(photo), question, '--model', model);
    const [, looked] = /in the first (\d+) of 100 pictures/.exec(line)!;
    expect(Number(looked)).toBeLessThan(80);
  });
});

describe('options', () => {
  it.each<[words: string, argv: string[]]>([
    ["unknown option '--frobnicate'", ['--frobnicate']],
    ["unknown option '--max-token'", ['--max-token', '3']],
    ['argument missing', ['--max-tokens']],
    ['a whole number of at least 1', ['--max-tokens', '0']],
    ['a whole number of at least 1', ['--max-tokens', '-1']],
    ['a whole number of at least 1', ['--max-tokens', '1e9']],
    ['a whole number of at least 1', ['--max-tokens', '99999999999999999999']],
    ['a whole number of at least 1', ['--max-tokens', '1\u001b[2J']],
    ['a number of at least 0', ['--temperature', '-1']],
    ['a number of at least 0', ['--temperature', 'NaN']],
    ['a number of at least 0', ['--temperature', 'Infinity']],
    ['a number of at least 0', ['--temperature', '0x10']],
    ['at most 100', ['--temperature', '1e9']],
    ['a number above 0 and at most 1', ['--top-p', '0']],
    ['a number of at least 0 and at most 1', ['--min-p', '2']],
    ['a whole number of at least 1', ['--top-k', '1.5']],
    ['a number above 0', ['--repetition-penalty', '0']],
    ['a whole number of at least 0', ['--seed', '-1']],
    ['a whole number of at least 0', ['--seed', '9007199254740993']],
    ['a text', ['--stop', '']],
    ['which does not exist', ['--model', 'missing']],
    ['the file', ['--model', photo]],
    ['config.json', ['--model', shop.folder]],
    ['a model that sees', ['--model', goldenPath('checkpoints', 'text-qwen2')]],
  ])('%s: %j', async (words, argv) => {
    await refused(words, photo, question, ...argv);
  });

  it.each([
    ['--max-tokens 1000000000 --stop e', 'a limit beyond the context'],
    ['--max-tokens 2 --temperature 1 --seed 9007199254740991', 'the largest seed'],
    ['--max-tokens 2 --temperature 1e-300 --top-p 1e-300', 'a temperature and a share next to nothing'],
    ['--max-tokens 2 --top-k 1000000 --temperature 100', 'more candidates than there are'],
  ])('%s is answered: %s', async (options) => {
    const argv = ['ask', photo, question, '--model', model, '--json', ...options.split(' ')];
    const { code, stdout, stderr } = await runCommand(...argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).tokenIds.length).toBeGreaterThan(0);
  });

  it('a question that looks like an option is one after --', async () => {
    const { code, stdout } = await runCommand(
      'ask',
      '--json',
      '--max-tokens',
      '1',
      '--model',
      model,
      '--',
      photo,
      '--5?',
    );
    expect({ code, images: JSON.parse(stdout).images.length }).toEqual({ code: 0, images: 1 });
  });
});

const reduce = (...methods: string[]) => ['--reduce', methods.join(',')];
const options = (...each: object[]) => each.flatMap((one) => ['--reduce-options', JSON.stringify(one)]);

describe('reducers', () => {
  it.each<[words: string, argv: string[]]>([
    ['a fraction in (0, 1]', [...reduce('hired'), '--keep', '0']],
    ['a fraction in (0, 1]', [...reduce('hired'), '--keep', '-1']],
    ['neither a fraction nor a whole number', [...reduce('hired'), '--keep', '1.5']],
    ['a number', [...reduce('hired'), '--keep', 'NaN']],
    ['a number', [...reduce('hired'), '--keep', '1e999']],
    ['less than one token', [...reduce('uniform'), '--keep', '1e-9']],
    ['tokens that the picture has', [...reduce('hired'), '--keep', '100000']],
    ['tokens that the picture has', [...reduce('random'), '--keep', '100000']],
    ['at most the', [...reduce('pyramiddrop'), '--keep', '100000']],
    ['a fraction in (0, 1]', [...reduce('pyramiddrop'), '--keep', '0']],
    ['an average of at least', [...reduce('pyramiddrop'), '--keep', '0.01']],
    ['how many tokens hired keeps', reduce('hired')],
    ['one of none, random, uniform, hired', [...reduce('fewer'), '--keep', '1']],
    ['one of none, random, uniform, hired', [...reduce('__proto__'), '--keep', '1']],
    ['at most one --keep per --reduce', ['--keep', '0.5']],
    ['one reducer before the decoder', [...reduce('hired', 'uniform'), '--keep', '0.5,0.5']],
    ['one reducer inside the decoder', reduce('pyramiddrop', 'pyramiddrop')],
    ['a JSON object', [...reduce('hired'), '--keep', '1', '--reduce-options', '{']],
    ['Unrecognized key', [...reduce('hired'), '--keep', '0.5', ...options({ depth: 1 })]],
    ['options of hired', [...reduce('hired'), '--keep', '0.5', ...options({ alpha: 2 })]],
    ['Use one of none, random, uniform', [...reduce('fastervlm'), '--keep', '0.5', ...options({ layer: 40 })]],
    ['Use one of none, random, uniform', [...reduce('hired'), '--keep', '0.5', ...options({ attention: 'received' })]],
    ['ascending layers from 1 to 4', [...reduce('pyramiddrop'), ...options({ after: [1, 40] })]],
    ['ascending layers from 1 to 4', [...reduce('pyramiddrop'), ...options({ after: [5] })]],
    ['ascending layers from 1 to 4', [...reduce('pyramiddrop'), ...options({ after: [3, 2] })]],
    ['options of pyramiddrop', [...reduce('pyramiddrop'), ...options({ after: [0] })]],
    ['options of pyramiddrop', [...reduce('pyramiddrop'), ...options({ lambda: 1.5 })]],
    ['ratios that do not rise', [...reduce('pyramiddrop'), ...options({ after: [1, 2], ratios: [0.5] })]],
    ['one of keep, lambda and ratios', [...reduce('pyramiddrop'), '--keep', '0.9', ...options({ lambda: 0.5 })]],
  ])('%s: %j', async (words, argv) => {
    await refused(words, photo, question, ...argv);
  });

  it.each([
    ['a tower without CLS token', 'llava-onevision', [tiny, question], 'hired', 'without CLS token'],
    ['a text model', 'text-qwen2', ['--raw', question], 'fastervlm', 'no signals'],
  ])('%s: the message names the methods that do work, and they do', async (_, name, words, refusedMethod, reason) => {
    const folder = goldenPath('checkpoints', name);
    const argv = ['--model', folder, '--keep', '0.5', ...words];
    const line = await refusal('ask', '--reduce', refusedMethod, ...argv);
    expect(line).toContain(reason);
    const [, named] = /Use one of (.+)\.\n$/.exec(line)!;
    const working = named.split(/, (?=[a-z0-9]+(?: with|,|$))/);
    expect(working.slice(0, 3)).toEqual(['none', 'random', 'uniform']);
    for (const each of working) {
      const [method, given] = each.split(' with ');
      // Its own default schedule does not go down to a half of the tokens of every model.
      if (method === 'pyramiddrop') continue;
      const more = given === undefined ? [] : ['--reduce-options', given];
      const { code, stderr } = await runCommand(
        'ask',
        '--reduce',
        method,
        ...more,
        ...argv,
        '--max-tokens',
        '1',
        '--json',
      );
      expect({ code, stderr }, each).toEqual({ code: 0, stderr: '' });
    }
  });
});

describe('damro', () => {
  const damro = (...argv: string[]) => ['--decode', 'damro', ...argv];
  const settings = (json: object) => damro('--decode-options', JSON.stringify(json));

  it.each<[words: string, argv: string[]]>([
    ['one of damro', ['--decode', 'vcd']],
    ['--decode damro', ['--damro-alpha', '1']],
    ['--decode damro', ['--decode-options', '{"alpha":1}']],
    ['a number of at least 0', damro('--damro-alpha', '-1')],
    ['a number of at least 0', damro('--damro-alpha', 'NaN')],
    ['a number of at least 0', damro('--damro-alpha', '1e999')],
    ['a number of at least 0 and at most 1', damro('--damro-beta', '1.1')],
    ['a number of at least 0 and at most 1', damro('--damro-beta', '-0.1')],
    ['a whole number of at least 0', damro('--damro-outliers', '-1')],
    ['a whole number from 1 to the 16 patches', damro('--damro-outliers', '17')],
    ['decode.alpha', settings({ alpha: -1 })],
    ['decode.beta', settings({ beta: 2 })],
    ['a tower layer from -4 to 3', settings({ layer: 4 })],
    ['a tower layer from -4 to 3', settings({ layer: -5 })],
    ['per-head-mean', settings({ score: 'mean' })],
    ['Set decode.score to per-head-mean', settings({ score: 'received' })],
    ['thumbnail', settings({ partitions: 'crops' })],
    ['Unrecognized key', settings({ topk: 10 })],
    ['a JSON object', damro('--decode-options', '[]')],
  ])('%s: %j', async (words, argv) => {
    await refused(words, photo, question, ...argv);
  });

  it('without a picture', async () => {
    await refused('a picture for damro', '--raw', question, ...damro());
  });

  it('an absurd strength is answered', async () => {
    const argv = [photo, question, '--model', model, '--max-tokens', '2', '--json', ...damro('--damro-alpha', '1e30')];
    const { code } = await runCommand('ask', ...argv);
    expect(code).toBe(0);
  });
});
