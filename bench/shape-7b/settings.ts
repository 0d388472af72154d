import { averageTokens, kvBytes, prefillFlops, reducers, towerFlops } from '../../src/reduce/index.js';
import type { Measurement } from './measure.js';
import { answerTokens, decoderSize, keeps, keptCount, pyramidDrops, type Shape } from './shapes.js';

/** One method at one number of kept tokens, put together from what was measured. */
export interface Setting {
  shape: string;
  part: 'setting';
  method: string;
  keep: number;
  towerWeights: string;
  decoderWeights: string;
  /** Decoder layers that ran; the others are taken to cost the same. */
  measuredLayers: number;
  /** Visual tokens that enter the decoder, or their average over its layers where they leave on the way. */
  visualTokens: number;
  textTokens: number;
  towerMs: number;
  selectionMs: number;
  projectorMs: number;
  prefillMs: number;
  firstTokenMs: number;
  decodeMsPerToken: number;
  /** Of decode alone. */
  tokensPerSecond: number;
  /** Tokens per second of a short answer, the time to its first token counted. */
  throughput: number;
  kvMebibytes: number;
  /** The tower's part of the time to the first token, and of the operations. */
  towerShare: number;
  towerShareFormula: number;
  /** How many times faster than with everything kept. */
  prefillSpeedUp: number;
  firstTokenSpeedUp: number;
  throughputGain: number;
  /** What the cost formula says of prefill, and measured / formula. */
  formulaSpeedUp: number;
  measuredOverFormula: number;
}

/** Every method at every fraction, from measurements of one shape; times of the whole decoder are those of a layer × layers. */
export function settingsOf(shape: Shape, measurements: readonly Measurement[]): Setting[] {
  const parts = latest(measurements);
  const full = build(shape, parts, 'none', 1, shape.visualTokens);
  const settings = [full];
  for (const [name, { stage }] of Object.entries(reducers)) {
    if (name === 'none') continue;
    if (stage === 'decoder') settings.push(build(shape, parts, name, undefined, shape.visualTokens));
    else for (const keep of keeps) if (keep < 1) settings.push(build(shape, parts, name, keep, keptCount(shape, keep)));
  }
  return settings.map((setting) => compared(setting, full));
}

type Times = Omit<Setting, 'prefillSpeedUp' | 'firstTokenSpeedUp' | 'throughputGain' | 'measuredOverFormula'>;

function build(shape: Shape, parts: Parts, method: string, keep: number | undefined, entering: number): Times {
  const size = decoderSize(shape);
  const staged = keep === undefined;
  const drops = staged ? pyramidDrops(shape) : [];
  // Text stays through all layers.
  const promptDrops = drops.map(({ afterLayer, keep }) => ({ afterLayer, keep: keep + shape.textTokens }));
  const prompt = entering + shape.textTokens;
  const stages = [{ afterLayer: 0, keep: prompt }, ...promptDrops];
  const head = parts('head').ms;
  let prefillMs = head;
  let decodeMsPerToken = head;
  let selectionMs = 0;
  stages.forEach(({ afterLayer, keep }, i) => {
    const layers = (stages[i + 1]?.afterLayer ?? shape.layers) - afterLayer;
    const layer = parts('decoder-layer', ({ promptTokens }) => promptTokens === keep);
    prefillMs += layers * layer.prefillMs;
    decodeMsPerToken += layers * layer.decodeMs;
    if (i + 1 < stages.length) selectionMs += parts('rank', ({ promptTokens }) => promptTokens === keep).ms;
  });
  if (!staged && method !== 'none') {
    selectionMs = parts('selection', (row) => row.method === method && row.keep === keep).ms;
  }
  const first = parts('decoder-layer', ({ promptTokens }) => promptTokens === prompt);
  const tower = parts('tower');
  const projectorMs = parts('projector', ({ tokens }) => tokens === entering).ms;
  const firstTokenMs = tower.ms + selectionMs + projectorMs + prefillMs;
  const flops = prefillFlops(prompt, size, promptDrops);
  const { vision } = shape.llava;
  const towerSize = { layers: tower.layers, width: vision.width, intermediate: vision.mlpWidth };
  const seen = towerFlops(tower.tiles, (vision.imageSize / vision.patchSize) ** 2 + 1, towerSize);
  const average = averageTokens(entering, drops, shape.layers);
  return {
    shape: shape.name,
    part: 'setting',
    method,
    keep: keep ?? average / shape.visualTokens,
    towerWeights: tower.weights,
    decoderWeights: first.weights,
    measuredLayers: first.measuredLayers,
    visualTokens: average,
    textTokens: shape.textTokens,
    towerMs: tower.ms,
    selectionMs,
    projectorMs,
    prefillMs,
    firstTokenMs,
    decodeMsPerToken,
    tokensPerSecond: 1000 / decodeMsPerToken,
    throughput: (1000 * answerTokens) / (firstTokenMs + (answerTokens - 1) * decodeMsPerToken),
    kvMebibytes: kvBytes(prompt, size, 4, promptDrops) / 2 ** 20,
    towerShare: tower.ms / firstTokenMs,
    towerShareFormula: seen / (seen + flops),
    formulaSpeedUp: prefillFlops(shape.visualTokens + shape.textTokens, size) / flops,
  };
}

function compared(setting: Times, full: Times): Setting {
  const prefillSpeedUp = full.prefillMs / setting.prefillMs;
  return {
    ...setting,
    prefillSpeedUp,
    firstTokenSpeedUp: full.firstTokenMs / setting.firstTokenMs,
    throughputGain: setting.throughput / full.throughput,
    measuredOverFormula: prefillSpeedUp / setting.formulaSpeedUp,
  };
}

type Of<P extends Measurement['part']> = Extract<Measurement, { part: P }>;
/** The last measurement of a part that fits. */
type Parts = <P extends Measurement['part']>(part: P, fits?: (row: Of<P>) => boolean) => Of<P>;

function latest(measurements: readonly Measurement[]): Parts {
  return <P extends Measurement['part']>(part: P, fits: (row: Of<P>) => boolean = () => true) => {
    const found = measurements.findLast((row): row is Of<P> => row.part === part && fits(row as Of<P>));
    if (found) return found;
    throw new RangeError(`nothing measured for ${part}: run the other part first (--part vision, --part decoder)`);
  };
}
