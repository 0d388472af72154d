import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { loadTokenizer } from '../../../text/index.js';
import { workedAnswer } from '../../picture/working.js';
import { checkCaption } from '../check-caption.js';
import { compositeKind, KINDS_OF_SIZE } from '../composite-kinds.js';
import { type AnyCompositeKind, COMPOSITE_TYPES } from '../kind.js';
import { holdLaws } from '../kind-laws.testing.js';
import { drawRoom, SMALL_KINDS } from './index.js';
import { fitsRoom } from './room.js';
import { smallSource } from './source.js';

const sources = smallSource();
const kinds = [...new Set(COMPOSITE_TYPES.flatMap((type) => SMALL_KINDS[type]))];

const nano = new URL('../../../../models/tesserae-nano/', import.meta.url);
const readJson = (name: string) => JSON.parse(readFileSync(new URL(name, nano), 'utf8'));
const tokenizer = loadTokenizer({
  tokenizerJson: readJson('tokenizer.json'),
  tokenizerConfig: readJson('tokenizer_config.json'),
});
const tokens = (text: string): number => tokenizer.encode(` ${text}`, { addSpecialTokens: false }).length;

/** The smallest value that at least 95 % are not above. */
const percentile = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1];

const drawn = new Map<AnyCompositeKind, Promise<{ width: number; height: number }[]>>();

/** Metadata of the first samples of a kind. */
function samplesOf(kind: AnyCompositeKind) {
  const known = drawn.get(kind);
  if (known) return known;
  const made = Promise.all(Array.from({ length: 20 }, (_, seed) => kind.sample(new Random(seed), sources)));
  drawn.set(kind, made);
  return made;
}

it('every type has small kinds, none of them a large one', () => {
  for (const type of COMPOSITE_TYPES) {
    expect(SMALL_KINDS[type].length, type).toBeGreaterThan(0);
    const large = KINDS_OF_SIZE.large[type].map(({ name }) => name);
    for (const kind of SMALL_KINDS[type]) {
      expect(kind.type).toBe(type);
      expect(large).not.toContain(kind.name);
      expect(compositeKind(kind.name)).toBe(kind);
    }
  }
});

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  it('holds the laws of every kind', async () => {
    await holdLaws(kind, sources, 8, 4);
  });

  it('has no more pixels than its room, down to one tile', async () => {
    for (const meta of await samplesOf(kind)) expect(fitsRoom(meta, { width: 256, height: 256 })).toBe(true);
    const tile = { width: 128, height: 128 };
    for (let seed = 0; seed < 4; seed++)
      expect(fitsRoom(await kind.sample(new Random(seed), sources, tile), tile), `seed ${seed}`).toBe(true);
  });

  it('says so little that nano can read and write it', async () => {
    const metas = await samplesOf(kind);
    const captions = metas.map((meta, seed) => kind.caption(meta, new Random(seed)));
    expect(percentile(captions.map((caption) => caption.length))).toBeLessThanOrEqual(300);
    expect(percentile(captions.map(tokens))).toBeLessThanOrEqual(150);
    const questions = metas.flatMap((meta, seed) => kind.questions(meta, new Random(seed)));
    const lengths = questions.map((one) => tokens(one.question) + tokens(workedAnswer(one)));
    expect(percentile(lengths)).toBeLessThanOrEqual(60);
  });

  it('asks each question once', async () => {
    for (const [seed, meta] of (await samplesOf(kind)).entries()) {
      const asked = kind.questions(meta, new Random(seed)).map(({ question }: { question: string }) => question);
      expect(new Set(asked).size, asked.join(' ')).toBe(asked.length);
    }
  });

  it('refuses captions with a number that is not there', async () => {
    const [meta] = await samplesOf(kind);
    const claims = kind.claims(meta);
    const caption = kind.caption(meta, new Random(1));
    expect(checkCaption(caption, claims).errors).toEqual([]);
    expect(checkCaption(`${caption} There are 98765 of them.`, claims).errors).not.toEqual([]);
  });
});

describe('workings', () => {
  it('lead to their answers: the last yes is the extreme, sums and differences come out', async () => {
    let seen = 0;
    for (const kind of kinds) {
      for (const [seed, meta] of (await samplesOf(kind)).entries()) {
        for (const { category, question, answer, working } of kind.questions(meta, new Random(seed))) {
          if (working === undefined) continue;
          const parts = working.split(', ');
          if (/^(Which|What) .*(highest|lowest)/.test(question) && category === 'extremes') {
            const ahead = parts.filter((part: string, at: number) => at === 0 || part.endsWith(' yes')).at(-1)!;
            expect(ahead.split(' '), question).toContain(answer);
            seen++;
          }
          const sum = /^(\d+) ([-+]) (\d+)$/.exec(working);
          if (sum && ['count', 'comparison'].includes(category)) {
            const [a, b] = [Number(sum[1]), Number(sum[3])];
            expect(Number(answer), `${question} ${working}`).toBe(sum[2] === '+' ? a + b : a - b);
            seen++;
          }
          if (/^How many .* above /.test(question)) {
            expect(parts.filter((part: string) => part.endsWith(' yes')).length, question).toBe(Number(answer));
            seen++;
          }
        }
      }
    }
    expect(seen).toBeGreaterThan(100);
  });
});

it('rooms are of one to four tiles, or between', () => {
  const random = new Random(1);
  const rooms = Array.from({ length: 400 }, () => drawRoom(random));
  const share = (width: number, height: number) =>
    rooms.filter((room) => room.width === width && room.height === height).length / rooms.length;
  expect(share(128, 128)).toBeCloseTo(0.3, 1);
  expect(share(256, 256)).toBeCloseTo(0.25, 1);
  for (const { width, height } of rooms) {
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(128);
    expect(Math.max(width, height)).toBeLessThanOrEqual(256);
  }
});
