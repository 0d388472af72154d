import { describe, expect, it } from 'vitest';
import { drawSample, planSample, renderPicture } from './draw-sample.js';
import { CATEGORIES, type Question } from './kind.js';
import { PICTURE_KINDS } from './picture-kinds.js';

const INDICES = Array.from({ length: 150 }, (_, index) => index);
const KINDS = PICTURE_KINDS.map(({ name }) => name);

describe('drawSample', () => {
  it('gives the same sample whatever was drawn before it', () => {
    const forwards = INDICES.slice(0, 40).map((index) => drawSample({ seed: 1, index }));
    const backwards = INDICES.slice(0, 40)
      .reverse()
      .map((index) => drawSample({ seed: 1, index }));
    expect(backwards.reverse()).toEqual(forwards);
  });

  it('draws different samples for different seeds, indices and benchmark streams', () => {
    const metas = [0, 1, 2 ** 31, 2 ** 32].flatMap((seed) =>
      INDICES.map((index) => JSON.stringify(planSample({ kind: 'bar-chart', seed, index }).meta)),
    );
    expect(new Set(metas).size).toBe(metas.length);
  });

  it('keeps everything in plain JSON, from which the picture can be painted again', () => {
    for (const kind of KINDS) {
      const sample = drawSample({ kind, seed: 2, index: 5 });
      const meta = JSON.parse(JSON.stringify(sample.meta));
      expect(meta).toEqual(sample.meta);
      expect(renderPicture({ kind, meta })).toEqual(sample.picture);
      expect(sample.picture.data.length).toBe(meta.width * meta.height * 3);
    }
  });

  it('draws all kinds, and the sizes in their shares', () => {
    const plans = Array.from({ length: 2500 }, (_, index) => planSample({ seed: 3, index }));
    for (const kind of KINDS) {
      expect(plans.filter((plan) => plan.kind === kind).length / plans.length).toBeCloseTo(1 / KINDS.length, 1);
    }
    const share = (width: number, height: number): number =>
      plans.filter(({ meta }) => meta.width === width && meta.height === height).length / plans.length;
    expect(Math.abs(share(128, 128) - 0.55)).toBeLessThan(0.03);
    expect(Math.abs(share(256, 128) - 0.125)).toBeLessThan(0.03);
    expect(Math.abs(share(128, 256) - 0.125)).toBeLessThan(0.03);
    expect(Math.abs(share(256, 256) - 0.12)).toBeLessThan(0.03);
  });

  it('rejects unknown kinds and indices that are not whole numbers', () => {
    expect(() => drawSample({ kind: 'photograph', seed: 1, index: 0 })).toThrow(/bar-chart/);
    expect(() => drawSample({ seed: 1, index: 0.5 })).toThrow(/whole numbers/);
    expect(() => drawSample({ seed: -1, index: 0 })).toThrow(/whole numbers/);
  });
});

describe.each(KINDS)('questions about a %s', (kind) => {
  const asked = INDICES.map((index) => planSample({ kind, seed: 4, index }).questions);
  const all = asked.flat();

  it('cover every category', () => {
    expect(new Set(all.map(({ category }) => category))).toEqual(new Set(CATEGORIES));
  });

  it('are each asked once and have short lower-case answers', () => {
    for (const questions of asked) {
      expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
      const odd = questions.filter(
        ({ question, answer }) =>
          !/^[A-Z][A-Za-z0-9 ,]+\?$/.test(question) || !/^[a-z0-9]+( [a-z]+){0,2}$/.test(answer),
      );
      expect(odd).toEqual([]);
    }
  });

  it('have as many yes as no answers in every picture and category', () => {
    const tally = (questions: Question[], category: string, wanted: string): number =>
      questions.filter((q) => q.category === category && q.answer === wanted).length;
    for (const questions of asked) {
      for (const category of ['existence', 'comparison']) {
        expect(tally(questions, category, 'yes')).toBe(tally(questions, category, 'no'));
      }
    }
    expect(tally(all, 'existence', 'yes')).toBeGreaterThan(INDICES.length);
    expect(all.filter(({ category, answer }) => category === 'existence' && !/^(yes|no)$/.test(answer))).toEqual([]);
  });
});
