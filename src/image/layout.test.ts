import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenJson } from '../../test/golden.js';
import { multiPictureConfig } from './config.js';
import { measureImage, visualTokens } from './geometry.js';
import { llava, next, onevision, original } from './image.testing.js';
import { layoutImage } from './layout.js';

interface Counts {
  canvas: number[];
  grid: number[];
  resized: number[];
  paste: number[];
  kept: number[];
  ratio?: number;
  shrunk?: number[];
  newlines: number;
  tokens: number;
}
interface Row {
  width: number;
  height: number;
  next: Counts;
  nextOriginal: Counts | 'same';
  onevision: Counts;
  onevisionOriginal?: Partial<Counts>;
}

const { sizes } = goldenJson<{ sizes: Row[] }>('tokens', 'counts.json');

function counts(size: { width: number; height: number }, config: typeof next): Counts {
  const { canvas, grid, resized, paste, kept, ratio, shrunk, newlines, total } = layoutImage(size, config);
  return {
    canvas: [canvas.height, canvas.width],
    grid: [grid!.rows, grid!.cols],
    resized: [resized.height, resized.width],
    paste: [paste.top, paste.left],
    kept: [kept!.rows, kept!.cols],
    ...(ratio !== undefined && { ratio }),
    ...(shrunk && { shrunk: [shrunk.rows, shrunk.cols] }),
    newlines: newlines.length,
    tokens: total,
  };
}

describe('golden: layout of 462 sizes', () => {
  it('LLaVA-NeXT, current and original code', () => {
    expect(sizes).toHaveLength(462);
    for (const row of sizes) {
      expect(counts(row, next)).toEqual(row.next);
      expect(counts(row, original(next))).toEqual(row.nextOriginal === 'same' ? row.next : row.nextOriginal);
    }
  });

  it('LLaVA-OneVision, current and original code', () => {
    for (const row of sizes) {
      expect(counts(row, onevision)).toEqual(row.onevision);
      expect(counts(row, original(onevision))).toMatchObject(row.onevisionOriginal ?? row.onevision);
    }
    expect(sizes.filter((row) => row.onevision.shrunk)).toHaveLength(109);
  });
});

const pictures = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 4000 }) });
const anyres = fc.constantFrom(next, original(next), onevision, original(onevision));

describe('law: layout', () => {
  it('visualTokens counts what layoutImage lists', () => {
    const configs = [next, onevision, llava, multiPictureConfig(onevision), { ...llava, select: 'full' as const }];
    fc.assert(
      fc.property(pictures, fc.constantFrom(...configs), (size, config) => {
        expect(layoutImage(size, config).tokens).toHaveLength(visualTokens(size, config));
      }),
      { numRuns: 60 },
    );
  });

  it('crop tokens are the kept cells of the stitched map in order, each row closed by a newline', () => {
    fc.assert(
      fc.property(pictures, fc.constantFrom(next, original(next)), (size, config) => {
        const { tokens, kept, grid, side, newlines } = layoutImage(size, config);
        const { top, left, rows, cols } = kept!;
        const seen = tokens.slice(side * side).map(({ kind, tile, row, col }) => {
          if (kind !== 'crop') return kind;
          const stitchedRow = Math.floor((tile - 1) / grid!.cols) * side + row;
          return stitchedRow * grid!.cols * side + ((tile - 1) % grid!.cols) * side + col;
        });
        const expected: (number | string)[] = [];
        for (let y = top; y < top + rows; y++) {
          for (let x = left; x < left + cols; x++) expected.push(y * grid!.cols * side + x);
          expected.push('newline');
        }
        expect(seen).toEqual(expected);
        expect(newlines).toEqual(Array.from({ length: rows }, (_, y) => side * side + y * (cols + 1) + cols));
      }),
      { numRuns: 50 },
    );
  });

  it('transposing the picture transposes grid and map, but for the ties of small pictures', () => {
    fc.assert(
      fc.property(pictures, fc.constantFrom(next, onevision), ({ width, height }, config) => {
        // Strips of a few pixels round to nothing on every canvas.
        fc.pre(Math.min(width, height) >= 20);
        fc.pre(Math.max(width, height) > 384);
        const a = measureImage({ width, height }, config);
        const b = measureImage({ width: height, height: width }, config);
        expect([a.grid!.rows, a.grid!.cols]).toEqual([b.grid!.cols, b.grid!.rows]);
        expect([a.kept!.rows, a.kept!.cols]).toEqual([b.kept!.cols, b.kept!.rows]);
      }),
    );
  });

  it('a picture as large as its canvas has no padding', () => {
    for (const config of [next, onevision]) {
      for (const [height, width] of config.pinpoints) {
        const { grid, kept, side, paste } = measureImage({ width, height }, config);
        expect(kept).toEqual({ top: 0, left: 0, rows: grid!.rows * side, cols: grid!.cols * side });
        expect(paste).toEqual({ top: 0, left: 0 });
      }
    }
  });

  it('boxes of the crop tokens lie in the picture and reach both sides of its middle', () => {
    fc.assert(
      fc.property(pictures, anyres, (size, config) => {
        const boxes = layoutImage(size, config).tokens.flatMap(({ kind, box }) => (kind === 'crop' ? [box!] : []));
        fc.pre(boxes.length > 0);
        const union = boxes.reduce((a, b) => ({
          left: Math.min(a.left, b.left),
          top: Math.min(a.top, b.top),
          right: Math.max(a.right, b.right),
          bottom: Math.max(a.bottom, b.bottom),
        }));
        expect(boxes.every(({ left, right, top, bottom }) => left <= right && top <= bottom)).toBe(true);
        expect(Math.min(union.left, union.top)).toBeGreaterThanOrEqual(0);
        expect(union.right).toBeLessThanOrEqual(size.width);
        expect(union.bottom).toBeLessThanOrEqual(size.height);
        expect(union.left < size.width / 2 && size.width / 2 < union.right).toBe(true);
        expect(union.top < size.height / 2 && size.height / 2 < union.bottom).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('boxes are those computed by hand', () => {
    // 672×672: canvas 672×672, one canvas pixel is one picture pixel.
    const plain = layoutImage({ width: 672, height: 672 }, next).tokens;
    expect(plain[1].box).toEqual({ left: 28, top: 0, right: 56, bottom: 28 });
    expect(plain[576 + 49 * 24 + 25]).toEqual({
      kind: 'crop',
      tile: 4,
      row: 0,
      col: 1,
      box: { left: 350, top: 336, right: 364, bottom: 350 },
    });
    // 768×768 at 384: tiles end in 6 pixels without a patch, so column 27 starts at 384 and not at 378.
    const gap = layoutImage({ width: 768, height: 768 }, onevision).tokens;
    expect(gap[729 + 26].box).toEqual({ left: 364, top: 0, right: 378, bottom: 14 });
    expect(gap[729 + 27].box).toEqual({ left: 384, top: 0, right: 398, bottom: 14 });
    // 2304×2304: the map of 162×162 is shrunk to 81×81, a cell covers two patches.
    const shrunk = layoutImage({ width: 2304, height: 2304 }, onevision).tokens;
    expect(shrunk[729 + 1]).toEqual({
      kind: 'crop',
      tile: 1,
      row: 1,
      col: 3,
      box: { left: 28, top: 0, right: 56, bottom: 28 },
    });
    // 200×100 in one crop: 100 pixels become 336, the middle 100 columns remain.
    const crop = layoutImage({ width: 200, height: 100 }, llava);
    expect(crop.resized).toEqual({ width: 672, height: 336 });
    expect(crop.paste).toEqual({ top: 0, left: -168 });
    expect(crop.tokens[0].box).toEqual({ left: 50, top: 0, right: 50 + 100 / 24, bottom: 100 / 24 });
    // The same picture padded: the first row of patches shows only padding.
    const pad = layoutImage({ width: 200, height: 100 }, { ...llava, mode: 'pad' });
    expect(pad.paste).toEqual({ top: 50, left: 0 });
    expect(pad.tokens[0].box).toMatchObject({ top: 0, bottom: 0 });
    expect(pad.tokens[12 * 24].box).toMatchObject({ left: 0, top: 50 });
  });

  it('one view: 576 tokens, 577 with the CLS row, 730 in a OneVision prompt of several pictures', () => {
    const size = { width: 123, height: 45 };
    expect(visualTokens(size, llava)).toBe(576);
    expect(layoutImage(size, { ...llava, select: 'full' }).tokens[0].kind).toBe('cls');
    expect(visualTokens(size, { ...llava, select: 'full' })).toBe(577);
    expect(layoutImage(size, multiPictureConfig(onevision)).newlines).toEqual([729]);
    expect(multiPictureConfig(next)).toEqual(next);
  });

  it('refuses sizes that no picture has', () => {
    for (const width of [0, -3, 1.5, Number.NaN]) {
      expect(() => visualTokens({ width, height: 10 }, next)).toThrow(expect.objectContaining({ code: 'image-size' }));
    }
  });
});
