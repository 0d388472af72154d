import { describe, expect, it } from 'vitest';
import { kvBytes, layerMultiplyAdds, llama7b, llama13b, prefillFlops, stagedSaving, towerFlops } from './cost.js';
import { pyramiddrop } from './pyramiddrop.js';
import { furthest, micro } from './reduce.testing.js';

const clip = { layers: 24, width: 1024, intermediate: 4096 };

describe('the published numbers', () => {
  it('FasterVLM: tera-operations with five encoder passes', () => {
    const { inputs, expected } = micro('fastervlm-flops');
    const tower = towerFlops(inputs.clipViews, 577, clip);
    const tera = inputs.tokens.map((tokens: number) => (prefillFlops(tokens, llama7b) + tower) / 1e12);
    expect(furthest(tera, expected)).toBeLessThan(1e-3);
    expect(tower / 1e12).toBeCloseTo(1.906, 3);
  });

  it('FasterVLM: cache in MiB', () => {
    const { inputs, expected } = micro('fastervlm-kv');
    expect(inputs.tokens.map((tokens: number) => kvBytes(tokens, llama7b) / 2 ** 20)).toEqual(expected);
  });

  it('GlobalCom²: tera-operations of 7B and 13B, cache in decimal megabytes', () => {
    const { inputs, expected } = micro('globalcom2-flops');
    for (const [name, size] of Object.entries({ '7B': llama7b, '13B': llama13b })) {
      const tera = inputs.tokens.map((tokens: number) => prefillFlops(tokens, size) / 1e12);
      expect(furthest(tera, expected[name])).toBeLessThan(1e-3);
    }
    expect(kvBytes(1, llama7b) / 1e6).toBeCloseTo(0.524288, 9);
    expect(kvBytes(1, llama13b) / 1e6).toBeCloseTo(0.8192, 9);
  });

  it('HiRED: tera-operations', () => {
    expect(
      furthest(
        [2880, 1152, 576].map((n) => prefillFlops(n, llama7b) / 1e12),
        [41.65, 15.62, 7.63],
      ),
    ).toBeLessThan(0.01);
  });

  it('PyramidDrop: tera multiply-adds of its schedules', () => {
    const { inputs, expected } = micro('pyramiddrop-tflops');
    inputs.rows.forEach(({ imageTokens, afterLayers: after, ratios }: Record<string, never>, i: number) => {
      const drops =
        (after as number[]).length > 0 ? pyramiddrop.plan(imageTokens, 32, undefined, { after, ratios }) : [];
      expect(prefillFlops(imageTokens, llama7b, drops) / 2e12).toBeCloseTo(expected[i], 3);
    });
  });

  it('PyramidDrop: share of linear cost saved', () => {
    const { inputs, expected } = micro('pyramiddrop-saving');
    const saved = inputs.rows.map(({ lambda, stages }: { lambda: number; stages: number }) =>
      stagedSaving(lambda, stages),
    );
    expect(furthest(saved, expected)).toBeLessThan(1e-6);
    expect(stagedSaving(1, 4)).toBe(0);
  });
});

it('grouped keys and values make projections and cache smaller', () => {
  const grouped = { ...llama7b, kvWidth: 1024 };
  expect(layerMultiplyAdds(1, llama7b) - layerMultiplyAdds(1, grouped)).toBe(2 * 4096 * (4096 - 1024));
  expect(kvBytes(100, grouped)).toBe(kvBytes(100, llama7b) / 4);
});
