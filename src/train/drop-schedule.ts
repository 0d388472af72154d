import { pyramiddrop, tokensPerLayer } from '../reduce/index.js';
import { float32, int64, type Value } from '../runtime/index.js';
import type { Batch, PackedExample } from './batch.js';
import type { Stage, TrainConfig } from './config.js';
import { questionTargets } from './look-targets.js';
import type { BatchShape, StagedShape } from './loss.js';

/** When the visual tokens of a stage's pictures are dropped, and how many stay. */
export interface DropSchedule {
  /** Layers that have run at each drop. */
  afterLayers: readonly number[];
  /** Those, and the layers after which the reducer drops by default. */
  taught: readonly number[];
  /** Of so many visual tokens, how many are left after each drop. */
  kept(visual: number): number[];
}

/**
 * The drops that a stage trains with, as the reducer `pyramiddrop` plans them for inference; `undefined` for none.
 *
 * @param layers of the decoder
 * @param longest visual tokens of the largest picture; where even that loses nothing there is no drop
 * @throws TesseraeError `reducer-options` for layers that the decoder lacks and ratios that rise
 */
export function dropSchedule(
  config: Pick<TrainConfig, 'pyramiddrop'>,
  stage: Pick<Stage, 'pyramiddrop' | 'objective'>,
  layers: number,
  longest: number,
): DropSchedule | undefined {
  const options = stage.pyramiddrop ?? config.pyramiddrop;
  if (!options || stage.objective === 'names') return undefined;
  const plan = (visual: number) => pyramiddrop.plan(visual, layers, undefined, options);
  const afterLayers = plan(longest).map(({ afterLayer }) => afterLayer);
  if (afterLayers.length === 0) return undefined;
  const usual = pyramiddrop.plan(longest, layers, undefined, { variant: 'paper' });
  const taught = new Set([...afterLayers, ...usual.map(({ afterLayer }) => afterLayer)]);
  return {
    afterLayers,
    taught: [...taught].sort((a, b) => a - b),
    kept(visual) {
      const perLayer = tokensPerLayer(visual, plan(visual), layers);
      return afterLayers.map((layer) => perLayer[layer]);
    },
  };
}

/** Sizes of a batch with drops: sequences of `longest` visual tokens lose as many positions as tokens. */
export function stagedShape(
  { afterLayers, taught, kept }: DropSchedule,
  { sequence, longest, text, questions }: { sequence: number; longest: number; text: number; questions: number },
): StagedShape {
  const left = kept(longest);
  const drops = afterLayers.map((afterLayer, i) => ({ afterLayer, sequence: sequence - longest + left[i] }));
  return { text, questions, drops, taught };
}

/**
 * What the drops of a packed batch are fed: which rows are visual, how many stay, and which rows rank — the last prompt row
 * of each question, all questions of a picture alike, as the reference averages over the answers of a conversation.
 */
export function dropFeeds(
  { shape, feeds, answers }: Batch,
  examples: readonly PackedExample[],
  { kept }: DropSchedule,
): Record<string, Value> {
  const { pictures, sequence, staged } = shape as BatchShape & { staged: StagedShape };
  const { questions, drops } = staged;
  const visual = new Int32Array(pictures * sequence);
  // A question that is missing has no weight; the row that stands in for it never leaves.
  const rows = Int32Array.from({ length: pictures * questions }, (_, i) => Math.floor(i / questions) * sequence);
  const weights = new Float32Array(pictures * questions);
  const look = new Float32Array(pictures * sequence * questions);
  const learned = feeds.learned_index.data as BigInt64Array;
  examples.forEach((example, b) => {
    const { before, visual: tokens, turns } = example;
    const start = b * sequence + before.length;
    visual.fill(1, start, start + tokens.length);
    const asking = answers
      .map(({ from, turn }) => ({ row: Number(learned[from]), turn }))
      .filter(({ row }) => Math.floor(row / sequence) === b);
    const needed = questionTargets(example);
    asking.forEach(({ row, turn }, i) => {
      rows[b * questions + i] = row;
      weights[b * questions + i] = 1 / asking.length;
      const shares = needed(turns[turn]);
      shares.forEach((share, token) => {
        look[(start + token) * questions + i] = share / (asking.length * pictures);
      });
    });
  });
  return {
    visual: int64(visual, [pictures, sequence]),
    kept: int64(
      examples.flatMap((example) => kept(example.visual.length)),
      [pictures, drops.length],
    ),
    ranking_rows: int64(rows),
    ranking_weights: float32(weights, [pictures, questions]),
    look_rows: float32(look, [pictures, sequence, questions]),
  };
}
