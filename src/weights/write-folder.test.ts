import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { type ModelFolder, openModelFolder } from './folder.js';
import { readSafetensorsHeader, readTensor } from './safetensors.js';
import { failureOf, temporaryFolder, written } from './weights.testing.js';
import { type ModelFolderContent, writeModelFolder } from './write-folder.js';

const at = temporaryFolder();
const source = openModelFolder(goldenPath('checkpoints', 'llava-bf16'));

function contentOf({ config, weights, tokenizerJson, tokenizerConfig, chatTemplate }: ModelFolder): ModelFolderContent {
  const tensors = [...weights].map(([name, reference]) => {
    return [name, { ...reference, data: readTensor(reference.file, reference) }] as const;
  });
  const files = {
    'tokenizer.json': tokenizerJson,
    'tokenizer_config.json': tokenizerConfig,
    'chat_template.jinja': chatTemplate!,
    'qformer_tokenizer/notes.txt': Buffer.from('bytes'),
  };
  return { config, tensors: new Map(tensors), files };
}
const content = contentOf(source);
const withFile = (name: string) => ({ ...content, files: { [name]: '' } });

describe('writeModelFolder', () => {
  it('writes a folder that opens as what was given, with the bytes of the reference library', () => {
    writeModelFolder(at('new', 'deep'), content);
    const back = openModelFolder(at('new', 'deep'));
    expect(back.config).toEqual(source.config);
    expect(back.tokenizerJson).toEqual(source.tokenizerJson);
    expect(back.chatTemplate).toBe(source.chatTemplate);
    const file = readFileSync(at('new', 'deep', 'model.safetensors'));
    expect(file.equals(readFileSync(goldenPath('checkpoints', 'llava-bf16', 'model.safetensors')))).toBe(true);
    expect(readFileSync(at('new', 'deep', 'qformer_tokenizer', 'notes.txt'), 'utf8')).toBe('bytes');
    expect(readdirSync(at('new'))).toEqual(['deep']);
  });

  it('replaces a model as a whole, and an empty folder', () => {
    mkdirSync(at('swap', 'model'), { recursive: true });
    writeModelFolder(at('swap', 'model'), content);
    const tensors = new Map([['w', { dtype: 'F32', shape: [1], data: Float32Array.of(1) } as const]]);
    writeModelFolder(at('swap', 'model'), { config: { version: 2 }, tensors });
    expect(readdirSync(at('swap', 'model')).sort()).toEqual(['config.json', 'model.safetensors']);
    expect([...readSafetensorsHeader(at('swap', 'model', 'model.safetensors')).tensors.keys()]).toEqual(['w']);
    expect(readdirSync(at('swap'))).toEqual(['model']);
  });

  it('after a failure the old model is as it was and nothing is beside it', () => {
    mkdirSync(at('failed'));
    writeModelFolder(at('failed', 'model'), content);
    const wrong = new Map([['w', { dtype: 'F32', shape: [2], data: Float32Array.of(1) } as const]]);
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    failureOf('safetensors-tensor', () => writeModelFolder(at('failed', 'model'), { ...content, tensors: wrong }));
    failureOf('model-folder-write', () => writeModelFolder(at('failed', 'model'), { ...content, config: cyclic }));
    expect(openModelFolder(at('failed', 'model')).weights.size).toBe(source.weights.size);
    expect(readdirSync(at('failed'))).toEqual(['model']);
  });

  it('does not replace a folder that is no model, nor a file', () => {
    mkdirSync(at('photos'));
    written(at('photos', 'holiday.jpg'), 'precious');
    const message = failureOf('model-folder-write', () => writeModelFolder(at('photos'), content));
    expect(message).toContain('holiday.jpg');
    expect(readdirSync(at('photos'))).toEqual(['holiday.jpg']);
    failureOf('model-folder-write', () => writeModelFolder(at('photos', 'holiday.jpg'), content));
    failureOf('model-folder-write', () => writeModelFolder(at('photos', 'holiday.jpg', 'model'), content));
    expect(readFileSync(at('photos', 'holiday.jpg'), 'utf8')).toBe('precious');
  });

  it.each(['../escape.txt', '/etc/escape', 'a/../../b', '', '.', 'a//b', 'a\\b', 'config.json', 'model.safetensors'])(
    'refuses a file called %j',
    (name) => {
      failureOf('model-folder-write', () => writeModelFolder(at('names'), withFile(name)));
      expect(readdirSync(at())).not.toContain('names');
    },
  );
});
