/** The files that one shard becomes. Everything is in memory until the shard is complete: a shard is at most some hundred samples. */
import { createHash } from 'node:crypto';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { ComposedSample } from './compose-sample.js';
import { type CompositeRecord, toConversation } from './record.js';
import { writeTar } from './tar.js';

export const FORMATS = ['llava', 'jsonl', 'parquet', 'webdataset'] as const;

export type Format = (typeof FORMATS)[number];

/** A file of a shard; the path is below the data set's folder. */
export interface ShardFile {
  path: string;
  bytes: Uint8Array;
}

/** The files of a shard in a format; pictures first, the file that names them last. */
export function shardFiles(shard: number, samples: readonly ComposedSample[], format: Format): ShardFile[] {
  const name = shardName(shard);
  if (format === 'parquet') return [{ path: `${name}.parquet`, bytes: toParquet(samples) }];
  if (format === 'webdataset') return [{ path: `${name}.tar`, bytes: toTar(samples) }];
  const placed = samples.map(({ record, bytes }) => ({
    record: { ...record, image: `images/${name}/${record.image}` },
    bytes,
  }));
  const lines = placed.map(({ record }) => `${JSON.stringify(format === 'llava' ? toConversation(record) : record)}\n`);
  return [
    ...placed.map(({ record, bytes }) => ({ path: record.image, bytes })),
    { path: `${name}.${format === 'llava' ? 'llava.jsonl' : 'jsonl'}`, bytes: Buffer.from(lines.join('')) },
  ];
}

/** `composite-00003`. */
export function shardName(shard: number): string {
  return `composite-${String(shard).padStart(5, '0')}`;
}

/** One row per sample; nested parts as JSON texts, pictures as their files' bytes. */
function toParquet(samples: readonly ComposedSample[]): Uint8Array {
  const column = <T>(read: (record: CompositeRecord) => T): T[] => samples.map(({ record }) => read(record));
  const text = (name: string, read: (record: CompositeRecord) => string) => ({
    name,
    data: column(read),
    type: 'STRING' as const,
  });
  const buffer = parquetWriteBuffer({
    columnData: [
      text('id', ({ id }) => id),
      text('type', ({ type }) => type),
      text('kind', ({ kind }) => kind),
      text('image_name', ({ image }) => image),
      { name: 'image', data: samples.map(({ bytes }) => new Uint8Array(bytes)), type: 'BYTE_ARRAY' },
      { name: 'width', data: column(({ width }) => width), type: 'INT32' },
      { name: 'height', data: column(({ height }) => height), type: 'INT32' },
      text('caption', ({ caption }) => caption),
      text('caption_by', ({ captionBy }) => captionBy),
      text('conversations', (record) => JSON.stringify(toConversation(record).conversations)),
      text('questions', ({ questions }) => JSON.stringify(questions)),
      text('elements', ({ elements }) => JSON.stringify(elements)),
      text('provenance', ({ provenance }) => JSON.stringify(provenance)),
    ],
  });
  return new Uint8Array(buffer);
}

/** For each sample its picture and a JSON file of the same name, as WebDataset readers pair them. */
function toTar(samples: readonly ComposedSample[]): Uint8Array {
  return writeTar(
    samples.flatMap(({ record, bytes }) => [
      { name: record.image, bytes },
      {
        name: `${record.id}.json`,
        bytes: Buffer.from(JSON.stringify({ ...record, conversations: toConversation(record).conversations })),
      },
    ]),
  );
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
