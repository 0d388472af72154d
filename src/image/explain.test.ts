import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { explainTokens } from './explain.js';
import { decodeImage, layoutImage, type Picture, readImageConfig } from './index.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const white: Picture = { width: 120, height: 80, data: new Uint8Array(120 * 80 * 3).fill(255) };
const config = readImageConfig(
  readJson(goldenPath('checkpoints', 'llava-next-llama', 'config.json')),
  readJson(goldenPath('checkpoints', 'llava-next-llama', 'preprocessor_config.json')),
);
const layout = layoutImage(white, config);
const patches = Array.from({ length: layout.side ** 2 }, (_, patch) => patch);
const all = layout.tiles.map(() => patches);

/** Share of pixels that a test holds for. */
function share({ data }: Picture, holds: (r: number, g: number, b: number) => boolean): number {
  let count = 0;
  for (let i = 0; i < data.length; i += 3) if (holds(data[i], data[i + 1], data[i + 2])) count += 1;
  return (3 * count) / data.length;
}
const clear = (r: number, g: number, b: number) => r === 255 && g === 255 && b === 255;
const orange = (r: number, g: number, b: number) => r > 220 && g < 140 && b < 100;

describe('picture of the kept patches', () => {
  it('law: the clear area is the kept share of each panel', async () => {
    const whole = share(await explainTokens(white, layout), clear);
    expect(whole).toBeGreaterThan(0.7);
    expect(share(await explainTokens(white, layout, { kept: all }), clear)).toBe(whole);
    const half = all.map((tile) => tile.filter((patch) => patch % 2 === 0));
    expect(share(await explainTokens(white, layout, { kept: half }), clear) / whole).toBeCloseTo(0.5, 1);
    const thumbnailOnly = all.map((tile, i) => (i === 0 ? tile : []));
    expect(share(await explainTokens(white, layout, { kept: thumbnailOnly }), clear) / whole).toBeCloseTo(0.5, 1);
  });

  it('outlines the outliers, and nothing without them', async () => {
    expect(share(await explainTokens(white, layout), orange)).toBe(0);
    const one = share(await explainTokens(white, layout, { outliers: [5] }), orange);
    expect(one).toBeGreaterThan(0.001);
    expect(share(await explainTokens(white, layout, { outliers: [0, 5] }), orange) / one).toBeCloseTo(2, 1);
  });

  it('outlines those of crops in the panel of the crops', async () => {
    const none = layout.tiles.slice(1).map(() => [] as number[]);
    expect(share(await explainTokens(white, layout, { cropOutliers: none }), orange)).toBe(0);
    const [thumb, crop] = [{ outliers: [5] }, { cropOutliers: none.map((_, i) => (i === 1 ? [5] : [])) }];
    const [left, right] = [await explainTokens(white, layout, thumb), await explainTokens(white, layout, crop)];
    const columns = ({ width, data }: Picture) => {
      const found = [...Array(data.length / 3).keys()].filter((i) =>
        orange(data[3 * i], data[3 * i + 1], data[3 * i + 2]),
      );
      return found.map((i) => (i % width) / width);
    };
    expect(Math.max(...columns(left))).toBeLessThan(0.5);
    expect(columns(right).length).toBeGreaterThan(0);
    expect(Math.min(...columns(right))).toBeGreaterThan(0.5);
  });

  it('says where a crop was granted more than it kept', async () => {
    const kept = all.map((tile) => tile.slice(0, 4));
    const same = await explainTokens(white, layout, { kept });
    expect((await explainTokens(white, layout, { kept, budgets: kept.map(() => 9) })).data).not.toEqual(same.data);
  });

  it('one panel for a single view, also of a picture of few pixels', async () => {
    const tiny = await decodeImage(goldenPath('images', 'source', 'tiny.png'));
    const view = layoutImage(tiny, { ...config, mode: 'crop' });
    const { width, height, data } = await explainTokens(tiny, view, { kept: [[0]], outliers: [3] });
    expect(data).toHaveLength(width * height * 3);
    expect(width).toBeLessThan((await explainTokens(tiny, layoutImage(tiny, config))).width);
  });
});
