/** Test support: the reference cases of test/golden/reduce, and small things the tests share. */
import { readFileSync } from 'node:fs';
import { goldenJson, goldenPath } from '../../test/golden.js';
import type { Rectangle, Selection, Signal, Signals, TileLayout } from './reducer.js';
import { signalKey } from './signals.js';

/** A reference to an array of the safetensors file beside the JSON file. */
export interface ArrayReference {
  array: string;
  dtype: 'F32' | 'I32' | 'U8';
  shape: number[];
}

// biome-ignore lint/suspicious/noExplicitAny: every kind of case has its own fields, described in the data's README
type Fields = any;

export interface Golden {
  cases: { id: string; kind: string; params: Fields; inputs: Fields; expected: Fields }[];
  model: Fields;
  /** The array behind a reference. */
  read(reference: ArrayReference): Float32Array | Int32Array | Uint8Array;
  /** Indices, written out or behind a reference. */
  list(value: ArrayReference | number[]): number[];
  /** The cases of one kind; fails when there is none, so that a loop over them cannot pass by being empty. */
  of(kind: string): Golden['cases'];
}

/** The reference cases of one method. */
export function golden(method: string): Golden {
  const json = goldenJson<Fields>('reduce', `${method}.json`);
  const bytes = readFileSync(goldenPath('reduce', json.arrays));
  const headerLength = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString('utf8'));
  const read = ({ array }: ArrayReference) => {
    const { dtype, data_offsets: ends } = header[array];
    const data = bytes.buffer.slice(
      bytes.byteOffset + 8 + headerLength + ends[0],
      bytes.byteOffset + 8 + headerLength + ends[1],
    );
    return dtype === 'F32' ? new Float32Array(data) : dtype === 'I32' ? new Int32Array(data) : new Uint8Array(data);
  };
  return {
    ...json,
    read,
    list: (value) => (Array.isArray(value) ? value : Array.from(read(value))),
    of(kind) {
      const found = json.cases.filter((each: { kind: string }) => each.kind === kind);
      if (found.length === 0) throw new Error(`no ${kind} case for ${method}`);
      return found;
    },
  };
}

/** One hand-checkable case. */
export function micro(id: string): { inputs: Fields; expected: Fields } {
  const found = goldenJson<{ cases: Fields[] }>('reduce', 'micro.json').cases.find((each) => each.id === id);
  if (!found) throw new Error(`no micro case ${id}`);
  return found;
}

/** A map of computed signals. */
export function signalsOf(...pairs: [Signal, ArrayLike<number>][]): Signals {
  return new Map(pairs.map(([signal, values]) => [signalKey(signal), Float32Array.from(values)]));
}

/** Kept patches of every tile from a (tiles, patches) mask. */
export function maskedPatches(mask: ArrayLike<number>, patches: number): number[][] {
  return Array.from({ length: mask.length / patches }, (_, tile) => {
    return Array.from({ length: patches }, (_, patch) => patch).filter((patch) => mask[tile * patches + patch] === 1);
  });
}

/** Kept patches as plain lists. */
export function lists(selection: Pick<Selection, 'kept'>): number[][] {
  return selection.kept.map((patches) => Array.from(patches));
}

/** The layout of a LLaVA-NeXT case. */
export function nextLayout(grid: { rows: number; cols: number }, side: number, kept?: Rectangle): TileLayout {
  return { tiles: 1 + grid.rows * grid.cols, side, grid, kept };
}

/**
 * The LLaVA-NeXT unpadding rule: the picture's part of a map of rows × cols patches. `float32` is the arithmetic of the
 * library forks behind HiRED and DAMRO; it differs from integer arithmetic for a few sizes.
 */
export function unpad(
  picture: { width: number; height: number },
  rows: number,
  cols: number,
  arithmetic: 'exact' | 'float32' = 'exact',
): Rectangle {
  const { width, height } = picture;
  const scaled = (length: number, map: number, by: number) => {
    if (arithmetic === 'exact') return Math.floor((length * map) / by);
    return Math.trunc(Math.fround(length * Math.fround(Math.fround(1 / by) * map)));
  };
  if (width * rows > height * cols) {
    const top = Math.floor((rows - scaled(height, cols, width)) / 2);
    return { top, left: 0, rows: rows - 2 * top, cols };
  }
  const left = Math.floor((cols - scaled(width, rows, height)) / 2);
  return { top: 0, left, rows, cols: cols - 2 * left };
}

/** The largest absolute difference; infinite for different lengths or where only one side is infinite. */
export function furthest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(actual).reduce((most, value, i) => {
    const difference = value === expected[i] ? 0 : Math.abs(value - expected[i]);
    return Math.max(most, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  }, 0);
}
