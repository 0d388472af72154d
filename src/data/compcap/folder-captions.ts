import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TesseraeError } from '../../base/error.js';
import type { Entity } from './sources.js';

/** One captioned picture as the caption file says. */
export interface CaptionRow {
  id: string;
  /** Path below the folder. */
  file: string;
  caption: string;
  licence: string;
  entities?: Entity[];
}

const LONGEST_CAPTION = 2000;

/**
 * Reads the caption file of a folder: `captions.jsonl`, `captions.json`, or the only `.jsonl` or `.json` file there.
 *
 * @throws TesseraeError `source-captions`
 */
export function readCaptionRows(folder: string): { rows: CaptionRow[]; skipped: string[] } {
  const file = captionFile(folder);
  const text = readFileSync(join(folder, file), 'utf8').replace(/^\ufeff/, '');
  const rows: CaptionRow[] = [];
  const skipped: string[] = [];
  const read = (value: unknown, place: string): void => {
    const row = rowOf(value);
    if (typeof row === 'string') skipped.push(`${place}: ${row}`);
    else rows.push(row);
  };
  if (text.trimStart().startsWith('[')) {
    try {
      (JSON.parse(text) as unknown[]).forEach((value, i) => {
        read(value, `${file} entry ${i + 1}`);
      });
    } catch (cause) {
      throw notReadable(file, messageOf(cause), cause);
    }
  } else {
    text.split(/\r?\n/).forEach((line, i) => {
      if (line.trim() === '') return;
      try {
        read(JSON.parse(line), `${file} line ${i + 1}`);
      } catch (error) {
        skipped.push(`${file} line ${i + 1}: ${messageOf(error)}`);
      }
    });
  }
  return { rows, skipped };
}

function captionFile(folder: string): string {
  const files = readdirSync(folder).filter((name) => /\.jsonl?$/.test(name));
  const named = ['captions.jsonl', 'captions.json'].find((name) => files.includes(name));
  if (named) return named;
  if (files.length === 1) return files[0];
  throw notReadable(
    'captions.jsonl',
    files.length === 0 ? 'no .jsonl or .json file' : `${files.length} of them: ${files.slice(0, 4).join(', ')}`,
  );
}

/** A row, or why there is none. */
function rowOf(value: unknown): CaptionRow | string {
  if (typeof value !== 'object' || value === null) return 'not an object';
  const record = value as Record<string, unknown>;
  const file = record.image ?? record.file ?? record.file_name;
  if (typeof file !== 'string' || file === '') return 'no image path';
  const caption = clean(record.caption ?? record.text ?? answerOf(record.conversations));
  if (caption === '') return `${file} has no caption`;
  if (caption.length > LONGEST_CAPTION)
    return `${file} has a caption of ${caption.length} characters, at most ${LONGEST_CAPTION}`;
  const { id, licence, license, entities } = record;
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : file,
    file,
    caption,
    licence: [licence, license].find((text): text is string => typeof text === 'string') ?? 'unknown',
    ...(Array.isArray(entities)
      ? {
          entities: entities
            .filter((name) => typeof name === 'string' && name !== '')
            .map((name: string) => ({ name })),
        }
      : {}),
  };
}

/** The first answer of a LLaVA conversation. */
function answerOf(conversations: unknown): unknown {
  if (!Array.isArray(conversations)) return undefined;
  return (conversations as { from?: string; value?: unknown }[]).find((turn) => turn?.from === 'gpt')?.value;
}

/** One paragraph without control characters and image marks. */
function clean(text: unknown): string {
  if (typeof text !== 'string') return '';
  return text
    .replaceAll('<image>', ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\s]+/gu, ' ')
    .trim();
}

function notReadable(file: string, received: string, cause?: unknown): TesseraeError {
  return new TesseraeError('source-captions', {
    expected: `one caption file, for example ${file}, with JSON lines of image and caption or LLaVA conversations`,
    received,
    action: 'Write captions.jsonl into the folder.',
    cause,
  });
}
