import type { Random } from '../base/random.js';

/** Draws one of the names, each as often as its share says; shares need not sum to 1. */
export function drawShare(random: Random, shares: Readonly<Record<string, number>>): string {
  const entries = Object.entries(shares);
  let point = random.uniform() * entries.reduce((sum, [, share]) => sum + share, 0);
  for (const [name, share] of entries) if ((point -= share) < 0) return name;
  return entries[entries.length - 1][0];
}
