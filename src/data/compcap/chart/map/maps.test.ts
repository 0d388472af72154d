import { describe, expect, it } from 'vitest';
import { nearestColour } from '../../colours.js';
import { drawn, samples } from '../charts.testing.js';
import { atlasOf, contains, PROJECTIONS, SCOPES } from './atlas.js';
import { isMissing, type MapChart } from './meta.js';
import { INLAND } from './region-names.js';

describe.each([...SCOPES])('map of %s', (scope) => {
  const charts = samples(`chart.map.${scope}`, 12) as MapChart[];

  it('law: the regions in the colour of missing data are those without data', () => {
    for (const { regions, missing, form, geometry } of charts) {
      const without = regions.filter((region) => isMissing(region, form)).map(({ name }) => name);
      expect(regions.filter(({ hex }) => hex === missing.tint.hex).map(({ name }) => name)).toEqual(without);
      expect(geometry.legend.entries.some(({ name }) => name === missing.text)).toBe(without.length > 0);
    }
  });

  it('law: large regions are drawn in their colours', async () => {
    for (const chart of charts.slice(0, 6)) {
      const { map, zoom, texts } = chart.geometry;
      const { at } = await drawn(`chart.map.${scope}`, chart);
      const hexes = new Map(chart.regions.map(({ name, hex }) => [name, hex]));
      for (const { name, heart, area } of atlasOf(scope, chart.style.projection).regions) {
        const [x, y] = [map.x + heart.x * zoom, map.y + heart.y * zoom];
        const written = texts.some(
          ({ box }) => x > box.x - 2 && x < box.x + box.width + 2 && y > box.y - 2 && y < box.y + box.height + 2,
        );
        if (area * zoom * zoom > 500 && !written) expect(at(x, y), name).toBe(hexes.get(name));
      }
    }
  });

  it('law: classes and ranges hold their regions, and their colours have different names', () => {
    for (const { regions, classes, scale, form } of charts) {
      expect(new Set(classes.map(({ tint }) => tint.name)).size).toBe(classes.length);
      for (const { value, level, hex } of regions) {
        if (level === null) continue;
        expect(hex).toBe(classes[level].tint.hex);
        if (form !== 'bins' || value === null || !scale) continue;
        expect(value).toBeGreaterThanOrEqual(scale.low + level * scale.step);
        expect(value).toBeLessThanOrEqual(scale.low + (level + 1) * scale.step);
      }
      for (const { tint } of classes) expect(nearestColour(tint.hex)).toBe(tint.name);
    }
  });

  it('law: every projection keeps the regions inside the atlas, with their hearts inside of them', () => {
    for (const projection of PROJECTIONS[scope]) {
      const atlas = atlasOf(scope, projection);
      expect(atlas.regions.length).toBeGreaterThan(35);
      for (const { box, heart, rings, area, name } of atlas.regions) {
        expect(box.x).toBeGreaterThanOrEqual(-1);
        expect(box.x + box.width).toBeLessThanOrEqual(atlas.width + 1);
        expect(box.y).toBeGreaterThanOrEqual(-1);
        expect(box.y + box.height).toBeLessThanOrEqual(atlas.height + 1);
        if (area > 60) expect(contains(rings, heart), name).toBe(true);
      }
    }
  });
});

it('golden: inland regions are names of the maps', () => {
  const names = new Set(
    SCOPES.flatMap((scope) => atlasOf(scope, PROJECTIONS[scope][0]).regions.map(({ name }) => name)),
  );
  expect([...INLAND].filter((name) => !names.has(name))).toEqual([]);
  expect(atlasOf('us-states', 'albers-usa').regions.length).toBe(50);
});
