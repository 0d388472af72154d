import { TesseraeError } from '../base/error.js';
import { cutTiles, decodeImage, type ImageLayout, multiPictureConfig, type Picture } from '../image/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import type { TowerSignal } from '../model/registry.js';
import { type Signal, signalKey, tileLayout } from '../reduce/index.js';
import { stopIfCancelled } from './cancel.js';
import { contextFull } from './context-full.js';
import { outlierBranch, outlierSignal } from './damro.js';
import { keptTokens } from './kept-tokens.js';
import type { Reduction } from './reduction.js';
import type { DamroRequest, ImageReport, ImageSource } from './request.js';
import type { VisionEncoder } from './vision.js';

/** A picture as the decoder gets it. */
export interface SeenPicture {
  /** Rows of its tokens, `[kept, D]`. */
  rows: Float32Array;
  /** Rows of the second branch: the attention outliers alone. */
  branchRows?: Float32Array;
  report: ImageReport;
}

export interface SeeOptions {
  damro?: DamroRequest;
  /** What is asked, in the tokens of a Q-Former. */
  question?: readonly number[];
  /** Positions of the context that are left: a hundred pictures must not be encoded to find that ten fill it. */
  room: number;
  signal?: AbortSignal;
}

/**
 * Sees the pictures of a request, each reduced by itself.
 *
 * @throws TesseraeError `no-vision`, `context-length`, `cancelled`, and those of decoding and reducing
 */
export async function seePictures(
  sources: readonly ImageSource[],
  checkpoint: Checkpoint,
  vision: VisionEncoder | undefined,
  reduction: Reduction['vision'],
  { damro, question, room, signal }: SeeOptions,
): Promise<SeenPicture[]> {
  if (sources.length === 0) return [];
  if (!vision || !checkpoint.image) {
    throw new TesseraeError('no-vision', {
      expected: 'a model that sees',
      received: `a text model with ${sources.length} picture${sources.length === 1 ? '' : 's'}`,
      action: 'Leave the pictures out, or use a LLaVA checkpoint.',
    });
  }
  const config = sources.length > 1 ? multiPictureConfig(checkpoint.image) : checkpoint.image;
  const outlierAttention = damro && outlierSignal(damro);
  const needs = reduction?.reducer.needs(reduction.options) ?? [];
  const signals = distinct([...needs, ...(outlierAttention ? [outlierAttention] : [])]);
  const seen: SeenPicture[] = [];
  let taken = 0;
  const take = (count: number) => {
    taken += count;
    if (taken < room) return;
    const fewer = `${taken} visual tokens in the first ${seen.length + 1} of ${sources.length} pictures, and text`;
    throw contextFull(checkpoint.text.contextLength, fewer);
  };
  for (const source of sources) {
    stopIfCancelled(signal);
    const picture = isPicture(source) ? source : await decodeImage(source);
    const { tiles, layout } = cutTiles(picture, config);
    if (!reduction) take(layout.tokens.length);
    const output = await vision.encode(tiles, layout.tiles.length, signals);
    const report: ImageReport = reportOf(typeof source === 'string' ? source : null, layout);
    let rows: Float32Array;
    // A map shrunk after the projector has no patches to choose from, but may be left as it is.
    if (reduction && !(reduction.reducer.name === 'none' && layout.shrunk)) {
      const { reducer, keep, options } = reduction;
      const selection = reducer.select(output.signals, tileLayout(layout, layout.tiles.length), keep, options);
      const tokens = keptTokens(layout, selection);
      take(tokens.length);
      rows = await vision.rows(output.hidden, tokens);
      report.kept = tokens.length;
      report.selection = { kept: selection.kept.map((patches) => [...patches]), budgets: selection.budgets };
    } else rows = await vision.pictureRows(output.hidden, layout, question);
    if (!outlierAttention) {
      seen.push({ rows, report });
      continue;
    }
    const scores = output.signals.get(signalKey(outlierAttention))!;
    const { tokens: branch, ...found } = outlierBranch(layout, scores, damro);
    Object.assign(report, found);
    const branchRows = branch.length > 0 ? await vision.rows(output.hidden, branch, question) : new Float32Array(0);
    seen.push({ rows, report, branchRows });
  }
  return seen;
}

/** Decoded pixels, as against a file. */
const isPicture = (source: ImageSource): source is Picture => typeof source === 'object' && 'width' in source;

/** One of each; what the tower cannot give was refused when the reduction was planned. */
function distinct(signals: readonly Signal[]): TowerSignal[] {
  return [...new Map(signals.map((signal) => [signalKey(signal), signal as TowerSignal])).values()];
}

function reportOf(path: string | null, { picture, canvas, grid, tokens }: ImageLayout): ImageReport {
  return {
    path,
    width: picture.width,
    height: picture.height,
    canvas: [canvas.height, canvas.width],
    grid: grid ? [grid.rows, grid.cols] : null,
    visualTokens: tokens.length,
    kept: tokens.length,
  };
}
