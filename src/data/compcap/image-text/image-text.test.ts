import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { checkCaption } from '../check-caption.js';
import { contrast } from '../colours.js';
import { drawnSource } from '../drawn-source.js';
import { holdLaws } from '../kind-laws.testing.js';
import { measureGround, worstGround } from './ground.js';
import { page } from './page.js';
import { samplePage } from './page-meta.js';
import { darkest, drawPaper, EFFECTS, type Effect, paintPaper } from './paper.js';
import { pictureText } from './picture.js';
import { samplePictureText } from './picture-meta.js';

const sources = drawnSource();

describe('image-text', () => {
  it('pictures hold the laws', async () => {
    await holdLaws(pictureText, sources, 250, 10);
  });

  it('pages hold the laws', async () => {
    await holdLaws(page, sources, 250, 10);
  });

  it('captions hold the text to the byte', async () => {
    for (const kind of [pictureText, page]) {
      const meta = await kind.sample(new Random(7), sources);
      const caption = kind.caption(meta as never, new Random(1));
      expect(caption).toContain(`"${meta.text}"`);
      expect(
        checkCaption(caption.replace(meta.text, meta.text.slice(1)), kind.claims(meta as never)).errors[0],
      ).toContain('exactly');
    }
  });

  it('lines say the text', async () => {
    for (let seed = 0; seed < 60; seed++) {
      const { text, set } =
        seed % 2 ? await samplePage(new Random(seed), sources) : await samplePictureText(new Random(seed), sources);
      expect(set.lines.join(' ')).toBe(text);
    }
  });
});

describe('contrast', () => {
  it('is judged at the worst patch', () => {
    const context = createCanvas(48, 24).getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, 48, 24);
    context.fillStyle = '#101010';
    context.fillRect(36, 12, 12, 12);
    const ground = measureGround(context, { x: 0, y: 0, width: 48, height: 24 });
    expect(ground.patches).toHaveLength(8);
    expect(contrast('#111111', ground.mean)).toBeGreaterThan(4.5);
    expect(worstGround('#111111', ground)).toMatchObject({ colour: '#101010' });
    expect(worstGround('#111111', ground).ratio).toBeLessThan(1.1);
  });

  it('no effect darkens paper more than it declares', () => {
    for (const effect of Object.keys(EFFECTS) as Effect[]) {
      for (let seed = 0; seed < 6; seed++) {
        const context = createCanvas(200, 150).getContext('2d');
        const paper = { colour: '#fdfbf3', effects: [effect], bleed: false, seed };
        paintPaper(context, { width: 200, height: 150 }, paper, () => context.fillRect(0, 0, 200, 150));
        const { patches } = measureGround(context, { x: 0, y: 0, width: 200, height: 150 });
        const limit = contrast('#000000', darkest(paper));
        for (const patch of patches)
          expect(contrast('#000000', patch), `${effect} ${patch}`).toBeGreaterThanOrEqual(limit - 0.35);
        if (effect !== 'light')
          expect(new Set(patches).has('#fdfbf3') && new Set(patches).size === 1, effect).toBe(false);
      }
    }
  });

  it('holds on all papers together', () => {
    for (let seed = 0; seed < 300; seed++)
      expect(contrast('#1c2550', darkest(drawPaper(new Random(seed), '#1c2550')))).toBeGreaterThanOrEqual(4.5);
  });
});
