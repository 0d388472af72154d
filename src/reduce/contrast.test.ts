import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { softmax } from './cls-attention.js';
import { contrastLogits, plausibilityCut } from './contrast.js';
import { type ArrayReference, furthest, golden, micro } from './reduce.testing.js';
import { TinyDecoder } from './tiny-decoder.testing.js';

const data = golden('damro');

const probabilities = (logits: ArrayLike<number>) => softmax(Float64Array.from(logits));

const argmax = (values: ArrayLike<number>) => {
  return Array.from(values).reduce((best, value, i, all) => (value > all[best] ? i : best), 0);
};

const infinite = (values: (number | string)[]) =>
  values.map((value) => (value === '-inf' ? Number.NEGATIVE_INFINITY : Number(value)));

const candidates = (contrasted: ArrayLike<number>) => Array.from(contrasted).filter(Number.isFinite).length;

describe('golden: contrast of given logits', () => {
  for (const { id, params, inputs, expected } of data.of('contrast')) {
    it(id, () => {
      const { vocab, steps, alpha, beta } = params;
      const row = (reference: ArrayReference, step: number) =>
        data.read(reference).subarray(step * vocab, (step + 1) * vocab);
      for (let step = 0; step < steps; step++) {
        const contrasted = contrastLogits(row(inputs.positive, step), row(inputs.negative, step), { alpha, beta });
        const { official } = expected;
        expect(furthest(contrasted, row(official.contrasted, step))).toBeLessThan(1e-4);
        expect(Array.from(contrasted, (g) => Number(Number.isFinite(g)))).toEqual([...row(official.mask, step)]);
        expect(furthest(probabilities(contrasted), row(official.probabilities, step))).toBeLessThan(1e-5);
        expect(argmax(contrasted)).toBe(official.argmax[step]);
        expect(candidates(contrasted)).toBe(official.candidates[step]);
      }
    });
  }
});

describe('golden: greedy steps with both branches', () => {
  const decoder = new TinyDecoder(data);
  for (const { id, params, inputs, expected } of data.of('trace')) {
    it(id, () => {
      const { official } = expected;
      const { alpha, beta } = params;
      const width = data.model.hidden;
      const branch = (visual: Float32Array) => {
        const cache = decoder.emptyCache();
        const prompt = params.inputIds.flatMap((token: number, place: number) => {
          if (place !== params.imagePosition) return [decoder.embed(token)];
          return Array.from({ length: visual.length / width }, (_, i) =>
            Float64Array.from(visual.subarray(i * width, (i + 1) * width)),
          );
        });
        const feed = (rows: Float64Array[]) => {
          const first = cache[0].keys.length;
          const positions = rows.map((_, i) => first + i);
          const out = cache.reduce((x, layerCache, layer) => decoder.layer(layer, x, positions, layerCache), rows);
          return {
            logits: decoder.logits(out.at(-1)!),
            positions: [positions[0], positions.at(-1)],
            length: cache[0].keys.length,
          };
        };
        return { prompt, feed };
      };
      const positive = branch(data.read(inputs.positiveVisual) as Float32Array);
      const negative = branch(data.read(inputs.negativeVisual) as Float32Array);
      expect(positive.prompt).toHaveLength(official.positivePromptLength);
      expect(negative.prompt).toHaveLength(official.negativePromptLength);
      let [positiveRows, negativeRows] = [positive.prompt, negative.prompt];
      const tokens = official.steps.map((step: Record<string, never>) => {
        const [p, n] = [positive.feed(positiveRows), negative.feed(negativeRows)];
        expect([p.positions, n.positions]).toEqual([step.positivePositions, step.negativePositions]);
        expect([p.length, n.length]).toEqual([step.positiveKv, step.negativeKv]);
        expect(furthest(p.logits, data.read(step.positiveLogits))).toBeLessThan(1e-3);
        expect(furthest(n.logits, data.read(step.negativeLogits))).toBeLessThan(1e-3);
        const contrasted = contrastLogits(p.logits, n.logits, { alpha, beta });
        expect(furthest(contrasted, data.read(step.contrasted))).toBeLessThan(5e-3);
        expect(furthest(probabilities(contrasted), data.read(step.probabilities))).toBeLessThan(1e-3);
        expect(candidates(contrasted)).toBe(step.candidates);
        expect(argmax(p.logits)).toBe(step.plainGreedy);
        positiveRows = negativeRows = [decoder.embed(argmax(contrasted))];
        return argmax(contrasted);
      });
      expect(tokens).toEqual(official.tokens);
    });
  }
});

describe('hand-checked', () => {
  it('three tokens', () => {
    const { inputs, expected } = micro('damro-contrast');
    inputs.rows.forEach((options: { alpha: number; beta: number }, i: number) => {
      const { cut, contrasted, probabilities: wanted, argmax: best } = expected[i];
      const actual = contrastLogits(inputs.positive, inputs.negative, options);
      expect(plausibilityCut(inputs.positive, options.beta)).toBeCloseTo(infinite([cut])[0], 5);
      expect(furthest(actual, infinite(contrasted))).toBeLessThan(1e-6);
      expect(furthest(probabilities(actual), wanted)).toBeLessThan(1e-6);
      expect(argmax(actual)).toBe(best);
    });
  });

  it('equal branches and β = 1', () => {
    const { inputs, expected } = micro('damro-identities');
    expect([...contrastLogits(inputs.positive, inputs.positive)]).toEqual(expected.negativeEqualsPositive.contrasted);
    const only = contrastLogits(inputs.positive, [3, 9, -4], { beta: 1 });
    expect(candidates(only)).toBe(1);
    expect(argmax(only)).toBe(expected.betaOne.onlyCandidate);
  });
});

describe('laws', () => {
  const logit = fc.integer({ min: -64, max: 64 }).map((n) => n / 4);
  const branches = fc.integer({ min: 1, max: 12 }).chain((n) => {
    const logits = fc.array(logit, { minLength: n, maxLength: n });
    return fc.record({ positive: logits, negative: logits, alpha: fc.constantFrom(0, 0.5, 1, 2), shift: logit });
  });

  it('candidates depend on the positive branch and β only', () => {
    fc.assert(
      fc.property(branches, fc.constantFrom(0, 0.01, 0.1, 1), ({ positive, negative, alpha }, beta) => {
        const wanted = positive.map((l) => Math.exp(l - Math.max(...positive)) >= beta * (1 - 1e-12));
        expect(Array.from(contrastLogits(positive, negative, { alpha, beta }), Number.isFinite)).toEqual(wanted);
      }),
    );
  });

  it('a constant added to either branch changes no probability', () => {
    fc.assert(
      fc.property(branches, ({ positive, negative, alpha, shift }) => {
        const plain = probabilities(contrastLogits(positive, negative, { alpha }));
        const shifted = (values: number[]) => values.map((value) => value + shift);
        for (const other of [
          contrastLogits(shifted(positive), negative, { alpha }),
          contrastLogits(positive, shifted(negative), { alpha }),
        ]) {
          expect(furthest(probabilities(other), plain)).toBeLessThan(1e-5);
        }
      }),
    );
  });

  it('a token that is out stays out', () => {
    const contrasted = contrastLogits([Number.NEGATIVE_INFINITY, 1], [Number.NEGATIVE_INFINITY, 0], { beta: 0 });
    expect([...contrasted]).toEqual([Number.NEGATIVE_INFINITY, 3]);
  });

  it.each([{ alpha: -1 }, { alpha: Number.NaN }, { beta: 1.5 }, { beta: Number.NaN }])('%j is refused', (options) => {
    expect(() => contrastLogits([1], [1], options)).toThrow(expect.objectContaining({ code: 'contrast-input' }));
    expect(() => contrastLogits([1, 2], [1])).toThrow(expect.objectContaining({ code: 'contrast-input' }));
  });
});
