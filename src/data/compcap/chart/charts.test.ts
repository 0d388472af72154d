import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { inside } from '../../picture/painter.js';
import { LEAST_CONTRAST, overlap, smallestText } from '../canvas.js';
import { checkCaption } from '../check-caption.js';
import { contrast } from '../colours.js';
import { drawn, kindOf, samples } from './charts.testing.js';
import { CHART_KINDS } from './index.js';

const COUNT = 20;

describe.each(CHART_KINDS.map(({ name }) => name))('%s', (name) => {
  const kind = kindOf(name);
  const metas = samples(name, COUNT, 100);

  it('law: the same seed gives the same metadata, plain JSON, and texts', () => {
    metas.slice(0, 4).forEach((meta, at) => {
      expect(kind.sample(new Random(100 + at), undefined as never)).toEqual(meta);
      expect(kind.caption(meta, new Random(7))).toBe(kind.caption(meta, new Random(7)));
    });
  });

  it('law: texts are inside the picture, apart from each other, legible and large enough', async () => {
    for (const meta of metas) {
      const { canvas } = await drawn(name, meta);
      expect(canvas.texts.length).toBeGreaterThan(1);
      canvas.texts.forEach((text, at) => {
        expect(inside(text, canvas.box)).toBe(true);
        expect(text.px).toBeGreaterThanOrEqual(smallestText(meta));
        expect(contrast(text.ink, text.ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST);
        expect(canvas.texts.slice(0, at).filter((other) => overlap(other, text))).toEqual([]);
      });
    }
  });

  it('law: captions pass their claims in every wording, and name the type first', () => {
    metas.forEach((meta, at) => {
      const claims = kind.claims(meta);
      for (const seed of [at, 1000 + at]) {
        const caption = kind.caption(meta, new Random(seed));
        const report = checkCaption(caption, claims);
        expect(report.errors, caption).toEqual([]);
        expect(report.statements).toBeGreaterThan(8);
        const opening = caption.slice(0, caption.search(/[.] (?=[A-Z])/)).toLowerCase();
        expect(
          claims.types.some((type: string) => opening.includes(type)),
          opening,
        ).toBe(true);
      }
    });
  });

  it('law: a caption with one wrong number, colour or title does not pass', () => {
    const meta = metas[0];
    const claims = kind.claims(meta);
    const caption = kind.caption(meta, new Random(1));
    expect(checkCaption(`${caption} There are 987654 of them.`, claims).errors).not.toEqual([]);
    expect(
      checkCaption(
        caption.replaceAll(/(bar|line|pie|donut|area|scatter) (chart|graph|plot)|choropleth/g, 'table'),
        claims,
      ).errors,
    ).not.toEqual([]);
    if (meta.title ?? meta.table?.title)
      expect(checkCaption(caption.replace(/"[^"]+"/, '"Another title"'), claims).errors).not.toEqual([]);
  });

  it('law: values that are not printed are not said with decimals', () => {
    for (const meta of metas) {
      const printed = meta.geometry.texts.some(
        ({ role, text }: { role: string; text: string }) => role === 'value' || (role === 'label' && /\d/.test(text)),
      );
      if (printed) continue;
      expect(kind.claims(meta).decimals).toBe(0);
      expect(kind.caption(meta, new Random(3))).not.toMatch(/\d\.\d/);
    }
  });

  it('law: every legend entry stands for something that is drawn', () => {
    for (const meta of metas) {
      const { marks } = meta.geometry;
      for (const entry of marks.filter(
        ({ kind: of, words }: { kind: string; words: string }) => of === 'legend' && words !== 'colour bar',
      )) {
        const name = entry.series ?? entry.category;
        const level = meta.classes?.findIndex(({ text }: { text: string }) => text === name) ?? -1;
        const regions = (meta.regions ?? []).filter((region: { level: number | null; hex: string }) =>
          level >= 0 ? region.level === level : region.hex === meta.missing.tint.hex,
        );
        const others = marks.filter(
          (mark: { kind: string; series?: string; category?: string }) =>
            mark.kind !== 'legend' && (mark.series === name || mark.category === name),
        );
        expect(regions.length + others.length, name).toBeGreaterThan(0);
      }
    }
  });

  it('law: questions have answers, and their boxes lie in the picture', () => {
    metas.forEach((meta, at) => {
      const questions = kind.questions(meta, new Random(at));
      expect(questions.length).toBeGreaterThan(5);
      expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
      for (const { question, answer, box } of questions) {
        expect(question).toMatch(/\?$/);
        expect(answer).not.toBe('');
        expect(question + answer).not.toMatch(/undefined|NaN|null/);
        if (box) expect(inside(box, { x: 0, y: 0, width: meta.width, height: meta.height }), question).toBe(true);
      }
    });
  });

  it('law: the prompt has three numbered blocks and says how numbers are to be given', () => {
    const prompt = kind.prompt(metas[0], new Random(5));
    expect(prompt).toMatch(/\n1\. Data\n[\s\S]+\n2\. Axes\n[\s\S]+\n3\. Miscellaneous\n[\s\S]+Instructions/);
    expect(prompt).not.toMatch(/undefined|NaN|#[0-9a-f]{6}/);
  });
});
