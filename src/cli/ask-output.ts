/** What `tesserae ask` prints once the answer is complete. */

/** What happened to one picture on its way to the decoder. Pairs as in `ImageDescription`: height first, rows first. */
export interface AskedImage {
  path: string;
  width: number;
  height: number;
  /** Pixels that the resized picture is pasted on. */
  canvas: [height: number, width: number];
  /** Crops beside the thumbnail; null where the model sees one view. */
  grid: [rows: number, cols: number] | null;
  /** Visual tokens before any reduction. */
  visualTokens: number;
  /** Visual tokens that the decoder was given. */
  kept: number;
}

/** Milliseconds. */
export interface AskTimings {
  loadMs: number;
  visionMs: number;
  prefillMs: number;
  /** From the call to the first token, loading left out. */
  firstTokenMs: number;
  /** Mean over the tokens after the first; null where there is none. */
  decodeMsPerToken: number | null;
  totalMs: number;
}

/** The object that `tesserae ask --json` prints. */
export interface AskReport {
  answer: string;
  /** Generated ids, without the prompt. */
  tokenIds: number[];
  finishReason: string;
  images: AskedImage[];
  timings: AskTimings;
  /** The model folder. */
  model: string;
  /** Version of the package. */
  version: string;
}

/**
 * The quiet lines below an answer: one per picture (size → canvas → tiles → visual tokens), one for the times.
 *
 * @example
 * // chart.png  200×150 → canvas 256×256 → 5 tiles (thumbnail + 2×2) → 330 visual tokens
 * // 12 tokens (stop)  load 210 ms · vision 35 ms · prefill 48 ms · first token 90 ms · 4.1 ms per token · total 340 ms
 */
export function summaryLines({ images, timings, tokenIds, finishReason }: AskReport): string[] {
  return [...images.map(imageLine), `${counted(tokenIds.length, 'token')} (${finishReason})  ${timingWords(timings)}`];
}

/** One line for one picture, sizes as width × height; `tesserae image` prints the same. */
export function imageLine(image: Omit<AskedImage, 'kept'> & { kept?: number }): string {
  const { path, width, height, canvas, grid, visualTokens, kept = visualTokens } = image;
  const tiles = grid ? `${1 + grid[0] * grid[1]} tiles (thumbnail + ${grid[0]}×${grid[1]})` : '1 tile';
  const reduction = kept === visualTokens ? '' : `, ${kept} kept (${percent(kept / visualTokens)})`;
  const steps = [`${width}×${height}`, `canvas ${canvas[1]}×${canvas[0]}`, tiles];
  return `${path}  ${steps.join(' → ')} → ${counted(visualTokens, 'visual token')}${reduction}`;
}

function timingWords({ loadMs, visionMs, prefillMs, firstTokenMs, decodeMsPerToken, totalMs }: AskTimings): string {
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
