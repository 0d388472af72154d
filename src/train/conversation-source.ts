import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, TesseraeError } from '../base/error.js';
import { mixSeed, Random } from '../base/random.js';
import { decodeImage, type ImageConfig, layoutImage } from '../image/index.js';
import type { RawExample } from './example.js';
import type { ExampleSource } from './feed.js';

const recordSchema = z.array(
  z.looseObject({
    id: z.union([z.string(), z.number()]).optional(),
    image: z.string().min(1),
    conversations: z.array(z.looseObject({ from: z.enum(['human', 'gpt']), value: z.string() })).min(2),
  }),
);

interface ConversationRecord {
  image: string;
  turns: RawExample['turns'];
}

/** Share of the records that training never sees. */
const heldOutShare = 0.02;

/**
 * Training examples from a file in the LLaVA format: records `{ image, conversations: [{ from, value }] }`, one picture each.
 * Every pair of question and answer becomes a turn of its own; the picture's mark is taken out of the question.
 *
 * @param file JSON array of records
 * @param images folder that the records' pictures lie in
 * @throws TesseraeError `conversations-file` for an unreadable file or a record that does not fit, `conversations-tiles` when no
 *   picture needs a number of tiles that the configuration asks for
 */
export async function conversationSource(
  file: string,
  images: string,
  seed: number,
  image: ImageConfig,
): Promise<ExampleSource> {
  const records = readRecords(file);
  const byTiles = new Map<string, ConversationRecord[]>();
  const split = new Random(mixSeed(seed, 0x73706c69));
  for (const record of records) {
    const { width, height } = await decodeImage(join(images, record.image));
    const tiles = layoutImage({ width, height }, image).tiles.length;
    const key = `${split.chance(heldOutShare) ? 'held-out' : 'train'}/${tiles}`;
    byTiles.set(key, [...(byTiles.get(key) ?? []), record]);
  }
  return async ({ split, index, tiles, stage, random }) => {
    // A small file may leave nothing to hold out at this number of tiles: then its training records stand in.
    const fitting = byTiles.get(`${split}/${tiles}`) ?? byTiles.get(`train/${tiles}`);
    if (!fitting) {
      throw new TesseraeError('conversations-tiles', {
        expected: `pictures of ${tiles} tiles in ${file}`,
        received: 'none',
        action: 'Take that number out of "tiles" in the training configuration.',
      });
    }
    // A new order in every pass over the records.
    const pass = Math.floor(index / fitting.length);
    const record = new Random(mixSeed(seed, pass, tiles)).shuffle(fitting)[index % fitting.length];
    const turns = stage.questions > 0 ? random.sample(record.turns, stage.questions) : record.turns.slice(0, 1);
    return { picture: await decodeImage(join(images, record.image)), turns };
  };
}

function readRecords(file: string): ConversationRecord[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw fileError(`a JSON file at ${file}`, messageOf(error), error);
  }
  const parsed = recordSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fileError(`records with image and conversations in ${file}`, `${issue.path.join('.')}: ${issue.message}`);
  }
  return parsed.data.map(({ image, conversations }) => ({ image, turns: pairTurns(conversations) }));
}

function pairTurns(conversations: readonly { from: string; value: string }[]): RawExample['turns'] {
  const turns = [];
  for (let i = 0; i + 1 < conversations.length; i += 2) {
    const question = conversations[i].value.replace('<image>', '').trim();
    turns.push({ category: 'conversation', question, answer: conversations[i + 1].value.trim() });
  }
  return turns;
}

function fileError(expected: string, received: string, cause?: unknown): TesseraeError {
  return new TesseraeError('conversations-file', { expected, received, action: 'Correct the file.', cause });
}
