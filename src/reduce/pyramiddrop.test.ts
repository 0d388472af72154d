import { describe, expect, it } from 'vitest';
import { kvBytes, llama7b } from './cost.js';
import { answerQueryRows, decoderScores, survivingRows } from './decoder-attention.js';
import { pyramiddrop } from './pyramiddrop.js';
import { furthest, golden, micro } from './reduce.testing.js';
import type { Drop } from './reducer.js';
import { averageTokens, countsOfRemoval, plannedRatio, tokensPerLayer } from './schedule.js';
import { TinyDecoder } from './tiny-decoder.testing.js';

const data = golden('pyramiddrop');
const decoder = new TinyDecoder(data);

interface Case {
  rows: Float64Array[];
  visualStart: number;
  visualTokens: number;
  drops: Drop[];
  labels?: number[];
  positions?: 'packed' | 'original';
}

/** The sequence of a case: embedded text with the visual rows in the place of the placeholder. */
function sequence(inputIds: number[], visual: ArrayLike<number>, width: number): Float64Array[] {
  return inputIds.flatMap((id) => {
    if (id !== -200) return [decoder.embed(id)];
    return Array.from({ length: visual.length / width }, (_, row) => {
      return Float64Array.from({ length: width }, (_, i) => visual[row * width + i]);
    });
  });
}

/** Prefill with staged drops, as an engine does it. */
function prefill(model: TinyDecoder, { drops, visualStart, ...given }: Case) {
  let { rows, visualTokens, labels } = given;
  let positions = rows.map((_, i) => i);
  let original = Array.from({ length: visualTokens }, (_, i) => i);
  const cache = model.emptyCache();
  const stages = [];
  const firstPositions: number[][] = [];
  for (let layer = 0; layer < model.layers; layer++) {
    const drop = drops.find(({ afterLayer }) => afterLayer === layer);
    if (drop) {
      const queries = labels ? answerQueryRows(labels) : [rows.length - 1];
      const scores = model.scores(layer, rows, positions, { rows: queries, visualStart, visualTokens });
      const kept = pyramiddrop.select(scores, drop.keep);
      const survivors = survivingRows(rows.length, visualStart, visualTokens, kept);
      const before = rows;
      rows = Array.from(survivors, (row) => rows[row]);
      labels = labels && Array.from(survivors, (row) => labels![row]);
      positions = Array.from(survivors, (row, i) => (given.positions === 'original' ? positions[row] : i));
      original = Array.from(kept, (v) => original[v]);
      visualTokens = drop.keep;
      stages.push({ scores, kept: [...kept], keptOriginal: original, before, after: rows, positions, queries, labels });
    }
    firstPositions.push(positions);
    rows = model.layer(layer, rows, positions, cache[layer]);
  }
  return { rows, cache, stages, positions: firstPositions };
}

// biome-ignore lint/suspicious/noExplicitAny: fields of the reference data
function caseOf(params: any, visual: ArrayLike<number>): Case {
  const visualStart = params.inputIds.indexOf(-200);
  const options = { variant: 'official', after: params.afterLayers, ratios: params.ratios } as const;
  return {
    rows: sequence(params.inputIds, visual, data.model.hidden),
    visualStart,
    visualTokens: params.imageTokens,
    drops: pyramiddrop.plan(params.imageTokens, decoder.layers, undefined, options),
    labels: params.labels && [
      ...params.labels.slice(0, visualStart),
      ...Array(params.imageTokens).fill(-100),
      ...params.labels.slice(visualStart + 1),
    ],
  };
}

const flat = (rows: Float64Array[]) => rows.flatMap((row) => [...row]);

// biome-ignore lint/suspicious/noExplicitAny: fields of the reference data
function expectStages(stages: ReturnType<typeof prefill>['stages'], all: any[]) {
  // A drop that drops nothing is left out of the plan.
  const expected = all.filter(
    ({ imageTokensBefore: n, imageTokensAfter }) => n === undefined || n !== imageTokensAfter,
  );
  expect(stages.map(({ kept }) => kept)).toEqual(expected.map(({ kept }) => kept));
  stages.forEach((stage, i) => {
    expect(stage.keptOriginal).toEqual(expected[i].keptOriginal);
    expect(furthest(stage.scores, data.read(expected[i].scores))).toBeLessThan(1e-5);
    if (expected[i].before) expect(furthest(flat(stage.before), data.read(expected[i].before))).toBeLessThan(1e-3);
    if (expected[i].after) expect(furthest(flat(stage.after), data.read(expected[i].after))).toBeLessThan(1e-3);
    const positions = expected[i].positionIdsAfter ?? expected[i].positionsAfter;
    if (positions) expect(stage.positions).toEqual(positions);
    const queries = expected[i].queryRows ?? (expected[i].queryRow !== undefined ? [expected[i].queryRow] : undefined);
    if (queries) expect(stage.queries).toEqual(queries);
    if (expected[i].labelsAfter) expect(stage.labels).toEqual(expected[i].labelsAfter);
  });
}

/** Decode steps on a cache whose layers have different lengths: every layer's next position is its own length. */
// biome-ignore lint/suspicious/noExplicitAny: fields of the reference data
function expectDecode(cache: ReturnType<typeof prefill>['cache'], steps: any[]) {
  for (const step of steps) {
    expect(cache.map(({ keys }) => keys.length)).toEqual(step.positionPerLayer);
    let rows = [decoder.embed(step.inputToken)];
    for (let layer = 0; layer < decoder.layers; layer++) {
      rows = decoder.layer(layer, rows, [cache[layer].keys.length], cache[layer]);
    }
    expect(cache.map(({ keys }) => keys.length)).toEqual(step.kvLengths);
    expect(furthest(decoder.logits(rows[0]), data.read(step.logits))).toBeLessThan(1e-3);
  }
}

describe('golden: prefill and decoding', () => {
  for (const { id, params, inputs, expected } of data.of('prefill')) {
    it(id, () => {
      const { official } = expected;
      const run = caseOf(params, data.read(inputs.imageTokens));
      const { stages, cache, positions, rows } = prefill(decoder, run);
      expectStages(stages, official.stages);
      expect(rows).toHaveLength(official.finalLength);
      expect(furthest(decoder.logits(rows.at(-1)!), data.read(official.lastLogits))).toBeLessThan(1e-3);
      const text = params.inputIds.length - 1;
      const lengths = tokensPerLayer(params.imageTokens, run.drops, decoder.layers).map((visual) => visual + text);
      expect(lengths).toEqual(official.kvLengths);
      expect(cache.map(({ keys }) => keys.length)).toEqual(official.kvLengths);
      const spans = positions.map((all, layer) => ({ layer, first: all[0], last: all.at(-1), count: all.length }));
      if (official.prefillPositions) expect(spans).toEqual(official.prefillPositions);
      if (official.decode) expectDecode(cache, official.decode);
    });
  }

  it('text only', () => {
    const [{ params, expected }] = data.of('textOnly');
    expect(
      pyramiddrop.plan(0, decoder.layers, undefined, { after: params.afterLayers, ratios: params.ratios }),
    ).toEqual([]);
    const rows = sequence(params.inputIds, [], data.model.hidden);
    const run = prefill(decoder, { rows, visualStart: 0, visualTokens: 0, drops: [] });
    expect(furthest(decoder.logits(run.rows.at(-1)!), data.read(expected.official.lastLogits))).toBeLessThan(1e-3);
    expectDecode(run.cache, expected.official.decode);
  });

  it('a batch is its samples one by one', () => {
    const [{ params, inputs, expected }] = data.of('batch');
    const all = data.read(inputs.imageTokens);
    params.inputIds.forEach((inputIds: number[], i: number) => {
      const visual = all.subarray((i * all.length) / 2, ((i + 1) * all.length) / 2);
      const { stages, rows, cache } = prefill(decoder, caseOf({ ...params, inputIds }, visual));
      const wanted = expected.official.samples[i];
      expectStages(stages, wanted.stages);
      expect(furthest(decoder.logits(rows.at(-1)!), data.read(wanted.lastLogits))).toBeLessThan(1e-3);
      expect(cache.map(({ keys }) => keys.length)).toEqual(expected.official.kvLengths);
    });
  });
});

describe('golden: training', () => {
  for (const { id, params, inputs, expected } of data.of('train')) {
    it(id, () => {
      const { stages, rows } = prefill(decoder, caseOf(params, data.read(inputs.imageTokens)));
      const { official } = expected;
      expectStages(stages, official.stages);
      const logits = rows.map((row) => decoder.logits(row));
      expect(furthest(flat(logits), data.read(official.logits))).toBeLessThan(1e-3);
      const labels = stages.at(-1)!.labels!;
      const losses = labels.flatMap((label, row) => {
        if (row === 0 || label === -100) return [];
        const before = logits[row - 1];
        return [Math.log(before.reduce((sum, l) => sum + Math.exp(l), 0)) - before[label]];
      });
      expect(losses.reduce((a, b) => a + b, 0) / losses.length).toBeCloseTo(official.loss, 4);
    });
  }
});

describe('golden: options no release has', () => {
  const [{ params, inputs, expected }] = data.of('spec');
  const run = caseOf(params, data.read(inputs.imageTokens));
  it.each([
    ['spec:positions-original', decoder, 'original'],
    ['spec:kvHeads-1', new TinyDecoder(data, params.kvHeads), 'packed'],
  ] as const)('%s', (name, model, positions) => {
    const { stages, rows, cache } = prefill(model, { ...run, positions });
    expectStages(stages, expected[name].stages);
    expect(cache.map(({ keys }) => keys.length)).toEqual(expected[name].kvLengths);
    expect(furthest(model.logits(rows.at(-1)!), data.read(expected[name].lastLogits))).toBeLessThan(1e-3);
  });
});

describe('golden: counts', () => {
  const [{ expected }] = data.of('counts');
  const after = (stages: number) => Array.from({ length: stages }, (_, i) => i + 1) as [number, ...number[]];
  const counts = (drops: Drop[]) => drops.map(({ keep }) => keep);

  it.each(expected.official.rows as { imageTokens: number; ratios: [number, ...number[]]; kept: number[] }[])(
    '$imageTokens tokens, ratios $ratios',
    ({ imageTokens, ratios, kept }) => {
      const options = { variant: 'official', ratios, after: after(ratios.length) } as const;
      expect(counts(pyramiddrop.plan(imageTokens, 32, undefined, options))).toEqual(kept);
    },
  );

  it.each(expected.geometric.rows as { imageTokens: number; lambda: number; official: number[]; paper: number[] }[])(
    '$imageTokens tokens, λ $lambda',
    ({ imageTokens, lambda, official, paper }) => {
      expect(counts(pyramiddrop.plan(imageTokens, 32, undefined, { lambda, variant: 'official' }))).toEqual(official);
      expect(counts(pyramiddrop.plan(imageTokens, 32, undefined, { lambda }))).toEqual(paper);
    },
  );
});

describe('hand-checked', () => {
  it('the paper removes a whole number of tokens without rounding noise', () => {
    expect(countsOfRemoval(10, 0.7, 2)).toEqual([7, 4]);
  });

  it('key heads serve consecutive blocks of query heads', () => {
    // Key head 0 prefers token 0, key head 1 token 1; only the query heads of block 0 ask (the others are zero).
    const key = Float32Array.of(9, 0, 0, 9);
    const place = { rows: [1], heads: 4, kvHeads: 2, headWidth: 1, visualStart: 0, visualTokens: 2 };
    const scores = decoderScores({ query: Float32Array.of(1, 1, 0, 0), key, ...place });
    expect(furthest(scores, [0.75, 0.25])).toBeLessThan(1e-3);
  });

  it('ranking with one head', () => {
    const { inputs, expected } = micro('pyramiddrop-hand');
    const key = Float32Array.from(inputs.keys, (text: string) => Math.log(Number(text.slice(3))));
    const { imagePosition: visualStart, imageTokens } = inputs;
    const place = {
      rows: [key.length - 1],
      heads: 1,
      kvHeads: 1,
      headWidth: 1,
      visualStart,
      visualTokens: imageTokens,
    };
    const scores = decoderScores({ query: Float32Array.of(inputs.query), key, ...place });
    const fractions = expected.attention.slice(visualStart, visualStart + imageTokens).map((text: string) => {
      const [top, bottom] = text.split('/').map(Number);
      return top / bottom;
    });
    expect(furthest(scores, fractions)).toBeLessThan(1e-6);
    const kept = pyramiddrop.select(scores, Math.trunc(imageTokens * inputs.ratio));
    expect([...kept]).toEqual(expected.kept);
    const survivors = survivingRows(key.length, visualStart, imageTokens, kept);
    expect(survivors).toHaveLength(expected.newLength);
    expect([...survivors]).toEqual([0, 3, 4, 5, 6]);
  });

  it('lengths of every stage', () => {
    const { inputs, expected } = micro('pyramiddrop-lengths');
    const { imageTokens, textTokens, ratios, afterLayers: after, generated } = inputs;
    const drops = pyramiddrop.plan(imageTokens, 32, undefined, { ratios, after });
    const lengths = [...new Set(tokensPerLayer(imageTokens, drops, 32))].map((visual) => visual + textTokens);
    expect(lengths).toEqual(expected.prefillLengthPerStage);
    expect(lengths.map((n) => n + generated)).toEqual(expected.nextPositionPerStageAfterGenerated);
    expect(kvBytes(imageTokens, llama7b, 2, drops) / 2 ** 20).toBe(expected.kvImageMiBFp16);
    expect(drops).toEqual(pyramiddrop.plan(imageTokens, 32));
  });

  it('average tokens', () => {
    const { inputs, expected } = micro('pyramiddrop-average-tokens');
    inputs.rows.forEach(({ imageTokens, afterLayers: after, ratios }: never, i: number) => {
      const drops = pyramiddrop.plan(imageTokens, 32, undefined, { after, ratios });
      expect(averageTokens(imageTokens, drops, 32)).toBe(expected[i]);
    });
  });

  it('a wanted average is planned', () => {
    const { inputs, expected } = micro('pyramiddrop-plan');
    inputs.rows.forEach(({ afterLayers: after, averageTokens: target }: never, i: number) => {
      expect(plannedRatio(inputs.imageTokens, after, 32, target)).toBe(expected[i]);
      const drops = pyramiddrop.plan(inputs.imageTokens, 32, target, { after });
      expect(averageTokens(inputs.imageTokens, drops, 32)).toBeGreaterThanOrEqual(target);
    });
  });
});

describe('schedules that make no sense', () => {
  it.each([
    [{ after: [4, 4] }, 'ascending'],
    [{ after: [32] }, 'ascending'],
    [{ ratios: [0.5] }, '3 ratios'],
    [{ ratios: [0.5, 0.6, 0.1] }, 'do not rise'],
    [{ lambda: 0.5, ratios: [0.5, 0.2, 0.1] }, 'one of keep, lambda and ratios'],
    [{ lambda: 1.5 }, 'lambda'],
    [{ layers: [8] }, 'layers'],
  ] as [object, string][])('%j', (options, message) => {
    expect(() => pyramiddrop.plan(576, 32, undefined, options)).toThrow(
      expect.objectContaining({ code: 'reducer-options', message: expect.stringContaining(message) }),
    );
  });

  it('an average below what the first stage keeps', () => {
    expect(() => pyramiddrop.plan(576, 32, 100)).toThrow(expect.objectContaining({ code: 'keep-range' }));
    expect(pyramiddrop.plan(576, 32, 144).at(0)).toEqual({ afterLayer: 8, keep: 0 });
  });

  it('shallow decoders drop after each quarter that exists', () => {
    const layersOf = (layers: number) => pyramiddrop.plan(64, layers).map(({ afterLayer }) => afterLayer);
    expect([32, 8, 4, 2].map(layersOf)).toEqual([[8, 16, 24], [2, 4, 6], [1, 2, 3], [1]]);
  });
});
