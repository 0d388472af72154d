import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from '../base/random.js';
import { contrastLogits } from '../reduce/index.js';
import { contrast } from './contrast.js';
import { probabilities } from './processor.js';
import { createSampler, mostLikely, type SampleOptions } from './sample.js';

const out = Number.NEGATIVE_INFINITY;
const logs = (...chances: number[]) => Float32Array.from(chances, Math.log);

/** How often each token is drawn. */
function shares(options: SampleOptions, logits: Float32Array, history: number[] = [], draws = 20_000): number[] {
  const sample = createSampler(options, new Random(7));
  const counts = new Array<number>(logits.length).fill(0);
  for (let i = 0; i < draws; i++) counts[sample({ logits, history })] += 1;
  return counts.map((count) => count / draws);
}

describe('law: greedy', () => {
  it('takes the largest logit, the lowest id among equals', () => {
    expect(mostLikely(Float32Array.of(1, 5, 5, 2))).toBe(1);
    expect(mostLikely(Float32Array.of(out, out, -3))).toBe(2);
  });

  it('is the default, and draws nothing', () => {
    const random = new Random(1);
    const before = random.save();
    expect(createSampler({}, random)({ logits: Float32Array.of(1, 3, 2), history: [] })).toBe(1);
    expect(random.save()).toEqual(before);
  });

  it('counts the repetition penalty', () => {
    const sample = createSampler({ repetitionPenalty: 2 }, new Random(1));
    expect(sample({ logits: Float32Array.of(1, 3, 2), history: [1] })).toBe(2);
  });
});

describe('law: draws', () => {
  it('follow the probabilities', () => {
    const wanted = [0.5, 0.25, 0.2, 0.05];
    for (const [id, share] of shares({ temperature: 1 }, logs(...wanted)).entries()) {
      // Four standard deviations of 20,000 draws.
      expect(Math.abs(share - wanted[id])).toBeLessThan(4 * Math.sqrt((wanted[id] * (1 - wanted[id])) / 20_000));
    }
  });

  it('never take an excluded token', () => {
    const [first, second, third, fourth] = shares({ temperature: 1, topK: 2 }, logs(0.1, 0.4, 0.2, 0.3));
    expect([first, third]).toEqual([0, 0]);
    expect(second).toBeGreaterThan(fourth);
  });

  it('repeat with the seed', () => {
    const draw = (seed: number) => {
      const sample = createSampler({ temperature: 1 }, new Random(seed));
      return Array.from({ length: 40 }, () => sample({ logits: new Float32Array(50), history: [] }));
    };
    expect(draw(3)).toEqual(draw(3));
    expect(draw(3)).not.toEqual(draw(4));
  });

  it('approach the greedy choice as the temperature falls', () => {
    const logits = Float32Array.of(1, 3, 2.9, -4);
    for (const temperature of [1e-3, 1e-30, Number.MIN_VALUE]) {
      expect(shares({ temperature }, logits, [], 100)).toEqual([0, 1, 0, 0]);
    }
  });
});

describe('law: the order of Hugging Face', () => {
  it('penalty before temperature before top-p', () => {
    // Before the temperature, top-p would keep token 0 alone; at temperature 10 the two are nearly even.
    expect(shares({ temperature: 10, topP: 0.6 }, Float32Array.of(2, 0)).filter((share) => share > 0)).toHaveLength(2);
    // The penalty makes token 1 the best, so top-k 1 keeps it.
    expect(shares({ temperature: 0.5, topK: 1, repetitionPenalty: 4 }, Float32Array.of(2, 1), [0], 50)).toEqual([0, 1]);
  });

  it('top-k before top-p: the nucleus is that of the remaining tokens', () => {
    // Of all four, the likeliest has 0.4 and does not reach 0.55; of the first two it has 0.4 / 0.7 and does.
    expect(shares({ temperature: 1, topK: 2, topP: 0.55 }, logs(0.4, 0.3, 0.2, 0.1), [], 500)).toEqual([1, 0, 0, 0]);
  });
});

describe('law: the second branch', () => {
  const logits = Float32Array.of(2, 1.8, -5);
  const branch = Float32Array.of(2, 0, 3);

  it('is asked for by contrast only', () => {
    expect(createSampler({}, new Random(1)).needsBranch).toBe(false);
    expect(createSampler({ topK: 2 }, new Random(1), [contrast()]).needsBranch).toBe(true);
  });

  it('changes the choice before the other processors', () => {
    const sample = createSampler({ temperature: 1, topK: 1 }, new Random(1), [contrast({ alpha: 2, beta: 0.1 })]);
    expect(mostLikely(logits)).toBe(0);
    expect(sample({ logits, history: [], branch })).toBe(1);
    expect(mostLikely(contrastLogits(logits, branch, { alpha: 2, beta: 0.1 }))).toBe(1);
  });

  it('is missed when the loop does not pass it', () => {
    const sample = createSampler({}, new Random(1), [contrast()]);
    expect(() => sample({ logits, history: [] })).toThrow(expect.objectContaining({ code: 'contrast-input' }));
  });
});

describe('errors', () => {
  it.each([
    [{ temperature: -1 }, '-1'],
    [{ temperature: Number.NaN }, 'NaN'],
    [{ topK: 0 }, '0'],
    [{ topK: 1.5 }, '1.5'],
    [{ topP: 0 }, '0'],
    [{ topP: 1.1 }, '1.1'],
    [{ minP: -0.1 }, '-0.1'],
    [{ repetitionPenalty: Number.POSITIVE_INFINITY }, 'Infinity'],
    [{ temperature: '0.5' } as unknown as SampleOptions, '"0.5"'],
    [{ top_p: 0.9 } as SampleOptions, 'top_p'],
  ])('%j is refused', (options, received) => {
    const code = 'sample-option';
    expect(() => createSampler(options, new Random(1))).toThrow(expect.objectContaining({ code, received }));
  });

  it.each([
    [Float32Array.of(1, Number.NaN), 'NaN for token 1'],
    [Float32Array.of(Number.POSITIVE_INFINITY, 0), 'Infinity for token 0'],
    [Float32Array.of(out, out), '2 excluded ones'],
    [new Float32Array(0), '0 excluded ones'],
  ])('logits %j are refused at any temperature', (logits, received) => {
    for (const temperature of [0, 1]) {
      const sample = createSampler({ temperature }, new Random(1));
      expect(() => sample({ logits, history: [] })).toThrow(expect.objectContaining({ code: 'logits', received }));
    }
  });
});

it('law: probabilities are positive where logits are, and sum to 1', () => {
  const logit = fc.oneof(fc.double({ min: -3e4, max: 3e4, noNaN: true }), fc.constant(out));
  fc.assert(
    fc.property(fc.array(logit, { minLength: 1 }), (values) => {
      fc.pre(values.some((value) => value > out));
      const chance = probabilities(Float32Array.from(values));
      expect(chance.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
      expect(chance.every((value, id) => value >= 0 && (values[id] > out || value === 0))).toBe(true);
    }),
  );
});
