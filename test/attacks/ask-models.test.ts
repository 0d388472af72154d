import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/cli.testing.js';
import { goldenPath } from '../golden.js';
import { refusal, setFile, setHeader, setJson, setTensors, Workshop } from './attack.testing.js';

/** Model folders that are damaged or hostile, through the whole `ask` command and the model's own thread. */

const shop = new Workshop();
afterAll(() => shop.dispose());

const photo = goldenPath('images', 'source', 'photo.png');
const norm = 'language_model.model.norm.weight';
const head = 'language_model.lm_head.weight';

type Damage = (folder: string) => void;

async function refused(damage: Damage, words: string): Promise<void> {
  const line = await refusal(
    'ask',
    photo,
    'What?',
    '--model',
    shop.model(damage),
    '--explain',
    shop.at('out', 'a.png'),
  );
  expect(line).toContain(words);
  expect(shop.leftovers()).toEqual([]);
}

/** Damage to the first bytes of the weights: what they say of the header's length. */
const headerLength =
  (length: bigint): Damage =>
  (folder) => {
    const path = join(folder, 'model.safetensors');
    const bytes = readFileSync(path);
    bytes.writeBigUInt64LE(length);
    writeFileSync(path, bytes);
  };

/** Tensors of a header, without its metadata. */
const entriesOf = <T extends { shape: number[] }>(header: Record<string, T>): T[] =>
  Object.values(header).filter(({ shape }) => shape !== undefined);

describe('weights', () => {
  it.each<[string, Damage, string]>([
    ['no file', setFile('model.safetensors', undefined), 'model.safetensors or model.safetensors.index.json'],
    ['an empty file', setFile('model.safetensors', ''), 'at least 10 bytes'],
    ['text', setFile('model.safetensors', 'version https://git-lfs.github.com/spec/v1'), 'a header of 2 to'],
    [
      'a folder',
      (folder) => {
        setFile('model.safetensors', undefined)(folder);
        mkdirSync(join(folder, 'model.safetensors'));
      },
      'a readable file',
    ],
    ['a header of 2^63 bytes', headerLength(2n ** 63n), '9223372036854775808 bytes'],
    ['a header of 2^64 - 1 bytes', headerLength(2n ** 64n - 1n), '18446744073709551615 bytes'],
    ['a header of 0 bytes', headerLength(0n), 'received 0 bytes'],
    ['a header cut short', headerLength(100n), 'JSON in UTF-8'],
    [
      'entries that overlap',
      setHeader((header) => {
        const [a, b] = entriesOf(header).filter(({ shape }) => shape.length === 1);
        b.data_offsets = [...a.data_offsets];
        b.shape = [...a.shape];
      }),
      'overlaps the one before',
    ],
    [
      'an entry beyond the end',
      setHeader((header) => {
        const last = entriesOf(header).reduce((a, b) => (b.data_offsets[1] > a.data_offsets[1] ? b : a));
        last.data_offsets[1] += 4000;
        last.shape = [(last.data_offsets[1] - last.data_offsets[0]) / 4];
      }),
      'the file is truncated',
    ],
    [
      'an entry before the beginning',
      setHeader((header) => {
        entriesOf(header)[0].data_offsets = [-8, 0];
      }),
      'two rising data_offsets',
    ],
    [
      'an entry whose size is not that of its shape',
      setHeader((header) => {
        header[norm].shape = [47];
      }),
      'bytes of F32 [47]',
    ],
    [
      'a size that overflows',
      setHeader((header) => {
        header[norm].shape = [2 ** 52, 2 ** 52];
      }),
      'bytes of F32',
    ],
    [
      'an unknown type',
      setHeader((header) => {
        header[norm].dtype = 'F7';
      }),
      'a dtype of',
    ],
    [
      'the end missing',
      (folder) => {
        const path = join(folder, 'model.safetensors');
        writeFileSync(path, readFileSync(path).subarray(0, -100));
      },
      'the file is truncated',
    ],
    ['a tensor missing', setTensors((tensors) => tensors.delete(norm)), `1 missing ("${norm}")`],
    [
      'a tensor too many',
      setTensors((tensors) => tensors.set('extra\n\u001b[2J', tensors.get(norm)!)),
      '1 unknown ("extra\\n\\u001b[2J")',
    ],
    [
      'a tensor of another shape',
      setTensors((tensors) => {
        const data = tensors.get(norm)!.data as Float32Array;
        tensors.set(norm, { dtype: 'F32', shape: [24], data: data.slice(0, 24) });
      }),
      `1 misshapen ("${norm}" [24] for [48])`,
    ],
    [
      'numbers of a type that is no weight',
      setTensors((tensors) => tensors.set(norm, { dtype: 'I32', shape: [48], data: new Int32Array(48) })),
      'floating-point weights',
    ],
    [
      'weights that are not numbers',
      setTensors((tensors) => {
        const { shape } = tensors.get(head)!;
        tensors.set(head, { dtype: 'F32', shape, data: new Float32Array(shape[0] * shape[1]).fill(Number.NaN) });
      }),
      'logits that are numbers',
    ],
  ])('%s', async (_, damage, words) => {
    await refused(damage, words);
  });
});

describe('config.json', () => {
  it.each<[path: string, value: unknown, words: string]>([
    ['model_type', 'qwen2_vl', 'received "qwen2_vl"'],
    ['model_type', undefined, 'model_type'],
    ['model_type', 7, 'model_type'],
    ['model_type', '__proto__', 'model_type'],
    ['vision_config', null, 'vision_config'],
    ['text_config', [], 'text_config'],
    ['vision_config.model_type', 'dinov2', 'vision_config.model_type'],
    ['vision_config.hidden_act', 'relu', 'vision_config.hidden_act'],
    ['text_config.hidden_act', 'relu', 'text_config.hidden_act'],
    ['projector_hidden_act', 'relu', 'projector_hidden_act'],
    ['text_config.model_type', 'gemma', 'text_config.model_type'],
    ['text_config.attention_bias', true, 'attention_bias'],
    ['text_config.rms_norm_eps', 0, 'rms_norm_eps'],
    ['text_config.rope_scaling', { type: 'ntk', factor: 2 }, 'RoPE scaling'],
    ['text_config.rope_scaling', { rope_type: 'linear' }, 'a factor'],
    ['text_config.rope_scaling', 'linear', 'rope_scaling'],
    ['text_config.rope_theta', -1, 'rope_theta'],
    ['text_config.num_hidden_layers', 0, 'num_hidden_layers'],
    ['text_config.num_hidden_layers', 1e9, 'num_hidden_layers'],
    ['text_config.num_hidden_layers', '5', 'num_hidden_layers'],
    ['vision_config.num_hidden_layers', 1e9, 'num_hidden_layers'],
    ['text_config.num_attention_heads', 5, 'head_dim'],
    ['text_config.num_key_value_heads', 3, 'num_key_value_heads'],
    ['text_config.head_dim', 13, 'head_dim'],
    ['text_config.vocab_size', 1e12, 'misshapen'],
    ['text_config.hidden_size', 1e15, 'misshapen'],
    ['text_config.max_position_embeddings', 0, 'max_position_embeddings'],
    ['text_config.max_position_embeddings', 8, 'a prompt of fewer than 8 tokens'],
    ['vision_config.num_attention_heads', 5, 'heads that divide'],
    ['vision_config.patch_size', 1000, 'patch_size'],
    ['vision_config.image_size', 1e9, 'misshapen'],
    ['image_token_index', 1e6, 'image_token_index'],
    ['image_token_index', undefined, 'image_token_index'],
    ['vision_feature_layer', -50, 'vision_feature_layer'],
    ['vision_feature_layer', [-2, -5], 'vision_feature_layer'],
    ['vision_feature_select_strategy', 'full', 'vision_feature_select_strategy'],
    ['vision_feature_select_strategy', 'cls', 'vision_feature_select_strategy'],
    ['vision_config.hidden_act', 'x'.repeat(1_000_000), 'vision_config.hidden_act'],
  ])('%s %j', async (path, value, words) => {
    await refused(setJson('config.json', path, value), words);
  });

  it('a value nested deeper than any stack', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    await refused((folder) => {
      setJson('config.json', 'projector_hidden_act', 'DEEP')(folder);
      const path = join(folder, 'config.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace('"DEEP"', deep));
    }, 'projector_hidden_act');
  });
});

describe('the files beside it', () => {
  const bare = [setFile('preprocessor_config.json', undefined), setFile('processor_config.json', undefined)];
  const both: Damage = (folder) => {
    for (const damage of bare) damage(folder);
  };

  it.each<[string, Damage, string]>([
    ['no config.json', setFile('config.json', undefined), 'config.json'],
    ['config.json that is no JSON', setFile('config.json', '{"a":'), 'a JSON object in'],
    ['config.json that is a list', setFile('config.json', '[]'), 'a JSON object in'],
    ['no tokenizer.json', setFile('tokenizer.json', undefined), 'tokenizer.json'],
    ['an empty tokenizer', setFile('tokenizer.json', '{}'), 'tokenizer.json'],
    ['a tokenizer without a model', setJson('tokenizer.json', 'model', undefined), 'tokenizer.json'],
    ['a tokenizer without a vocabulary', setJson('tokenizer.json', 'model.vocab', undefined), 'tokenizer.json'],
    ['a tokenizer without merges', setJson('tokenizer.json', 'model.merges', 7), 'tokenizer.json'],
    ['a tokenizer without marks', setJson('tokenizer.json', 'added_tokens', null), 'tokenizer.json'],
    [
      'a tokenizer of an unknown kind',
      setJson('tokenizer.json', 'model.type', 'Magic'),
      'unknown tokenizer model "Magic"',
    ],
    ['a decoder of an unknown kind', setJson('tokenizer.json', 'decoder', { type: 'Magic' }), 'Decoder type: Magic'],
    ['no preprocessor', both, 'preprocessor_config.json'],
    ['a preprocessor for another size', setJson('preprocessor_config.json', 'size', 99), 'side 56'],
    ['a preprocessor without mean', setJson('preprocessor_config.json', 'image_mean', undefined), 'image_mean'],
    ['a preprocessor that divides by zero', setJson('preprocessor_config.json', 'image_std', [0, 0, 0]), 'image_std'],
    ['a preprocessor with an unknown filter', setJson('preprocessor_config.json', 'resample', 9), 'resample'],
    ['no chat template', setFile('chat_template.jinja', undefined), '--raw'],
    ['a chat template that is no Jinja', setFile('chat_template.jinja', '{% for %}'), 'a chat template in Jinja'],
    [
      'a chat template that refuses',
      setFile('chat_template.jinja', "{{ raise_exception('only on\nTuesdays') }}"),
      'only on',
    ],
    ['a chat template without the mark', setFile('chat_template.jinja', 'Hello'), 'as many pictures as the prompt'],
    ['a chat template that is not UTF-8', setFile('chat_template.jinja', Buffer.from([0xff, 0xfe])), 'text in UTF-8'],
    ['end marks that are none', setJson('generation_config.json', 'eos_token_id', ['</s>']), 'eos_token_id'],
  ])('%s', async (_, damage, words) => {
    await refused(damage, words);
  });

  it.runIf(process.platform === 'linux').each(['config.json', 'tokenizer.json', 'model.safetensors'])(
    'a pipe in place of %s',
    async (file) => {
      await refused((folder) => {
        rmSync(join(folder, file));
        execFileSync('mkfifo', [join(folder, file)]);
      }, file);
    },
  );
});

describe('odd, but right', () => {
  const ask = (folder: string) => {
    return runCommand('ask', photo, 'What?', '--model', folder, '--max-tokens', '3', '--json');
  };
  const answerOf = async (folder: string) => {
    const { code, stdout, stderr } = await ask(folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return (JSON.parse(stdout) as { tokenIds: number[] }).tokenIds;
  };

  it('a folder of links, as the hub keeps it, and weights at any offset answer the same', async () => {
    const folder = goldenPath('checkpoints', 'llava-next-llama');
    const expected = await answerOf(folder);
    const linked = shop.model((copy) => {
      const blobs = join(copy, '..', 'blobs');
      mkdirSync(blobs);
      writeFileSync(join(blobs, 'abc'), readFileSync(join(copy, 'model.safetensors')));
      rmSync(join(copy, 'model.safetensors'));
      symlinkSync(join('..', 'blobs', 'abc'), join(copy, 'model.safetensors'));
    });
    expect(await answerOf(linked)).toEqual(expected);
    // A header whose length is not a multiple of four puts every tensor where the runtime cannot map it.
    const shifted = shop.model((copy) => {
      const path = join(copy, 'model.safetensors');
      const bytes = readFileSync(path);
      const length = bytes.readBigUInt64LE(0);
      const size = Buffer.alloc(8);
      size.writeBigUInt64LE(length + 1n);
      const start = 8 + Number(length);
      writeFileSync(path, Buffer.concat([size, bytes.subarray(8, start), Buffer.from(' '), bytes.subarray(start)]));
    });
    expect(await answerOf(shifted)).toEqual(expected);
  });
});
