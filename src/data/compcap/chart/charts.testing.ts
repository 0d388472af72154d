import { createCanvas } from '@napi-rs/canvas';
import { Random } from '../../../base/random.js';
import { Canvas } from '../canvas.js';
import type { AnyCompositeKind } from '../kind.js';
import { CHART_KINDS } from './index.js';

/** A drawn chart with a way to look at its pixels. */
export interface DrawnChart {
  canvas: Canvas;
  /** The colour of a pixel as `#rrggbb`. */
  at(x: number, y: number): string;
}

export function kindOf(name: string): AnyCompositeKind {
  const kind = CHART_KINDS.find((one) => one.name === name);
  if (!kind) throw new Error(name);
  return kind;
}

/** Metadata of several charts of a kind, as they come back from JSON. */
// biome-ignore lint/suspicious/noExplicitAny: each test knows the metadata of its kind
export function samples(name: string, count: number, from = 0): any[] {
  const kind = kindOf(name);
  return Array.from({ length: count }, (_, at) => {
    return JSON.parse(JSON.stringify(kind.sample(new Random(from + at), undefined as never)));
  });
}

export async function drawn(name: string, meta: { width: number; height: number }): Promise<DrawnChart> {
  const surface = createCanvas(meta.width, meta.height);
  const canvas = new Canvas(surface.getContext('2d'), { width: meta.width, height: meta.height });
  await kindOf(name).draw(meta, canvas, undefined as never);
  const data = surface.data();
  const at = (x: number, y: number): string => {
    const start = 4 * (Math.round(y) * meta.width + Math.round(x));
    return `#${[...data.subarray(start, start + 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  return { canvas, at };
}
