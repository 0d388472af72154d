import { expect, it } from 'vitest';
import { contrast, inkOn } from './colours.js';

const hex = (...channels: number[]): string => `#${channels.map((c) => c.toString(16).padStart(2, '0')).join('')}`;
const levels = Array.from({ length: 16 }, (_, i) => 17 * i);
/** A grid over the colour cube, and every gray: the narrow bands lie between the points of a grid. */
const grounds = [
  ...levels.flatMap((r) => levels.flatMap((g) => levels.map((b) => hex(r, g, b)))),
  ...Array.from({ length: 256 }, (_, level) => hex(level, level, level)),
];
const best = (inks: readonly string[], ground: string) => Math.max(...inks.map((ink) => contrast(ink, ground)));

it('inks can be read on every colour', () => {
  expect(grounds.filter((ground) => contrast(inkOn(ground), ground) < 4.5)).toEqual([]);
});

it('black or white has a contrast of at least the square root of 21 on every colour', () => {
  const least = Math.min(...grounds.map((ground) => best(['#000000', '#ffffff'], ground)));
  expect(least).toBeGreaterThanOrEqual(Math.sqrt(21));
  expect(least).toBeLessThan(4.6);
});

it('inks are pure black only where near-black and white both fail', () => {
  const pure = grounds.filter((ground) => inkOn(ground) === '#000000');
  expect(pure).toContain('#777777');
  expect(pure.filter((ground) => best(['#111111', '#ffffff'], ground) >= 4.5)).toEqual([]);
});

it('a wished ink is taken where it can be read, the first of them', () => {
  const wishes = ['#d62728', '#7a4a1e', '#152a5c'];
  const expected = (ground: string) => wishes.find((ink) => contrast(ink, ground) >= 4.5) ?? inkOn(ground);
  expect(grounds.filter((ground) => inkOn(ground, wishes) !== expected(ground))).toEqual([]);
  expect(new Set(grounds.map((ground) => inkOn(ground, wishes))).size).toBe(6);
});
