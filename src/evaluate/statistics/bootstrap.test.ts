import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random.js';
import { bootstrapMean, clusterSamples, pairedBootstrap } from './bootstrap.js';

const normals = (count: number, seed: number): number[] => {
  const random = new Random(seed);
  return Array.from({ length: count }, () => random.normal());
};

describe('bootstrap of means', () => {
  it('is about 1.96 standard errors wide on both sides', () => {
    const values = normals(400, 1);
    const { mean, interval } = bootstrapMean(values, { resamples: 4000, seed: 2 });
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const expected = 1.96 * Math.sqrt(variance / values.length);
    expect((mean - interval[0]) / expected).toBeCloseTo(1, 0.9);
    expect((interval[1] - mean) / expected).toBeCloseTo(1, 0.9);
  });

  it('repeats with the seed and changes with it', () => {
    const values = normals(50, 3);
    expect(bootstrapMean(values, { seed: 1 })).toEqual(bootstrapMean(values, { seed: 1 }));
    expect(bootstrapMean(values, { seed: 1 })).not.toEqual(bootstrapMean(values, { seed: 2 }));
  });

  it('sees a constant shift between noisy pairs exactly', () => {
    const first = normals(30, 4);
    const shifted = first.map((value) => value + 0.25);
    const { difference, interval } = pairedBootstrap(first, shifted);
    for (const value of [difference, ...interval]) expect(value).toBeCloseTo(0.25, 12);
  });

  it('refuses nothing and lists of different length', () => {
    const refusal = expect.objectContaining({ code: 'statistics-input' });
    expect(() => bootstrapMean([])).toThrow(refusal);
    expect(() => pairedBootstrap([1], [1, 2])).toThrow(refusal);
    expect(() => [...clusterSamples([])]).toThrow(refusal);
    expect(() => [...clusterSamples([{ cluster: 'a', category: 'b' }], { resamples: 0 })]).toThrow(refusal);
  });
});

describe('cluster samples', () => {
  const records = Array.from({ length: 40 }, (_, at) => {
    return { id: at, cluster: `p${at >> 1}`, category: at < 30 ? 'large' : 'small' };
  });

  it('draws whole clusters, as many of every category as there are', () => {
    for (const sample of clusterSamples(records, { resamples: 50 })) {
      expect(sample).toHaveLength(40);
      expect(sample.filter(({ category }) => category === 'small')).toHaveLength(10);
      const sizes = new Map<string, number>();
      for (const { cluster } of sample) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
      expect([...sizes.values()].every((size) => size === 2)).toBe(true);
    }
  });

  it('draws with replacement, every cluster equally often', () => {
    const drawn = new Map<number, number>();
    let repeated = 0;
    for (const sample of clusterSamples(records, { resamples: 2000, seed: 3 })) {
      for (const { id, cluster } of sample) {
        drawn.set(id, (drawn.get(id) ?? 0) + 1);
        if (cluster.endsWith('(2)')) repeated++;
      }
    }
    expect(repeated).toBeGreaterThan(0);
    for (const count of drawn.values()) expect(Math.abs(count / 2000 - 1)).toBeLessThan(0.12);
    expect(drawn.size).toBe(40);
  });

  it('never loses a category with a single cluster', () => {
    const lonely = [...records, { id: 40, cluster: 'x', category: 'x' }, { id: 41, cluster: 'y', category: 'y' }];
    const samples = [...clusterSamples(lonely, { resamples: 20 })];
    expect(samples.every((sample) => sample.filter(({ id }) => id >= 40).length === 2)).toBe(true);
  });
});
