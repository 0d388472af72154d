import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../image/index.js';
import { type ComposeOptions, composeDataset } from './compose.js';
import { composeSample } from './compose-sample.js';
import { composeShard, readShardManifest, shardManifestPath } from './compose-shard.js';
import { drawnSource } from './drawn-source.js';
import { type CompositeRecord, toConversation } from './record.js';
import { parseShares, planTypes } from './shares.js';
import type { Sources } from './sources.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-compose-'));
afterAll(() => rmSync(root, { recursive: true }), 120_000);

const shares = parseShares('collage=1,image-text=2');
const common = { count: 10, seed: 3, shares, shardSize: 4, workers: 0 } as const;
const make = (name: string, more: Partial<ComposeOptions> = {}) =>
  composeDataset({ out: join(root, name), ...common, ...more });
const read = (name: string, file: string): string => readFileSync(join(root, name, file), 'utf8');
const lines = <T>(text: string): T[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T);

const types = planTypes(10, shares);
const truth = await Promise.all(
  types.map((type, index) => composeSample({ seed: 3, index, type, sources: drawnSource() })),
);

/** Every file of a folder with its bytes. */
function contents(folder: string, below = ''): Record<string, string> {
  return Object.fromEntries(
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const path = join(below, entry.name);
      return entry.isDirectory()
        ? Object.entries(contents(folder, path))
        : [[path, readFileSync(join(folder, path)).toString('base64')]];
    }),
  );
}

describe('formats give back what was composed', () => {
  it('JSON lines with pictures in folders', async () => {
    const manifest = await make('jsonl', { format: 'jsonl' });
    const records = manifest.files.flatMap(({ path }) => lines<CompositeRecord>(read('jsonl', path)));
    expect(records.map(({ id }) => id)).toEqual(truth.map(({ record }) => record.id));
    for (const [i, { image, ...record }] of records.entries()) {
      const { image: name, ...rest } = truth[i].record;
      expect(record).toEqual(JSON.parse(JSON.stringify(rest)));
      expect(image.endsWith(name)).toBe(true);
      expect(readFileSync(join(root, 'jsonl', image)).equals(truth[i].bytes)).toBe(true);
      const picture = await decodeImage(join(root, 'jsonl', image));
      expect({ width: picture.width, height: picture.height }).toEqual({ width: record.width, height: record.height });
    }
  });

  it('LLaVA conversations in one list', async () => {
    await make('llava');
    const list = JSON.parse(read('llava', 'llava.json')) as ReturnType<typeof toConversation>[];
    expect(list).toHaveLength(10);
    for (const [i, { image, ...entry }] of list.entries()) {
      const { image: name, ...rest } = toConversation(truth[i].record);
      expect(entry).toEqual(rest);
      expect(entry.conversations[0].value.startsWith('<image>\n')).toBe(true);
      expect(entry.conversations[1].value).toBe(truth[i].record.caption);
      expect(existsSync(join(root, 'llava', image)) && image.endsWith(name)).toBe(true);
    }
  });

  it('Parquet with the bytes of pictures', async () => {
    const { files } = await make('parquet', { format: 'parquet' });
    const rows: Record<string, unknown>[] = [];
    for (const { path } of files) {
      const bytes = readFileSync(join(root, 'parquet', path));
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
      rows.push(...(await parquetReadObjects({ file, utf8: false })));
    }
    expect(rows).toHaveLength(10);
    rows.forEach((row, i) => {
      const { record, bytes } = truth[i];
      expect(Buffer.from(row.image as Uint8Array).equals(bytes)).toBe(true);
      expect(row).toMatchObject({
        id: record.id,
        type: record.type,
        caption: record.caption,
        width: record.width,
        height: record.height,
      });
      expect(JSON.parse(row.elements as string)).toEqual(record.elements);
      expect(JSON.parse(row.questions as string)).toEqual(JSON.parse(JSON.stringify(record.questions)));
      expect(JSON.parse(row.provenance as string)).toEqual(JSON.parse(JSON.stringify(record.provenance)));
      expect(JSON.parse(row.conversations as string)).toEqual(toConversation(record).conversations);
    });
  });

  it('WebDataset archives of pairs', async () => {
    const { files } = await make('webdataset', { format: 'webdataset' });
    const entries = files.flatMap(({ path }) => readTar(readFileSync(join(root, 'webdataset', path))));
    expect(entries).toHaveLength(20);
    truth.forEach(({ record, bytes }, i) => {
      const [picture, json] = entries.slice(2 * i, 2 * i + 2);
      expect(picture.name).toBe(record.image);
      expect(picture.bytes.equals(bytes)).toBe(true);
      expect(json.name).toBe(`${record.id}.json`);
      expect(JSON.parse(json.bytes.toString())).toEqual({
        ...JSON.parse(JSON.stringify(record)),
        conversations: toConversation(record).conversations,
      });
    });
  });
});

describe('runs', () => {
  it('go on where they were killed, and end the same', async () => {
    await make('whole');
    await make('killed');
    const folder = join(root, 'killed');
    // As after kill -9 within the second shard: no manifest of the data set or the shard, pictures half written.
    for (const left of ['manifest.json', 'llava.json', 'composite-00001.llava.jsonl']) rmSync(join(folder, left));
    rmSync(shardManifestPath(folder, 1));
    rmSync(join(folder, 'images/composite-00001'), { recursive: true });
    mkdirSync(join(folder, 'images/composite-00001.partial'));
    writeFileSync(join(folder, 'images/composite-00001.partial/half.jpg'), 'half');
    await make('killed');
    expect(contents(folder)).toEqual(contents(join(root, 'whole')));
  });

  it('leave other data sets alone', async () => {
    await make('taken');
    const before = contents(join(root, 'taken'));
    await expect(make('taken', { seed: 4 })).rejects.toMatchObject({
      code: 'folder-in-use',
      received: expect.stringContaining('seed'),
    });
    expect(contents(join(root, 'taken'))).toEqual(before);
    mkdirSync(join(root, 'foreign'));
    writeFileSync(join(root, 'foreign/notes.txt'), 'mine');
    await expect(make('foreign')).rejects.toMatchObject({ code: 'folder-in-use' });
    expect(readdirSync(join(root, 'foreign'))).toEqual(['notes.txt']);
  });

  it('stop at a signal without a manifest', async () => {
    await expect(make('stopped', { signal: AbortSignal.abort() })).rejects.toThrow('abort');
    expect(existsSync(join(root, 'stopped/manifest.json'))).toBe(false);
  });

  it('draw again what fails, and report it', async () => {
    const sources = drawnSource();
    let broken = 0;
    const failing: Sources = {
      ...sources,
      paint: (id, canvas, box) => {
        if (Number(id.slice(6)) % 4 > 0) return sources.paint(id, canvas, box);
        broken++;
        return Promise.reject(new Error(`${id} is unreadable`));
      },
    };
    const task = { out: join(root, 'failing'), shard: 0, first: 0, types, seed: 5, format: 'jsonl' } as const;
    const { samples, failures } = await composeShard(task, { sources: failing });
    expect(samples).toBe(10);
    expect(broken).toBeGreaterThan(0);
    expect(failures).toHaveLength(broken);
    expect(failures[0]).toContain('is unreadable');
    const never: Sources = { ...sources, paint: () => Promise.reject(new Error('gone')) };
    await expect(composeShard({ ...task, types: ['collage'], shard: 1 }, { sources: never })).rejects.toThrow('gone');
    expect(readShardManifest(task.out, 1)).toBeUndefined();
  });

  it('report a language model', async () => {
    let asked = 0;
    const { types: reports } = await make('written', {
      writer: async (prompt) => {
        asked++;
        const text = /\nText: (.*)\n/.exec(prompt)?.[1];
        return text ? `Here is the caption: The image holds the words "${text}"` : 'nothing';
      },
    });
    expect(asked).toBeGreaterThan(10);
    expect(reports.map(({ type, passRate }) => [type, passRate])).toEqual([
      ['collage', 0],
      ['image-text', expect.any(Number)],
    ]);
  });
});

function readTar(archive: Buffer): { name: string; bytes: Buffer }[] {
  const files: { name: string; bytes: Buffer }[] = [];
  for (let at = 0; archive[at] !== 0; ) {
    const name = archive.toString('utf8', at, archive.indexOf(0, at));
    const size = Number.parseInt(archive.toString('latin1', at + 124, at + 135), 8);
    const stored = Number.parseInt(archive.toString('latin1', at + 148, at + 154), 8);
    const header = Buffer.from(archive.subarray(at, at + 512)).fill(32, 148, 156);
    expect(header.reduce((sum, byte) => sum + byte, 0)).toBe(stored);
    files.push({ name, bytes: archive.subarray(at + 512, at + 512 + size) });
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return files;
}
