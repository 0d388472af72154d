import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minP } from './min-p.js';
import { type LogitProcessor, probabilities } from './processor.js';
import { repetitionPenalty } from './repetition-penalty.js';
import { temperature } from './temperature.js';
import { topK } from './top-k.js';
import { topP } from './top-p.js';

const out = Number.NEGATIVE_INFINITY;
const logs = (...chances: number[]) => Float32Array.from(chances, Math.log);
const apply = (processor: LogitProcessor, logits: Float32Array, history: number[] = []) =>
  processor({ logits, history });
const keptIds = (logits: Float32Array) => [...logits.keys()].filter((id) => logits[id] > out);

/** Few different values, so that ties are common. */
const someLogits = fc
  .array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -30, max: 30, noNaN: true })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((values) => Float32Array.from(values));

describe('golden: cases of the tests of transformers', () => {
  it('top-p 0.8', () => {
    expect(keptIds(apply(topP(0.8), logs(0.3, 0.1, 0.1, 0.5)))).toEqual([0, 3]);
    expect(keptIds(apply(topP(0.8), logs(0.15, 0.3, 0.3, 0.25)))).toEqual([1, 2, 3]);
  });

  it('min-p 0.05', () => {
    expect(keptIds(apply(minP(0.05), logs(0.9, 0.0274, 0.047, 0.0274)))).toEqual([0, 2]);
    expect(keptIds(apply(minP(0.05), logs(0.15, 0.3, 0.3, 0.25)))).toEqual([0, 1, 2, 3]);
    expect(keptIds(apply(minP(0.05), logs(0.97, 0.01, 0.01, 0.01)))).toEqual([0]);
  });

  it('repetition penalty 2', () => {
    const logits = Float32Array.of(0, -0.25, 0.25, 0.25, 0.25, -0.125);
    const penalised = apply(repetitionPenalty(2), logits, [0, 1, 5, 2, 2]);
    expect([...penalised]).toEqual([0, -0.5, 0.125, 0.25, 0.25, -0.25]);
  });
});

describe('equal: the definitions of Hugging Face, written plainly', () => {
  it('top-k removes what is below the k-th value', () => {
    fc.assert(
      fc.property(someLogits, fc.integer({ min: 1, max: 45 }), (logits, k) => {
        const falling = [...logits].sort((a, b) => b - a);
        const least = falling[Math.min(k, falling.length) - 1];
        expect(apply(topK(k), logits)).toEqual(logits.map((logit) => (logit < least ? out : logit)));
      }),
    );
  });

  it('top-p removes the tail whose rising cumulative probability is at most 1 − p', () => {
    fc.assert(
      fc.property(someLogits, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (logits, p) => {
        const chance = probabilities(logits);
        const rising = [...logits.keys()].sort((a, b) => logits[a] - logits[b] || b - a);
        const kept = new Set(rising.slice(-1));
        let sum = 0;
        for (const id of rising) {
          sum += chance[id];
          fc.pre(Math.abs(sum - (1 - p)) > 1e-9);
          if (sum > 1 - p) kept.add(id);
        }
        expect(keptIds(apply(topP(p), logits))).toEqual([...kept].sort((a, b) => a - b));
      }),
    );
  });

  it('min-p removes what is less likely than the share of the likeliest', () => {
    fc.assert(
      fc.property(someLogits, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (logits, share) => {
        const chance = probabilities(logits);
        const least = share * Math.max(...chance);
        fc.pre(chance.every((value) => Math.abs(value / least - 1) > 1e-6));
        expect(keptIds(apply(minP(share), logits))).toEqual([...chance.keys()].filter((id) => chance[id] >= least));
      }),
    );
  });

  it('temperature divides before the softmax', () => {
    fc.assert(
      fc.property(someLogits, fc.double({ min: 0.1, max: 10, noNaN: true }), (logits, value) => {
        const actual = probabilities(apply(temperature(value), logits));
        const wanted = probabilities(logits.map((logit) => logit / value));
        for (const [id, chance] of wanted.entries()) expect(actual[id]).toBeCloseTo(chance, 4);
      }),
    );
  });
});

describe('law: what no processor may do', () => {
  const processors: [string, LogitProcessor][] = [
    ['temperature', temperature(1e-30)],
    ['top-k', topK(3)],
    ['top-p', topP(0.4)],
    ['min-p', minP(0.5)],
    ['repetition penalty', repetitionPenalty(1.3)],
  ];

  it.each(processors)('%s leaves the logits it is given, and leaves a token', (_, processor) => {
    fc.assert(
      fc.property(someLogits, fc.array(fc.nat(50)), (logits, history) => {
        const before = logits.slice();
        const after = apply(processor, logits, history);
        expect(logits).toEqual(before);
        expect(keptIds(after).length).toBeGreaterThan(0);
        expect(after.some(Number.isNaN)).toBe(false);
      }),
    );
  });

  it.each(processors)('%s never brings an excluded token back', (_, processor) => {
    expect(apply(processor, Float32Array.of(out, 2, out, 1), [0, 1, 2])[0]).toBe(out);
  });

  it('ties at the border: top-k keeps all, top-p the lowest ids', () => {
    expect(keptIds(apply(topK(2), Float32Array.of(1, 3, 1, 1)))).toEqual([0, 1, 2, 3]);
    expect(keptIds(apply(topP(0.6), logs(0.25, 0.25, 0.25, 0.25)))).toEqual([0, 1, 2]);
  });
});
