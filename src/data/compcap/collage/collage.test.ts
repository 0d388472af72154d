import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { overlap } from '../canvas.js';
import { checkCaption } from '../check-caption.js';
import { drawnSource } from '../drawn-source.js';
import { holdLaws } from '../kind-laws.testing.js';
import { type AlignedLayout, type GridLayout, layoutKind, placeLayout } from './geometry.js';
import { collage } from './index.js';
import { sampleCollage } from './meta.js';
import { labelOf } from './prompt.js';
import { fitsRatio, nearest } from './retrieve.js';

const sources = drawnSource();

describe('geometry of the specification', () => {
  it('aligns two pictures in a row', () => {
    const layout: AlignedLayout = { kind: 'rows', lines: [[1.5, 0.75]], side: 900, gap: 0, padding: 0 };
    expect(placeLayout(layout)).toEqual({
      size: { width: 900, height: 400 },
      boxes: [
        { x: 0, y: 0, width: 600, height: 400 },
        { x: 600, y: 0, width: 300, height: 400 },
      ],
    });
  });

  it('merges the right column of a grid', () => {
    const cells = [
      { row: 0, column: 0, rows: 1, columns: 1 },
      { row: 1, column: 0, rows: 1, columns: 1 },
      { row: 0, column: 1, rows: 2, columns: 1 },
    ];
    const layout: GridLayout = {
      kind: 'grid',
      rows: 2,
      columns: 2,
      cells,
      cellWidth: 100,
      cellHeight: 80,
      gap: 10,
      padding: 5,
    };
    expect(placeLayout(layout)).toEqual({
      size: { width: 220, height: 180 },
      boxes: [
        { x: 5, y: 5, width: 100, height: 80 },
        { x: 5, y: 95, width: 100, height: 80 },
        { x: 115, y: 5, width: 100, height: 170 },
      ],
    });
    expect(layoutKind(layout)).toBe('multi-row');
    expect(cells.map((cell) => labelOf(cell, layout))).toEqual(['(1,1)', '(2,1)', '(:,2)']);
  });

  it('keeps boxes apart, inside, and without loss of area', () => {
    const kinds = new Set<string>();
    for (let seed = 0; seed < 600; seed++) {
      const { layout, width, height, pictures } = sampleCollage(new Random(seed), sources);
      kinds.add(layoutKind(layout));
      const boxes = pictures.map(({ box }) => box);
      boxes.forEach((box, i) => {
        expect(box.x >= layout.padding && box.y >= layout.padding).toBe(true);
        expect(box.x + box.width <= width - layout.padding && box.y + box.height <= height - layout.padding).toBe(true);
        expect(boxes.slice(0, i).some((other) => overlap(other, box))).toBe(false);
      });
      expect(Math.max(width, height)).toBeLessThanOrEqual(800);
      if (layout.kind !== 'grid') continue;
      const { rows, columns, cellWidth, cellHeight, gap } = layout;
      const merged = layout.cells.reduce(
        (sum, cell) => sum + gap * ((cell.columns - 1) * cellHeight + (cell.rows - 1) * cellWidth),
        0,
      );
      const area = boxes.reduce((sum, box) => sum + box.width * box.height, 0);
      expect(area).toBe(rows * columns * cellWidth * cellHeight + merged);
    }
    expect([...kinds].sort()).toEqual(['column-aligned', 'grid', 'multi-column', 'multi-row', 'row-aligned']);
  });
});

describe('retrieval', () => {
  it('never repeats a picture and fits ratios in grids', () => {
    for (let seed = 0; seed < 300; seed++) {
      const { layout, pictures, retrieval, entity } = sampleCollage(new Random(seed), sources);
      expect(new Set(pictures.map(({ id }) => id)).size).toBe(pictures.length);
      if (layout.kind === 'grid') {
        expect(retrieval).not.toBe('entity');
        for (const { width, height, box } of pictures)
          expect(fitsRatio({ width, height }, box.width / box.height)).toBe(true);
      }
      if (entity) for (const { entities } of pictures) expect(entities.map(({ name }) => name)).toContain(entity);
    }
  });

  it('ranks by similarity within [-2, 2], without the anchor', () => {
    const anchor = sources.at(5);
    const ranked = nearest(new Random(1), sources, anchor, () => true);
    const scores = ranked.map((picture) => sources.similarity(anchor, picture));
    expect(ranked).toHaveLength(20);
    expect(ranked.map(({ id }) => id)).not.toContain(anchor.id);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    for (const score of scores) expect(Math.abs(score)).toBeLessThanOrEqual(2);
    expect(sources.similarity(anchor, anchor)).toBeCloseTo(2);
    const others = Array.from({ length: sources.size }, (_, i) => sources.at(i)).filter(
      ({ id }) => id !== anchor.id && !ranked.some((picture) => picture.id === id),
    );
    expect(Math.max(...others.map((other) => sources.similarity(anchor, other)))).toBeLessThanOrEqual(scores[19]);
  });
});

describe('captions and prompts', () => {
  it('hold the laws', async () => {
    await holdLaws(collage, sources, 300, 6);
  });

  it('labels are in the prompt and an error in the caption', () => {
    for (let seed = 0; seed < 50; seed++) {
      const meta = sampleCollage(new Random(seed), sources);
      const prompt = collage.prompt(meta, new Random(0));
      const label =
        meta.layout.kind === 'grid' ? /\(\d[^)]*,/.exec(prompt)?.[0] : /(Row|Column) 0\n- Image 0/.exec(prompt)?.[0];
      expect(label).toBeTruthy();
      for (const { caption } of meta.pictures) expect(prompt).toContain(caption);
      const told = collage.caption(meta, new Random(0));
      expect(told.startsWith('The image')).toBe(true);
      expect(checkCaption(`${told} It is in Row 0.`, collage.claims(meta)).errors).toContain(
        'The caption must not say "Row 0".',
      );
    }
  });

  it('a picture that is passed over, or given another colour, is an error', () => {
    let judged = 0;
    for (let seed = 0; seed < 150; seed++) {
      const meta = sampleCollage(new Random(seed), sources);
      const claims = collage.claims(meta);
      const [first, ...rest] = meta.pictures;
      const without = `The image is a collage. ${rest.map(({ caption }) => caption).join(' ')}`;
      const alone = rest.every(({ entities }) =>
        entities.every(({ name }) => first.entities.every((own) => own.name !== name)),
      );
      if (!alone || !/rocket|bicycle|cactus|umbrella|mushroom/.test(first.caption)) continue;
      judged++;
      expect(checkCaption(without, claims).errors.join(' '), first.caption).toMatch(/passes over|must mention/);
      const [{ name }] = first.entities;
      // A colour that no picture of the collage has, nor a shade of it: colours are not bound to pictures.
      const shades = { magenta: /pink|purple|red/, green: /green|teal/, blue: /blue|teal/, orange: /orange|brown/ };
      const all = meta.pictures.map(({ caption }) => caption).join(' ');
      const [wrong] = Object.entries(shades).find(([, shade]) => !shade.test(all)) ?? [];
      if (wrong === undefined) continue;
      expect(
        checkCaption(`${collage.caption(meta, new Random(1))} There is a ${wrong} ${name}.`, claims).errors.length,
        `${first.caption} / ${wrong} ${name}`,
      ).toBeGreaterThan(0);
    }
    expect(judged).toBeGreaterThan(3);
  });
});
