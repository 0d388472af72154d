/** One type alone on this thread: samples a second, and how a sample's time is spread over the steps of making it. */
import { TesseraeError } from '../../src/base/error.js';
import {
  captionMetadata,
  composeAgain,
  composeSample,
  drawMetadata,
  formatOf,
  recordOf,
  type SampleRequest,
} from '../../src/data/compcap/compose-sample.js';
import type { CompositeType } from '../../src/data/compcap/kind.js';
import { likenessOf } from '../../src/data/compcap/likeness.js';
import { encodeComposite, paintComposite } from '../../src/data/compcap/paint-composite.js';
import type { Sources } from '../../src/data/compcap/sources.js';

/** What a sample's time is spent on; `rest` is its likeness and its record. */
export const STEPS = ['metadata', 'caption', 'drawing', 'encoding', 'questions', 'rest'] as const;

export type StepTimes = Record<(typeof STEPS)[number], number>;

/** Samples made before counting: code is compiled, fonts, maps and grammars are loaded once in a run of any length. */
const warmUp = 30;

/**
 * Makes samples `0` to `count - 1` of a type step by step with a clock between, and each once more as `compose` does, without a
 * clock, to prove that the steps are all there is. Milliseconds are means. `floorMs` encodes the finished picture again:
 * nothing that writes such a file is faster.
 */
export async function profileType(type: CompositeType, count: number, seed: number, sources: Sources) {
  for (let index = 0; index < warmUp; index++) await composeAgain({ seed: seed + 1, index, type, sources }, () => {});
  const total: StepTimes = { metadata: 0, caption: 0, drawing: 0, encoding: 0, questions: 0, rest: 0 };
  let [floor, bytes, pixels, made] = [0, 0, 0, 0];
  for (let index = 0; index < count; index++) {
    const request = { seed, index, type, sources };
    const timed = await timeSteps(request).catch(drawnAgain);
    if (!timed) continue;
    const whole = await composeSample(request);
    if (!timed.bytes.equals(whole.bytes)) throw new Error(`${type} ${index}: the steps make another picture.`);
    for (const step of STEPS) total[step] += timed.times[step];
    floor += timed.floor;
    bytes += whole.bytes.length;
    pixels += whole.record.width * whole.record.height;
    made++;
  }
  const sum = STEPS.reduce((milliseconds, step) => milliseconds + total[step], 0);
  return {
    count,
    seed,
    samplesPerSecond: (1000 * made) / sum,
    sampleMs: sum / made,
    stepMs: Object.fromEntries(STEPS.map((step) => [step, total[step] / made])) as StepTimes,
    floorMs: floor / made,
    timesFloor: sum / floor,
    kilobytes: bytes / made / 1000,
    megapixels: pixels / made / 1e6,
    failures: count - made,
  };
}

/** What `compose` would draw again is left out and counted; any other fault ends the measurement. */
function drawnAgain(error: unknown): undefined {
  if (!(error instanceof TesseraeError)) throw error;
}

async function timeSteps(request: SampleRequest): Promise<{ times: StepTimes; floor: number; bytes: Buffer }> {
  let last = performance.now();
  const lap = (): number => {
    const now = performance.now();
    const milliseconds = now - last;
    last = now;
    return milliseconds;
  };
  const drawn = await drawMetadata(request);
  const metadata = lap();
  const captioned = await captionMetadata(drawn, request);
  const caption = lap();
  const painted = await paintComposite(drawn.kind, drawn.meta, request.sources);
  // The canvas puts drawing off until pixels are asked for.
  painted.surface.getContext('2d').getImageData(0, 0, 1, 1);
  const drawing = lap();
  const format = formatOf(request.type);
  const bytes = encodeComposite(painted, format);
  const encoding = lap();
  const asked = drawn.kind.questions(drawn.meta, drawn.stream(3));
  const questions = lap();
  likenessOf(painted.surface, captioned.caption);
  recordOf(request, drawn, captioned, painted, asked);
  const rest = lap();
  encodeComposite(painted, format);
  const floor = lap();
  return { times: { metadata, caption, drawing, encoding, questions, rest }, floor, bytes };
}
