import { TesseraeError } from '../base/error.js';
import { cutTiles, decodeImage, type ImageLayout, multiPictureConfig, type VisualToken } from '../image/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import type { TowerSignal } from '../model/registry.js';
import { outliers, type Signal, signalKey, tileLayout } from '../reduce/index.js';
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

/** Sees the pictures of a request, each reduced by itself. @throws TesseraeError `no-vision`, and those of decoding and reducing */
export async function seePictures(
  sources: readonly ImageSource[],
  checkpoint: Checkpoint,
  vision: VisionEncoder | undefined,
  reduction: Reduction['vision'],
  damro: DamroRequest | undefined,
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
  const outlierSignal = damro && clsProbabilities(damro.layer ?? -2);
  const needs = reduction?.reducer.needs(reduction.options) ?? [];
  const signals = distinct([...needs, ...(outlierSignal ? [outlierSignal] : [])]);
  const seen: SeenPicture[] = [];
  for (const source of sources) {
    const picture = typeof source === 'string' || source instanceof Uint8Array ? await decodeImage(source) : source;
    const { tiles, layout } = cutTiles(picture, config);
    const output = await vision.encode(tiles, layout.tiles.length, signals);
    const report: ImageReport = reportOf(typeof source === 'string' ? source : null, layout);
    let tokens = layout.tokens;
    if (reduction) {
      const { reducer, keep, options } = reduction;
      const selection = reducer.select(output.signals, tileLayout(layout, layout.tiles.length), keep, options);
      tokens = keptTokens(layout, selection);
      report.kept = tokens.length;
      report.selection = { kept: selection.kept.map((patches) => [...patches]), budgets: selection.budgets };
    }
    const rows = await vision.rows(output.hidden, tokens);
    if (!outlierSignal) {
      seen.push({ rows, report });
      continue;
    }
    const scores = output.signals.get(signalKey(outlierSignal))!.subarray(0, layout.side ** 2);
    const patches = outliers(scores, damro.outliers ?? 10);
    report.outliers = [...patches];
    seen.push({ rows, report, branchRows: await vision.rows(output.hidden, outlierTokens(layout, patches)) });
  }
  return seen;
}

const clsProbabilities = (layer: number): Signal & TowerSignal => ({
  kind: 'cls-attention',
  layer,
  form: 'probabilities',
});

/** One of each; what the tower cannot give was refused when the reduction was planned. */
function distinct(signals: readonly Signal[]): TowerSignal[] {
  return [...new Map(signals.map((signal) => [signalKey(signal), signal as TowerSignal])).values()];
}

/** The picture of the second branch: outliers of the thumbnail or only view, strongest first, and a newline where the model ends pictures with one. */
function outlierTokens({ side, tokens }: ImageLayout, patches: Int32Array): VisualToken[] {
  const branch: VisualToken[] = Array.from(patches, (patch) => ({
    kind: 'thumb',
    tile: 0,
    row: Math.floor(patch / side),
    col: patch % side,
  }));
  const last = tokens[tokens.length - 1];
  return last.kind === 'newline' ? [...branch, last] : branch;
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
