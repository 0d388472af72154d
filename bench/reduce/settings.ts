/**
 * What the sweep compares: methods × tokens kept, as requests to the engine.
 *
 * `keep` means the same for all: the share of the visual tokens that the decoder computes with, averaged over its
 * layers. Vision reducers give every layer the same tokens. PyramidDrop plans its λ for that average
 * (`src/reduce/schedule.ts`); since the layers before its first drop see everything, an average below the share of
 * those layers needs an earlier first drop, and one below 1 / layers cannot be had.
 */
import type { ReduceRequest } from '../../src/generate/index.js';
import { pyramiddrop } from '../../src/reduce/index.js';

export const methods = [
  'none',
  'random',
  'uniform',
  'hired',
  'fastervlm',
  'globalcom2',
  'pyramiddrop',
  'globalcom2+pyramiddrop',
] as const;
export type Method = (typeof methods)[number];

export const keeps = [1, 0.75, 0.5, 0.4, 0.25, 0.2, 0.1, 0.05] as const;

/** One point of the sweep. */
export interface Setting {
  /** `hired 0.2` */
  name: string;
  method: Method;
  keep: number;
  /** What was not at its default, for the row. */
  options?: object;
  /** The request for an item; `seed` is that of the item's random choice. */
  reduce(seed: number): ReduceRequest[];
}

/**
 * The settings of a sweep on a decoder of `layers` layers, and the names of those that no schedule reaches. `none` is
 * always there, once: it is what all are compared with, and what every method is at keep 1.
 */
export function planSettings(wanted: readonly Method[], keeps: readonly number[], layers: number) {
  const settings: Setting[] = [{ name: 'none 1', method: 'none', keep: 1, reduce: () => [] }];
  const unreachable: string[] = [];
  for (const method of wanted) {
    if (method === 'none') continue;
    for (const keep of keeps) {
      if (keep === 1) continue;
      const name = `${method} ${keep}`;
      const plan = requestsOf(method, keep, layers);
      if (plan) settings.push({ name, method, keep, ...plan });
      else unreachable.push(name);
    }
  }
  return { settings, unreachable };
}

type Plan = Pick<Setting, 'options' | 'reduce'>;

function requestsOf(method: Exclude<Method, 'none'>, keep: number, layers: number): Plan | undefined {
  if (method === 'random') return { reduce: (seed) => [{ method, keep, options: { seed } }] };
  if (method === 'pyramiddrop') {
    const after = dropLayers(keep, layers);
    return after && { options: { after }, reduce: () => [{ method, keep, options: { after } }] };
  }
  if (method !== 'globalcom2+pyramiddrop') return { reduce: () => [{ method, keep }] };
  const shares = shareKeep(keep);
  const after = dropLayers(shares.pyramiddrop, layers);
  const stages: ReduceRequest[] = [
    { method: 'globalcom2', keep: shares.globalcom2 },
    { method: 'pyramiddrop', keep: shares.pyramiddrop, options: { after } },
  ];
  return after && { options: { ...shares, after }, reduce: () => stages };
}

/**
 * Layers after which PyramidDrop drops: its default ones, the first of them moved forward where that is needed for an
 * average of `keep`; undefined where even a drop after the first layer comes too late.
 */
export function dropLayers(keep: number, layers: number): number[] | undefined {
  const usual = pyramiddrop.needs(layers).map((signal) => (signal as { afterLayer: number }).afterLayer);
  const latest = Math.ceil(keep * layers) - 1;
  if (latest < 1) return undefined;
  return [Math.min(usual[0], latest), ...usual.slice(1)];
}

/**
 * How two stages share a keep: each its square root, until PyramidDrop averages one half, which is about its λ of 0.5;
 * what is missing then is left to GlobalCom².
 */
export function shareKeep(keep: number): { globalcom2: number; pyramiddrop: number } {
  const inside = round(Math.max(Math.sqrt(keep), 0.5));
  return { globalcom2: round(keep / inside), pyramiddrop: inside };
}

const round = (share: number): number => Number(share.toFixed(4));
