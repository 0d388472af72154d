import { mixSeed } from '../base/random.js';
import { byCategory, type Item } from './task.js';

/**
 * At most `count` items: as many of every category as there are, whole pictures after one another, the pictures in an
 * arbitrary but fixed order. A larger count contains the smaller one, so that a run can be extended.
 *
 * @example
 * const items = sampleItems(await pope.load({ files }), 300); // 100 of each split, about the same pictures
 */
export function sampleItems(items: readonly Item[], count: number): Item[] {
  const queues = [...byCategory(items).values()].map(shufflePictures);
  const chosen = new Set<Item>();
  for (let rank = 0; chosen.size < Math.min(count, items.length); rank++) {
    for (const queue of queues) {
      if (rank < queue.length && chosen.size < count) chosen.add(queue[rank]);
    }
  }
  return items.filter((item) => chosen.has(item));
}

/** Items ordered by a hash of their cluster; within a cluster as they were. */
function shufflePictures(items: readonly Item[]): Item[] {
  const hashes = new Map(items.map(({ cluster }) => [cluster, hashText(cluster)]));
  return [...items].sort(
    (a, b) =>
      hashes.get(a.cluster)! - hashes.get(b.cluster)! || (a.cluster < b.cluster ? -1 : +(a.cluster > b.cluster)),
  );
}

function hashText(text: string): number {
  return mixSeed(...Array.from(text, (letter) => letter.codePointAt(0)!));
}
