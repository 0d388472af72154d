/** What reads files that others made: each target takes damaged content and must end well, or in a `TesseraeError`. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src/base/random.js';
import { decodeImage, layoutImage, readImageConfig } from '../../../src/image/index.js';
import { readLlavaConfig, readTextConfig } from '../../../src/model/config.js';
import { loadTokenizer } from '../../../src/text/index.js';
import {
  openModelFolder,
  readSafetensorsHeader,
  type TensorData,
  writeSafetensors,
} from '../../../src/weights/index.js';
import { goldenPath } from '../../golden.js';
import { damageBytes, damageJson, type Json } from './mutate.js';

export interface Target {
  name: string;
  /** Share of the inputs of a run. */
  share: number;
  /** The content of one damaged file. */
  draw(random: Random): Uint8Array;
  /** Reads it; throws `TesseraeError` or nothing, and checks what it gives out. */
  read(content: Uint8Array): void | Promise<void>;
}

const parse = (content: Uint8Array): Json => JSON.parse(Buffer.from(content).toString()) as Json;
const bytesOf = (json: Json): Uint8Array => Buffer.from(JSON.stringify(json));
const golden = (...parts: string[]): Uint8Array => readFileSync(goldenPath(...parts));

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`read, but ${what}`);
}

/** The checkpoints of the reference data that have this file. */
function fromCheckpoints(file: string): Json[] {
  return readdirSync(goldenPath('checkpoints')).flatMap((name) => {
    try {
      return [parse(golden('checkpoints', name, file))];
    } catch {
      return [];
    }
  });
}

/** Every target; `folder` is a place for files that are read by path. */
export function fuzzTargets(folder: string): Target[] {
  return [safetensors(folder), shardIndex(folder), ...configs(), tokenizer(), ...pictures()];
}

function safetensors(folder: string): Target {
  const zeros = (dtype: TensorData['dtype'], shape: number[], bytes: number): TensorData => ({
    dtype,
    shape,
    data: new Uint8Array(bytes),
  });
  const path = join(folder, 'fuzz.safetensors');
  const tensors = new Map([
    ['a.weight', zeros('F32', [2, 3], 24)],
    ['a.bias', zeros('F16', [3], 6)],
    ['b', zeros('BF16', [], 2)],
    ['c', zeros('U8', [4, 0], 0)],
    ['d', zeros('I64', [1, 1, 2], 16)],
  ]);
  writeSafetensors(path, tensors);
  const whole = readFileSync(path);
  const end = 8 + Number(whole.readBigUInt64LE());
  const [header, data] = [parse(whole.subarray(8, end)), whole.subarray(end)];
  return {
    name: 'safetensors',
    share: 0.3,
    draw(random) {
      if (random.chance(0.5)) return damageBytes(whole, random);
      const json = bytesOf(damageJson(header, random));
      const length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(json.length));
      return Buffer.concat([length, json, data]);
    },
    read(content) {
      writeFileSync(path, content);
      const { tensors } = readSafetensorsHeader(path);
      let bytes = 0;
      for (const { offset, length } of tensors.values()) {
        claim(offset >= 0 && offset + length <= content.length, 'a tensor lies outside of the file');
        bytes += length;
      }
      claim(bytes <= content.length, 'tensors overlap');
    },
  };
}

const indexFile = 'model.safetensors.index.json';

function shardIndex(folder: string): Target {
  const source = readdirSync(goldenPath('checkpoints')).find((name) =>
    existsSync(goldenPath('checkpoints', name, indexFile)),
  )!;
  const index = parse(golden('checkpoints', source, indexFile));
  for (const name of readdirSync(goldenPath('checkpoints', source))) {
    if (name !== indexFile) copyFileSync(goldenPath('checkpoints', source, name), join(folder, name));
  }
  return {
    name: 'shard index',
    share: 0.05,
    draw: (random) => (random.chance(0.3) ? damageBytes(bytesOf(index), random) : bytesOf(damageJson(index, random))),
    read(content) {
      writeFileSync(join(folder, indexFile), content);
      openModelFolder(folder);
    },
  };
}

function configs(): Target[] {
  const models = fromCheckpoints('config.json');
  const seeing = models.filter((json) => 'vision_config' in (json as object));
  const processors = fromCheckpoints('preprocessor_config.json');
  return [
    {
      name: 'config.json',
      share: 0.2,
      draw: (random) => bytesOf(damageJson(random.pick(models), random)),
      read(content) {
        const json = parse(content);
        const sees = typeof json === 'object' && json !== null && 'vision_config' in json;
        const text = sees ? readLlavaConfig(json).text : readTextConfig(json);
        claim(text.width > 0 && Number.isSafeInteger(text.layers), 'the decoder has no size');
      },
    },
    {
      name: 'preprocessor_config.json',
      share: 0.15,
      draw: (random) => bytesOf([random.pick(seeing), damageJson(random.pick(processors), random)]),
      read(content) {
        const [model, processor] = parse(content) as Json[];
        const config = readImageConfig(model, processor);
        claim(layoutImage({ width: 300, height: 200 }, config).tokens.length > 0, 'a picture has no tokens');
      },
    },
  ];
}

function tokenizer(): Target {
  const folder = goldenPath('checkpoints', 'llava');
  const [json, settings] = ['tokenizer.json', 'tokenizer_config.json'].map((name) =>
    parse(readFileSync(join(folder, name))),
  );
  return {
    name: 'tokenizer',
    share: 0.05,
    draw: (random) =>
      bytesOf(random.chance(0.7) ? [damageJson(json, random), settings] : [json, damageJson(settings, random)]),
    read(content) {
      const [tokenizerJson, tokenizerConfig] = parse(content) as object[];
      const ids = loadTokenizer({ tokenizerJson, tokenizerConfig }).encode('How many red squares are there?');
      claim(
        ids.every((id) => Number.isSafeInteger(id) && id >= 0),
        'a text has ids that are no numbers',
      );
    },
  };
}

function pictures(): Target[] {
  const files = [
    'tiny.png',
    'small.png',
    'grey16.png',
    'interlaced.png',
    'palette.png',
    'grey.jpg',
    'progressive.jpg',
    'cmyk.jpg',
  ];
  const seeds = files.map((file) => golden('images', 'source', file));
  return [
    {
      name: 'PNG and JPEG',
      share: 0.2,
      draw: (random) => damageBytes(random.pick(seeds), random),
      read: readPicture,
    },
    {
      name: 'GIF',
      share: 0.05,
      draw: (random) => damageBytes(random.pick([gif(), wideGif()]), random),
      read: readPicture,
    },
  ];
}

async function readPicture(content: Uint8Array): Promise<void> {
  const { width, height, data } = await decodeImage(content, { maxPixels: 4_000_000 });
  claim(width > 0 && height > 0 && data.length === width * height * 3, 'pixels are missing');
}

/** A picture of 2 × 2 pixels in four colours. */
function gif(): Uint8Array {
  const head = [0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 2, 0, 2, 0, 0x91, 0, 0];
  const palette = [0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255];
  return Uint8Array.from([...head, ...palette, 0x2c, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3, 0x44, 0x34, 0x05, 0, 0x3b]);
}

/** As `gif`, with a larger canvas and an interlaced frame. */
function wideGif(): Uint8Array {
  const bytes = gif();
  bytes[6] = 40;
  bytes[34] |= 0x40;
  return bytes;
}
