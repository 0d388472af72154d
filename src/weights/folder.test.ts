import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenJson, goldenPath } from '../../test/golden.js';
import { openModelFolder } from './folder.js';
import { failureOf, temporaryFolder, written } from './weights.testing.js';

const at = temporaryFolder();
const names = readdirSync(goldenPath('checkpoints'));
let copies = 0;

/** A copy of a reference checkpoint that a test may damage. */
function copyOf(name: string): (...parts: string[]) => string {
  const folder = `copy-${copies++}`;
  cpSync(goldenPath('checkpoints', name), at(folder), { recursive: true });
  return (...parts) => at(folder, ...parts);
}

describe('golden', () => {
  it.each(names)('%s opens', (name) => {
    const folder = openModelFolder(goldenPath('checkpoints', name));
    const json = (file: string) => goldenJson('checkpoints', name, file);
    const has = (file: string) => readdirSync(folder.path).includes(file);
    expect(folder.config).toEqual(json('config.json'));
    expect(folder.tokenizerJson).toEqual(json('tokenizer.json'));
    expect(folder.tokenizerConfig).toEqual(json('tokenizer_config.json'));
    for (const [key, file] of [
      ['generationConfig', 'generation_config.json'],
      ['preprocessorConfig', 'preprocessor_config.json'],
      ['processorConfig', 'processor_config.json'],
    ] as const) {
      expect(folder[key], file).toEqual(has(file) ? json(file) : undefined);
    }
    expect(folder.weights.size).toBeGreaterThan(20);
  });

  it('reads the shards of text-qwen2 as one map', () => {
    const { weights } = openModelFolder(goldenPath('checkpoints', 'text-qwen2'));
    const index = goldenJson<{ weight_map: object }>('checkpoints', 'text-qwen2', 'model.safetensors.index.json');
    expect(weights.size).toBe(Object.keys(index.weight_map).length);
    for (const [name, shard] of Object.entries(index.weight_map)) {
      expect(weights.get(name)!.file.endsWith(shard), name).toBe(true);
    }
  });
});

describe('chat templates', () => {
  it('are found in all three places', () => {
    const template = (name: string) => openModelFolder(goldenPath('checkpoints', name)).chatTemplate;
    const json = (name: string, file: string) =>
      goldenJson<{ chat_template: string }>('checkpoints', name, file).chat_template;
    expect(template('llava')).toBe(json('llava', 'chat_template.json'));
    expect(template('text-qwen2')).toBe(json('text-qwen2', 'tokenizer_config.json'));
    const jinja = readFileSync(goldenPath('checkpoints', 'llava-bf16', 'chat_template.jinja'), 'utf8');
    expect(template('llava-bf16')).toBe(jinja);
    expect(template('clip')).toBeUndefined();
  });

  it('the newest place counts; of several the default', () => {
    const copy = copyOf('clip');
    const set = (file: string, chat_template: unknown) => written(copy(file), JSON.stringify({ chat_template }));
    set('tokenizer_config.json', 'oldest');
    expect(openModelFolder(copy()).chatTemplate).toBe('oldest');
    set('chat_template.json', 'older');
    expect(openModelFolder(copy()).chatTemplate).toBe('older');
    set('chat_template.json', [
      { name: 'tool_use', template: 'other' },
      { name: 'default', template: 'named' },
    ]);
    expect(openModelFolder(copy()).chatTemplate).toBe('named');
    written(copy('chat_template.jinja'), 'new');
    expect(openModelFolder(copy()).chatTemplate).toBe('new');
  });

  it.each([[7], [[{ name: 'tool_use', template: 'x' }]], [[]], [{}]])('%j is refused', (chat_template) => {
    const copy = copyOf('clip');
    written(copy('tokenizer_config.json'), JSON.stringify({ chat_template }));
    expect(failureOf('model-json', () => openModelFolder(copy()))).toContain('tokenizer_config.json');
  });

  it('a chat_template.json without a template is refused', () => {
    const copy = copyOf('clip');
    written(copy('chat_template.json'), '{}');
    expect(failureOf('model-json', () => openModelFolder(copy()))).toContain('received nothing');
  });
});

describe('symbolic links', () => {
  it('of a hub cache are resolved: the runtime does not follow them out of a folder', () => {
    const copy = copyOf('text-qwen2');
    mkdirSync(at('blobs'));
    const shards = readdirSync(copy()).filter((name) => /^model.*\.safetensors$/.test(name));
    shards.forEach((name, i) => {
      renameSync(copy(name), at('blobs', `hash${i}`));
      symlinkSync(`../blobs/hash${i}`, copy(name));
    });
    const folders = [...openModelFolder(copy()).weights.values()].map(({ file }) => dirname(file));
    expect(shards.length).toBe(3);
    expect([...new Set(folders)].map((folder) => folder.endsWith('blobs'))).toEqual([true]);
  });
});

describe('what is missing is named', () => {
  it('folder', () => {
    expect(failureOf('model-folder', () => openModelFolder(at('nowhere')))).toContain('nothing there');
    const file = written(at('file'), '');
    expect(failureOf('model-folder', () => openModelFolder(file))).toContain('not a folder');
  });

  it.each(['config.json', 'tokenizer.json', 'model.safetensors'])('%s', (name) => {
    const copy = copyOf('clip');
    rmSync(copy(name));
    expect(failureOf('model-folder', () => openModelFolder(copy()))).toContain(name);
  });

  it('a shard', () => {
    const copy = copyOf('text-qwen2');
    rmSync(copy('model-00002-of-00003.safetensors'));
    expect(failureOf('weights-missing', () => openModelFolder(copy()))).toContain('model-00002-of-00003');
  });

  it('optional files may be missing', () => {
    const copy = copyOf('text-mistral');
    rmSync(copy('tokenizer_config.json'));
    rmSync(copy('generation_config.json'));
    expect(openModelFolder(copy())).toMatchObject({ tokenizerConfig: {}, generationConfig: undefined });
  });
});
