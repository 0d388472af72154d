import type { PackedExample, Turn } from './batch.js';

/**
 * How much of what a tile shows stands in each of its patches, `[B·T, P]`: tiles that show anything weigh the same, and so do
 * pictures; all together is 1.
 */
export function lookPatches(examples: readonly PackedExample[], tiles: number, patches: number): Float32Array {
  const shares = new Float32Array(examples.length * tiles * patches);
  examples.forEach(({ patchWords }, b) => {
    const sums = new Float64Array(tiles);
    for (const { patch, weight } of patchWords) sums[Math.floor(patch / patches)] += weight;
    const showing = sums.filter((sum) => sum > 0).length;
    for (const { patch, weight } of patchWords) {
      shares[b * tiles * patches + patch] = weight / (sums[Math.floor(patch / patches)] * showing * examples.length);
    }
  });
  return shares;
}

/**
 * How much of what a turn needs stands in each visual token of its picture, summing to 1: tokens whose words the turn says,
 * words that stand in few places before those that stand in many. All 0 where nothing that the turn says stands anywhere.
 */
export function questionTargets({ visual, patchWords }: PackedExample): (turn: Turn) => Float64Array {
  const places = new Map<number, number>();
  for (const { ids } of patchWords) for (const id of ids) places.set(id, (places.get(id) ?? 0) + 1);
  const byPatch = new Map(patchWords.map((entry) => [entry.patch, entry]));
  return ({ ids }) => {
    const said = new Set(ids);
    const shares = Float64Array.from(visual, (patch) => {
      const entry = byPatch.get(patch);
      if (!entry) return 0;
      const rarity = entry.ids.map((id) => (said.has(id) ? Math.log(patchWords.length / places.get(id)!) : 0));
      return entry.weight * rarity.reduce((a, b) => a + b, 0);
    });
    const sum = shares.reduce((a, b) => a + b, 0);
    return sum > 0 ? shares.map((share) => share / sum) : shares;
  };
}
