import { describe, expect, it } from 'vitest';
import { fastervlm } from './fastervlm.js';
import { packTokens } from './pack.js';
import {
  type ArrayReference,
  furthest,
  golden,
  lists,
  maskedPatches,
  micro,
  nextLayout,
  signalsOf,
  unpad,
} from './reduce.testing.js';
import type { Signals, TileLayout } from './reducer.js';
import { headMean } from './signals.js';

const data = golden('fastervlm');

function clsSignal(scores: ArrayLike<number>): Signals {
  return signalsOf([{ kind: 'cls-attention', layer: -2, form: 'probabilities' }, scores]);
}

function scoresOf({ cls }: { cls: ArrayReference }): Float32Array {
  return headMean(data.read(cls) as Float32Array, cls.shape[0], cls.shape[1]);
}

type Token = ['t', number] | ['v', number, number] | ['n'];

/** The prompt with its picture: text tokens around the packed visual ones, in the notation of the reference data. */
function sequence(inputIds: number[], imageTokenId: number, packed: Int32Array, viewOffset = 0): Token[] {
  return inputIds.flatMap((id): Token[] => {
    if (id !== imageTokenId) return [['t', id]];
    return Array.from({ length: packed.length / 2 }, (_, i): Token => {
      return packed[2 * i] < 0 ? ['n'] : ['v', packed[2 * i] + viewOffset, packed[2 * i + 1]];
    });
  });
}

describe('golden: one view per picture', () => {
  for (const { id, params, inputs, expected } of data.of('single')) {
    const patches = params.patchGrid ** 2;
    const scores = scoresOf(inputs);
    it(`${id}: scores`, () => {
      expect(furthest(scores, data.read(expected.official.scores))).toBeLessThan(1e-5);
    });
    for (const { keep, kept, visualTokens, sequence: wanted } of expected.official.rows) {
      it(`${id}: keep ${keep}`, () => {
        const wantedKept = Array.isArray(kept) ? kept : maskedPatches(data.read(kept), patches);
        for (let picture = 0; picture < params.pictures; picture++) {
          const signals = clsSignal(scores.subarray(picture * patches, (picture + 1) * patches));
          const layout: TileLayout = { tiles: 1, side: params.patchGrid };
          const selection = fastervlm.select(signals, layout, { tokens: keep }, { variant: 'official' });
          expect(lists(selection)).toEqual([wantedKept[picture]]);
          const packed = packTokens(layout, selection);
          expect(packed.length / 2).toBe(visualTokens);
          if (wanted) expect(sequence(params.inputIds, params.imageTokenId, packed, picture)).toEqual(wanted[picture]);
          expect(lists(fastervlm.select(signals, layout, { tokens: keep }))).toEqual(lists(selection));
        }
      });
    }
  }
});

describe('golden: thumbnail and crops', () => {
  for (const { id, params, inputs, expected } of data.of('anyres')) {
    const { grid, patchGrid: side, keptRect } = params;
    const patches = side * side;
    const signals = clsSignal(scoresOf(inputs));
    for (const row of expected.rows) {
      it(`${id}: keep ${row.keep} per tile`, () => {
        const layout = nextLayout(grid, side, keptRect);
        const official = fastervlm.select(signals, layout, row.keep / patches, { variant: 'official' });
        const kept = Array.isArray(row.kept) ? row.kept : maskedPatches(data.read(row.kept), patches);
        expect(lists(official)).toEqual(kept);
        const packed = packTokens(layout, official);
        expect(packed).toEqual(data.read(row.official.packed));
        expect(packed.length / 2).toBe(row.official.visualTokens);
        expect(packed.length / 2 + params.inputIds.length - 1).toBe(row.official.sequenceLength);

        const unpadded = fastervlm.select(signals, layout, row.keep / patches, { newlines: 'every-row' });
        expect(packTokens(layout, unpadded)).toEqual(data.read(row['official+unpad'].packed));
      });
    }
  }
});

it('golden: two prompts of a batch, each with its own picture', () => {
  const [{ params, inputs, expected }] = data.of('batch');
  const scores = scoresOf(inputs);
  const patches = params.patchGrid ** 2;
  let view = 0;
  params.images.forEach((image: { grid: { rows: number; cols: number }; views: number }, i: number) => {
    const layout = nextLayout(image.grid, params.patchGrid);
    const signals = clsSignal(scores.subarray(view * patches, (view + image.views) * patches));
    view += image.views;
    const selection = fastervlm.select(signals, layout, params.keep / patches, { variant: 'official' });
    const tokens = sequence(params.inputIds[i], params.imageTokenId, packTokens(layout, selection));
    expect(tokens).toEqual(expected.official.sequences[i]);
    expect(tokens).toHaveLength(expected.official.lengths[i]);
  });
});

it('golden: the second-to-last layer is the one asked for', () => {
  const [{ params, inputs, expected }] = data.of('tower');
  const { layers, views, heads, patches, keep } = params;
  const all = data.read(inputs.clsAllLayers) as Float32Array;
  const perLayer = all.length / layers;
  const [need] = fastervlm.needs();
  if (need.kind !== 'cls-attention') throw new Error('CLS attention expected');
  const layer = layers + need.layer;
  const scores = headMean(all.subarray(layer * perLayer, (layer + 1) * perLayer), views, heads);
  expect(furthest(scores, data.read(expected.official.scores))).toBeLessThan(1e-5);
  const layout = { tiles: views, side: Math.sqrt(patches) };
  expect(lists(fastervlm.select(clsSignal(scores), layout, keep / patches))).toEqual(expected.official.kept);
});

it('golden: video frames are selected one by one', () => {
  const [{ params, inputs, expected }] = data.of('video');
  const layout = { tiles: params.frames, side: Math.sqrt(params.patches) };
  const selection = fastervlm.select(clsSignal(scoresOf(inputs)), layout, params.keepPerFrame / params.patches);
  expect(lists(selection)).toEqual(expected.official.kept);
  const exact = fastervlm.select(clsSignal(scoresOf(inputs)), layout, params.keepPerFrame * params.frames);
  expect(lists(exact)).toEqual(expected.official.kept);
});

describe('hand-checked', () => {
  it('output follows the picture, not the score', () => {
    const { inputs, expected } = micro('fastervlm-two-heads');
    const rows = inputs.heads.flatMap((row: number[]) => [0, ...row]);
    const scores = headMean(rows, 1, inputs.heads.length);
    expect(furthest(scores, expected.mean)).toBeLessThan(1e-7);
    const selection = fastervlm.select(clsSignal(scores), { tiles: 1, side: 2 }, inputs.keep);
    expect(lists(selection)).toEqual([expected.kept]);
  });

  it('ties: the lower index wins', () => {
    const { inputs, expected } = micro('fastervlm-ties');
    expect(lists(fastervlm.select(clsSignal(inputs.scores), { tiles: 1, side: 2 }, inputs.keep))).toEqual([
      expected.kept,
    ]);
  });

  it('a fraction rounds up per tile', () => {
    const { inputs, expected } = micro('fastervlm-keep-counts');
    inputs.patches.forEach((patches: number, i: number) => {
      const layout = { tiles: 1, side: Math.sqrt(patches) };
      const signals = clsSignal(new Float32Array(patches));
      const budgets = inputs.reductions.map((percent: number) => {
        return fastervlm.select(signals, layout, 1 - percent / 100).budgets[0];
      });
      expect(budgets).toEqual(expected[i]);
    });
  });

  it('the fraction T / P keeps T, whatever its rounding', () => {
    for (const side of [5, 24, 27]) {
      const patches = side * side;
      const signals = clsSignal(new Float32Array(patches));
      for (let tokens = 1; tokens <= patches; tokens++) {
        const { budgets } = fastervlm.select(signals, { tiles: 1, side }, tokens / patches);
        expect(budgets).toEqual([tokens]);
      }
    }
  });

  it('tokens of a picture: T per view without padding rule and newlines', () => {
    const { inputs, expected } = micro('fastervlm-token-totals');
    const side = 24;
    inputs.sizes.forEach((size: { width: number; height: number }, i: number) => {
      const { grid, tokens } = expected[i];
      const layout = nextLayout(grid, side, unpad(size, grid.rows * side, grid.cols * side));
      const signals = clsSignal(new Float32Array(layout.tiles * side * side));
      const selection = fastervlm.select(signals, layout, inputs.keep / (side * side), { variant: 'official' });
      expect(packTokens(layout, selection).length / 2).toBe(tokens);
    });
  });
});
