import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { Engine, type GenerateRequest } from '../generate/index.js';
import { divergenceOf, logitAgreement, type RecordedAnswer, recordAnswers } from './logit-agreement.js';

describe('divergenceOf: law', () => {
  const row = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), { minLength: 5, maxLength: 5 });

  it('is 0 for rows that differ by a constant only, and never negative', () => {
    fc.assert(
      fc.property(row, row, fc.integer({ min: -8, max: 8 }), (a, b, shift) => {
        const moved = Float32Array.from(a, (x) => x + shift);
        expect(divergenceOf(Float32Array.from(a), moved)).toBeLessThan(1e-5);
        expect(divergenceOf(Float32Array.from(a), Float32Array.from(b))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is the formula on a row that can be done by hand', () => {
    const logits = (p: number[]) => Float32Array.from(p, Math.log);
    const expected = 0.5 * Math.log(0.5 / 0.25) + 0.5 * Math.log(0.5 / 0.75);
    expect(divergenceOf(logits([0.5, 0.5]), logits([0.25, 0.75]))).toBeCloseTo(expected, 6);
    expect(divergenceOf(logits([1, 0]), logits([0.5, 0.5]))).toBeCloseTo(Math.log(2), 6);
  });
});

describe('a copy of a model', () => {
  let engine: Engine;
  let records: RecordedAnswer[];
  const request: GenerateRequest = { prompt: 'What is shown?', maxTokens: 6 };

  beforeAll(async () => {
    engine = await Engine.open(goldenPath('checkpoints', 'text-llama-llama3'), { threads: 1 });
    records = await recordAnswers(engine, [request], 6);
  });
  afterAll(() => engine.dispose());

  it('is recorded with the tokens of its greedy answer', async () => {
    for await (const part of engine.generate(request)) {
      if (part.type === 'finish') expect(records[0].tokenIds).toEqual(part.tokenIds);
    }
    expect(records[0].logits.length).toBe(records[0].tokenIds.length);
  });

  it('agrees with itself in every token', async () => {
    const { divergence, ...agreement } = await logitAgreement(engine, records);
    const tokens = records[0].tokenIds.length;
    expect(agreement).toEqual({ prompts: 1, tokens, sameToken: 1, sameAnswer: 1 });
    expect(divergence.largest).toBeLessThan(1e-6);
  });

  it('disagrees where the reference said something else', async () => {
    const [record] = records;
    const other = record.logits.map((logits, at) => (at === 1 ? logits.map((logit) => -logit) : logits));
    const tokenIds = record.tokenIds.map((id, at) => (at === 1 ? (id + 1) % 50 : id));
    const result = await logitAgreement(engine, [{ ...record, tokenIds: tokenIds.slice(0, 2), logits: other }]);
    expect(result).toMatchObject({ tokens: 2, sameToken: 0.5, sameAnswer: 0 });
    expect(result.divergence.largest).toBeGreaterThan(0.01);
  });
});
