import type { GenerateResult, ImageReport, Timings, VideoReport } from '../generate/index.js';

/** The object that `tesserae ask --json` prints. */
export interface AskReport extends GenerateResult {
  /** The model folder. */
  model: string;
  /** Version of the package. */
  version: string;
}

/**
 * The quiet lines below an answer: one per picture (size → canvas → tiles → visual tokens), one per video, one for the times.
 *
 * @example
 * // chart.png  200×150 → canvas 256×256 → 5 tiles (thumbnail + 2×2) → 330 visual tokens
 * // 12 tokens (stop)  load 210 ms · vision 35 ms · prefill 48 ms · first token 90 ms · 4.1 ms per token · total 340 ms
 */
export function summaryLines(result: GenerateResult): string[] {
  const { images, videos = [], timings, tokenIds, finishReason, visualTokensPerLayer } = result;
  const pictures = images.map((image) => imageLine({ ...image, path: image.path ?? 'picture' }));
  const layers = visualTokensPerLayer ? [`visual tokens by decoder layer  ${visualTokensPerLayer.join(' ')}`] : [];
  const films = videos.map(videoLine);
  return [
    ...pictures,
    ...films,
    ...layers,
    `${counted(tokenIds.length, 'token')} (${finishReason})  ${timingWords(timings)}`,
  ];
}

/** One line for one picture, sizes as width × height; `tesserae image` prints the same. */
export function imageLine(image: Omit<ImageReport, 'kept' | 'path'> & { path: string; kept?: number }): string {
  const { path, width, height, canvas, grid, visualTokens, kept = visualTokens } = image;
  const tiles = grid ? `${1 + grid[0] * grid[1]} tiles (thumbnail + ${grid[0]}×${grid[1]})` : '1 tile';
  const reduction = kept === visualTokens ? '' : `, ${kept} kept (${percent(kept / visualTokens)})`;
  const steps = [`${width}×${height}`, `canvas ${canvas[1]}×${canvas[0]}`, tiles];
  return `${path}  ${steps.join(' → ')} → ${counted(visualTokens, 'visual token')}${reduction}`;
}

/** One line for one video: frames that there are, and those that were looked at. */
function videoLine({ path, totalFrames, frames, visualTokens }: VideoReport): string {
  const steps = [counted(totalFrames, 'frame'), `${frames.length} seen`, counted(visualTokens, 'visual token')];
  return `${path ?? 'video'}  ${steps.join(' → ')}`;
}

function timingWords({ loadMs, visionMs, prefillMs, firstTokenMs, decodeMsPerToken, totalMs }: Timings): string {
  const words = [
    `load ${ms(loadMs)}`,
    `vision ${ms(visionMs)}`,
    `prefill ${ms(prefillMs)}`,
    `first token ${ms(firstTokenMs)}`,
  ];
  if (decodeMsPerToken !== null) words.push(`${ms(decodeMsPerToken)} per token`);
  return [...words, `total ${ms(totalMs)}`].join(' · ');
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
const percent = (share: number): string => `${(100 * share).toFixed(1).replace(/\.0$/, '')} %`;

/** Milliseconds for people: `4.1 ms`, `340 ms`, `12.3 s`. */
function ms(value: number): string {
  if (value >= 10_000) return `${(value / 1000).toFixed(1)} s`;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
}
