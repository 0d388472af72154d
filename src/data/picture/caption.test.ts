import { describe, expect, it } from 'vitest';
import { SHAPE_NAMES } from './collage/shape.js';
import { planSample } from './draw-sample.js';
import { COLOUR_NAMES } from './palette.js';
import { PICTURE_KINDS } from './picture-kinds.js';
import { DAYS, MEASURES, NOUNS, PERIODS, PLACES } from './words.js';

const SAMPLES = 150;
const VOCABULARIES: readonly (readonly string[])[] = [
  NOUNS,
  MEASURES,
  PERIODS,
  COLOUR_NAMES,
  SHAPE_NAMES,
  PLACES,
  DAYS,
];

/** Every caption that differs from this one in a single number or in a single word of a vocabulary. */
function corruptions(caption: string): string[] {
  const pieces = caption.split(/(\w+)/);
  return pieces.flatMap((piece, at) => {
    const vocabulary = VOCABULARIES.find((words) => words.includes(piece));
    const other = /^\d+$/.test(piece) ? String(Number(piece) + 1) : vocabulary?.find((word) => word !== piece);
    return other === undefined ? [] : [[...pieces.slice(0, at), other, ...pieces.slice(at + 1)].join('')];
  });
}

describe.each(PICTURE_KINDS)('captions of a $name', ({ name, check }) => {
  const plans = Array.from({ length: SAMPLES }, (_, index) => planSample({ kind: name, seed: 8, index }));

  it('state all facts and nothing else', () => {
    for (const { meta, caption } of plans) {
      const { facts, correct, errors } = check(meta, caption);
      expect(errors).toEqual([]);
      expect(correct).toBe(facts);
      expect(facts).toBeGreaterThan(3);
    }
  });

  it('are recognised in lower case and with loose spacing', () => {
    for (const { meta, caption } of plans) {
      const loose = caption.toLowerCase().replace(/([.,:;])/g, ' $1 ');
      expect(check(meta, loose)).toEqual(check(meta, caption));
    }
  });

  it('fail the check when any word or number is changed', () => {
    for (const { meta, caption } of plans) {
      const corrupted = corruptions(caption);
      expect(corrupted.length).toBeGreaterThan(3);
      const missed = corrupted.filter((text) => {
        const { facts, correct, errors } = check(meta, text);
        return correct >= facts || errors.length === 0;
      });
      expect(missed).toEqual([]);
    }
  });

  it('lose facts when they are cut short, without errors being invented', () => {
    for (const { meta, caption } of plans) {
      const { facts, correct } = check(meta, caption.slice(0, caption.lastIndexOf(' ')));
      expect(correct).toBeLessThan(facts);
      expect(check(meta, '')).toMatchObject({ facts, correct: 0, errors: [] });
      expect(check(meta, 'I cannot see the picture, sorry: nothing at all.').correct).toBe(0);
    }
  });

  it('are short and worded in several ways', () => {
    for (const { caption } of plans) expect(caption.match(/\w+|[^\w\s]/g)!.length).toBeLessThanOrEqual(70);
    expect(new Set(plans.map(({ caption }) => caption.split(' ').slice(0, 2).join(' '))).size).toBeGreaterThan(1);
  });
});
