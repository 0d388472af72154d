import { setTimeout as wait } from 'node:timers/promises';

/** One of the things that are measured beside each other. */
export interface Side<Reading> {
  name: string;
  run(): Promise<Reading>;
}

/** Threads of the side that has just run may spin a little longer. */
const restMs = 50;

/**
 * Every side once a round, so that a machine that slows down slows all of them. Every other round goes backwards, so that no
 * side always follows the same one.
 *
 * @returns readings of each side, one a round
 */
export async function takeTurns<Reading>(
  sides: readonly Side<Reading>[],
  rounds: number,
): Promise<Map<string, Reading[]>> {
  const readings = new Map<string, Reading[]>(sides.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, run } of round % 2 === 0 ? sides : [...sides].reverse()) {
      readings.get(name)!.push(await run());
      await wait(restMs);
    }
  }
  return readings;
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The smallest and the largest value. */
export const range = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
