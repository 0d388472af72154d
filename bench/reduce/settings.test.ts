import { describe, expect, it } from 'vitest';
import { averageTokens, pyramiddrop } from '../../src/reduce/index.js';
import { dropLayers, keeps, methods, planSettings, shareKeep } from './settings.js';

const visualTokens = 336;
const layers = 6;
const { settings, unreachable } = planSettings(methods, keeps, layers);

describe('planSettings', () => {
  it('has every method at every keep, none once, and names what cannot be', () => {
    expect(settings.length + unreachable.length).toBe(1 + 7 * 7);
    expect(new Set(settings.map(({ name }) => name)).size).toBe(settings.length);
    expect(settings.filter(({ method }) => method === 'none').map(({ keep }) => keep)).toEqual([1]);
    expect(unreachable).toEqual(['pyramiddrop 0.1', 'pyramiddrop 0.05']);
  });

  it('compares with none even where it was not asked for', () => {
    const { settings } = planSettings(['hired'], [0.5], layers);
    expect(settings.map(({ name }) => name)).toEqual(['none 1', 'hired 0.5']);
  });

  it('draws at random anew for every seed, and chooses otherwise without chance', () => {
    for (const { method, reduce } of settings) {
      const differs = JSON.stringify(reduce(1)) !== JSON.stringify(reduce(2));
      expect(differs, method).toBe(method === 'random');
    }
  });

  it('keeps as much on average over the layers as it says, through all stages', () => {
    for (const { name, keep, reduce } of settings.filter(({ method }) => method.includes('pyramiddrop'))) {
      const stages = reduce(0);
      const entering = stages.length === 2 ? Math.floor((stages[0].keep as number) * visualTokens) : visualTokens;
      const { keep: inside, options } = stages[stages.length - 1];
      const drops = pyramiddrop.plan(entering, layers, inside, options);
      const average = averageTokens(entering, drops, layers);
      expect(Math.abs(average / visualTokens - keep), name).toBeLessThan(0.01);
    }
  });
});

it('moves the first drop forward only where the layers before it are too many', () => {
  expect(dropLayers(0.5, 6)).toEqual([2, 3, 5]);
  expect(dropLayers(0.34, 6)).toEqual([2, 3, 5]);
  expect(dropLayers(1 / 3, 6)).toEqual([1, 3, 5]);
  expect(dropLayers(0.17, 6)).toEqual([1, 3, 5]);
  expect(dropLayers(0.1, 6)).toBeUndefined();
  expect(dropLayers(0.1, 32)).toEqual([3, 16, 24]);
});

it('shares a keep between two stages, whose product it is', () => {
  expect(shareKeep(0.1)).toEqual({ globalcom2: 0.2, pyramiddrop: 0.5 });
  for (const keep of keeps) {
    const { globalcom2, pyramiddrop } = shareKeep(keep);
    expect(globalcom2 * pyramiddrop).toBeCloseTo(keep, 3);
    expect(pyramiddrop).toBeGreaterThan(globalcom2 - 0.001);
  }
});
