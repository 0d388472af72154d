/** How legible text is on what is already painted: WCAG contrast against the mean and the worst patch behind it. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import { contrast } from '../colours.js';
import type { Box } from '../kind.js';

/** Colours of a painted area: its mean and the means of its patches of 12 x 12 pixels. */
export interface Ground {
  mean: string;
  patches: string[];
}

const PATCH = 12;

/** Measures the area of a box on a painted surface. */
export function measureGround(context: SKRSContext2D, box: Box): Ground {
  const { data } = context.getImageData(box.x, box.y, box.width, box.height);
  const patches: string[] = [];
  const total = [0, 0, 0];
  for (let top = 0; top < box.height; top += PATCH) {
    for (let left = 0; left < box.width; left += PATCH) {
      const [bottom, right] = [Math.min(box.height, top + PATCH), Math.min(box.width, left + PATCH)];
      const sum = [0, 0, 0];
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) {
          const at = 4 * (y * box.width + x);
          for (let channel = 0; channel < 3; channel++) sum[channel] += data[at + channel];
        }
      }
      const count = (bottom - top) * (right - left);
      patches.push(hexOf(sum.map((value) => value / count)));
      sum.forEach((value, channel) => {
        total[channel] += value;
      });
    }
  }
  return { mean: hexOf(total.map((value) => value / (box.width * box.height))), patches };
}

/** The patch, or the mean, that an ink stands out from least, with the contrast there. */
export function worstGround(ink: string, { mean, patches }: Ground): { colour: string; ratio: number } {
  let worst = { colour: mean, ratio: contrast(ink, mean) };
  for (const colour of new Set(patches)) {
    const ratio = contrast(ink, colour);
    if (ratio < worst.ratio) worst = { colour, ratio };
  }
  return worst;
}

function hexOf(channels: readonly number[]): string {
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
