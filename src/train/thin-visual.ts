import type { Random } from '../base/random.js';
import type { PackedExample } from './batch.js';

/** How much sooner a patch that shows nothing known leaves than one that does. */
const namedWeight = 6;

/**
 * An example with a part of its visual tokens, in their order: the rest is drawn and left out, mostly patches in which nothing
 * stands, and row ends go with the last token of their row. What inference meets behind a reducer, training has then met.
 *
 * @param keep share of the patches that stay, more than 0
 * @param tile patches of a tile; those of the first, the thumbnail, have no rows of their own
 */
export function thinVisual(example: PackedExample, keep: number, tile: number, random: Random): PackedExample {
  const named = new Set(example.patchWords.map(({ patch }) => patch));
  const patches = [...example.visual].filter((patch) => patch >= 0);
  // The k largest of u^(1/w) are a weighted sample without replacement (Efraimidis and Spirakis 2006).
  const drawn = patches.map((patch) => ({
    patch,
    key: random.uniform() ** (1 / (named.has(patch) ? namedWeight : 1)),
  }));
  drawn.sort((a, b) => b.key - a.key);
  const kept = new Set(drawn.slice(0, Math.max(1, Math.round(keep * patches.length))).map(({ patch }) => patch));
  const crops = patches.some((patch) => patch >= tile);
  const visual: number[] = [];
  let rowHasToken = false;
  for (const patch of example.visual) {
    if (patch >= 0 ? kept.has(patch) : rowHasToken) visual.push(patch);
    rowHasToken = patch >= 0 && (rowHasToken || kept.has(patch));
    const thumbnailEnds = patch === tile - 1 && crops;
    if (thumbnailEnds) rowHasToken = false;
  }
  return { ...example, visual: Int32Array.from(visual) };
}
