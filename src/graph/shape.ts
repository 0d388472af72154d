import { TesseraeError } from '../base/error.js';
import type { Shape, Tensor } from './tensor.js';

export function shapeText(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** An error about shapes that names the operator and what it was given. */
export function shapeError(operator: string, expected: string, inputs: readonly Tensor[]): TesseraeError {
  return new TesseraeError('graph-shape', {
    expected: `${operator} to get ${expected}`,
    received: inputs.map((input) => `${input.type} ${shapeText(input.shape)}`).join(' and '),
    action: 'Correct the shapes where the graph is built.',
  });
}

/** Number of elements; all sizes must be numbers. */
export function sizeOf(shape: Shape): number {
  return shape.reduce<number>((product, size) => product * numberOf(size), 1);
}

/** The size as a number; a name means that the caller needs a static shape. */
export function numberOf(size: number | string): number {
  if (typeof size === 'number') return size;
  throw new TesseraeError('graph-shape', {
    expected: 'a size known when the graph is built',
    received: `the named size "${size}"`,
    action: 'Build the graph with a number there.',
  });
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((size, i) => size === b[i]);
}

/** Broadcast of two shapes by the NumPy rule; `undefined` when they do not fit. */
export function broadcastShapes(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const result: (number | string)[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return undefined;
    result.push(x === 1 ? y : x);
  }
  return result;
}

/** An axis counted from the end made positive. */
export function positiveAxis(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
