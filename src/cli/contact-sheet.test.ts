import { expect, it } from 'vitest';
import type { Picture } from '../image/index.js';
import { contactSheet } from './contact-sheet.js';

const filled = (width: number, height: number, value: number): Picture => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(value),
});

const pixel = ({ width, data }: Picture, x: number, y: number) => data[(y * width + x) * 3];

it('puts every picture into its own cell', () => {
  const sheet = contactSheet([filled(4, 6, 10), filled(10, 2, 20), filled(1, 1, 30)], 2);
  expect([sheet.width, sheet.height]).toEqual([2 * 10 + 3 * 8, 2 * 6 + 3 * 8]);
  expect(sheet.data.length).toBe(sheet.width * sheet.height * 3);
  expect([pixel(sheet, 8, 8), pixel(sheet, 11, 13), pixel(sheet, 12, 8), pixel(sheet, 7, 8)]).toEqual([
    10, 10, 128, 128,
  ]);
  expect([pixel(sheet, 26, 8), pixel(sheet, 35, 9), pixel(sheet, 26, 10)]).toEqual([20, 20, 128]);
  expect([pixel(sheet, 8, 22), pixel(sheet, 9, 22)]).toEqual([30, 128]);
});

it('keeps every pixel', () => {
  const pictures = Array.from({ length: 7 }, (_, i) => filled(3 + i, 9 - i, 200 + i));
  const { data } = contactSheet(pictures, 3);
  pictures.forEach(({ data: own }, i) => {
    expect(data.filter((value) => value === 200 + i).length).toBe(own.length);
  });
});
