import { expect } from 'vitest';
import { Random } from '../../base/random.js';
import { inside } from '../picture/painter.js';
import { contrast } from '../picture/palette.js';
import { LEAST_CONTRAST, overlap, smallestText } from './canvas.js';
import { checkCaption } from './check-caption.js';
import type { AnyCompositeKind } from './kind.js';
import { paintComposite } from './paint-composite.js';
import type { Sources } from './sources.js';

/** What every kind must hold, whatever is drawn; pictures are drawn for the first `painted` seeds only. */
export async function holdLaws(kind: AnyCompositeKind, sources: Sources, samples: number, painted = 20): Promise<void> {
  for (let seed = 0; seed < samples; seed++) {
    const where = `${kind.name} seed ${seed}`;
    const meta = await kind.sample(new Random(seed), sources);
    expect(await kind.sample(new Random(seed), sources), where).toEqual(meta);
    expect(JSON.parse(JSON.stringify(meta)), `${where}: plain JSON`).toEqual(meta);
    const claims = kind.claims(meta);
    for (const wording of [seed, seed + 1_000_000]) {
      const caption = kind.caption(meta, new Random(wording));
      expect(checkCaption(caption, claims).errors, `${where}: ${caption}`).toEqual([]);
      expect(kind.caption(meta, new Random(wording)), where).toBe(caption);
    }
    expect(kind.prompt(meta, new Random(seed)).length, where).toBeGreaterThan(100);
    const questions = kind.questions(meta, new Random(seed));
    expect(questions.length, where).toBeGreaterThan(0);
    const picture = { x: 0, y: 0, width: meta.width, height: meta.height };
    for (const { question, answer, box } of questions) {
      expect(question, where).toMatch(/\S{2,}.*[?.]$/s);
      expect(answer.trim(), `${where}: ${question}`).not.toBe('');
      if (box) expect(inside(box, picture), `${where}: ${question} ${JSON.stringify(box)}`).toBe(true);
    }
    if (seed >= painted) continue;
    const { texts, elements, surface } = await paintComposite(kind, meta, sources);
    texts.forEach((text, i) => {
      expect(inside(text, picture), `${where}: ${text.text}`).toBe(true);
      expect(text.px, `${where}: ${text.text}`).toBeGreaterThanOrEqual(smallestText(meta));
      expect(contrast(text.ink, text.ground), `${where}: ${text.text}`).toBeGreaterThanOrEqual(LEAST_CONTRAST);
      expect(
        texts.slice(0, i).some((other) => overlap(other, text)),
        `${where}: ${text.text}`,
      ).toBe(false);
    });
    expect(elements.length, where).toBeGreaterThan(0);
    for (const element of elements) {
      expect(
        element.width > 0 && element.height > 0 && inside(element, picture),
        `${where}: ${JSON.stringify(element)}`,
      ).toBe(true);
    }
    if (seed < 3) {
      const again = await paintComposite(kind, JSON.parse(JSON.stringify(meta)), sources);
      expect(Buffer.compare(again.surface.data(), surface.data()), `${where}: same pixels`).toBe(0);
    }
  }
}
