/**
 * What a visual-token reducer is: the layout it receives, the signals it asks for, the selection it returns.
 *
 * Shape legend of this folder: T tiles, H heads, P patches of one tile, D width, S tokens of the decoder sequence,
 * V visual tokens of the picture. All arrays are flat and row-major; all indices start at 0.
 */
import type { z } from 'zod';

/** A rectangle of patches in the stitched crop map. */
export interface Rectangle {
  top: number;
  left: number;
  rows: number;
  cols: number;
}

/**
 * Where the patches of one picture lie.
 *
 * - LLaVA-1.5: one tile, no grid.
 * - LLaVA-NeXT: tile 0 is the thumbnail (the whole picture), tiles 1 … rows·cols are the crops, row by row.
 * - Video or several pictures: many tiles, no grid; the tiles are independent.
 *
 * Patches of a tile are numbered row by row: patch = row · side + col. Crop patches put together in their places are
 * the *stitched map* of rows·side × cols·side patches; the part of it that shows the picture is `kept`, the rest is
 * padding, which the unreduced model never sees.
 */
export interface TileLayout {
  /** Number of tiles; with a grid it is 1 + rows·cols. */
  tiles: number;
  /** Patches along one side of a tile, 24 for CLIP ViT-L/14 at 336 px. */
  side: number;
  /** The crop grid; absent when there are no crops. */
  grid?: { rows: number; cols: number };
  /** The unpadded part of the stitched map. @default the whole map */
  kept?: Rectangle;
}

/**
 * A quantity the engine computes for a reducer. Negative layers count from the end: −1 is the last layer.
 *
 * | kind | array |
 * |---|---|
 * | `cls-attention` | (T, P): attention of the CLS query on each patch, mean over heads; after softmax or before. `heads: 1`: of one wide head over the whole width, as released code of PruMerge and DAMRO computes it |
 * | `received-attention` | (T, P): attention each patch receives, mean over heads and queries (towers without CLS) |
 * | `patch-features` | (T, P, D): tower output without CLS |
 * | `decoder-attention` | (V present): attention of the query row on the visual tokens, see `decoder-attention.ts` |
 */
export type Signal =
  | { kind: 'cls-attention'; layer: number; form: 'probabilities' | 'logits'; heads?: 1 }
  | { kind: 'received-attention'; layer: number }
  | { kind: 'patch-features'; layer: number }
  | { kind: 'decoder-attention'; afterLayer: number };

/** The computed signals of one picture, by `signalKey`. */
export type Signals = ReadonlyMap<string, Float32Array>;

/**
 * Tokens kept. A number in (0, 1] is a fraction, a whole number above 1 a count; `{ tokens: 1 }` says one token,
 * since the bare number 1 means everything.
 */
export type Keep = number | { tokens: number };

/** How the kept tokens are put in a row for the language model, see `pack.ts`. */
export interface Packing {
  /** Whether rows and columns outside `layout.kept` are left out. */
  padding: 'drop' | 'keep';
  /** A newline token after no row, after every row, or after rows that still have a token. */
  newlines: 'none' | 'every-row' | 'kept-rows';
  /** Tokens of tile 0 in another order than ascending. */
  thumbnail?: Int32Array;
  /** Cell of its tile that each kept token is written to, where that is not its own. */
  cells?: Int32Array[];
}

/** What a vision reducer decides about one picture. */
export interface Selection {
  /** Kept patches of each tile: ascending, unique. */
  kept: Int32Array[];
  /** Tokens granted to each tile; more than kept where granted tokens fell on padding. */
  budgets: number[];
  packing: Packing;
}

/** One staged drop inside the decoder: after `afterLayer` layers have run, `keep` visual tokens stay. */
export interface Drop {
  afterLayer: number;
  keep: number;
}

interface Named<Options extends object> {
  name: string;
  /** One sentence for help texts and tables. */
  summary: string;
  /** Schema of the options; unknown keys are rejected. */
  options: z.ZodType<Options>;
  /** Options that make the reducer work on a tower without CLS, where it has such. */
  withoutCls?: Partial<Options>;
}

/** A reducer that works on the tower's output, before the language model sees it. */
export interface VisionReducer<Options extends object = object> extends Named<Options> {
  stage: 'vision';
  /** The signals that `select` will read under these options. */
  needs(options?: Partial<Options>): Signal[];
  /**
   * Chooses the patches of one picture.
   *
   * @throws TesseraeError `keep-range`, `reducer-options`, `reducer-layout`, `signal-missing`, `signal-shape`,
   *   `signal-values`
   */
  select(signals: Signals, layout: TileLayout, keep: Keep, options?: Partial<Options>): Selection;
}

/** A reducer that drops visual tokens between decoder layers. */
export interface DecoderReducer<Options extends object = object> extends Named<Options> {
  stage: 'decoder';
  /** The signals read at the drops of a decoder with so many layers. */
  needs(layers: number, options?: Partial<Options>): Signal[];
  /** When to drop and how many of `tokens` visual tokens stay; `keep` is the average over the layers. */
  plan(tokens: number, layers: number, keep?: Keep, options?: Partial<Options>): Drop[];
  /** The `keep` best of the tokens still present, ascending. */
  select(scores: ArrayLike<number>, keep: number): Int32Array;
}

export type Reducer = VisionReducer | DecoderReducer;
