import { float32, type Value } from '../runtime/index.js';
import type { RopeConfig } from './rope-config.js';

/**
 * Rotation tables of positions 0 … length − 1: cos and sin, each `[length, headWidth / 2]`.
 *
 * @param used positions in use, on which the `dynamic` scaling depends. @default for each position those up to it, as when
 *   tokens come one by one
 */
export function ropeTables(
  config: RopeConfig,
  headWidth: number,
  length: number,
  used?: number,
): { cos: Value; sin: Value } {
  const half = headWidth / 2;
  const amplitude = config.type === 'yarn' ? config.attention : 1;
  const cos = new Float32Array(length * half);
  const sin = new Float32Array(length * half);
  let frequencies = ropeFrequencies(config, headWidth, used ?? 1);
  for (let position = 0; position < length; position++) {
    if (dependsOnLength(config) && used === undefined) {
      frequencies = ropeFrequencies(config, headWidth, position + 1);
    }
    for (let i = 0; i < half; i++) {
      const angle = position * frequencies[i];
      cos[position * half + i] = Math.cos(angle) * amplitude;
      sin[position * half + i] = Math.sin(angle) * amplitude;
    }
  }
  return { cos: float32(cos, [length, half]), sin: float32(sin, [length, half]) };
}

/** The rotation of a position depends on how many positions are in use. */
export const dependsOnLength = ({ type }: RopeConfig): boolean => type === 'dynamic';

/**
 * Angle per position of each of the `headWidth / 2` pairs, the fastest first.
 *
 * Reference: `modeling_rope_utils.py` of transformers; `rope-config.ts` names the papers.
 *
 * @param used positions in use; matters for `dynamic` only
 */
export function ropeFrequencies(config: RopeConfig, headWidth: number, used: number): number[] {
  const half = headWidth / 2;
  const theta = config.type === 'dynamic' ? dynamicBase(config, headWidth, used) : config.theta;
  const frequencies = Array.from({ length: half }, (_, i) => theta ** ((-2 * i) / headWidth));
  switch (config.type) {
    case 'linear':
      return frequencies.map((frequency) => frequency / config.factor);
    case 'llama3':
      return frequencies.map((frequency) => llama3Frequency(config, frequency));
    case 'yarn': {
      const kept = yarnKept(config, headWidth);
      return frequencies.map((frequency, i) => frequency * (kept[i] + (1 - kept[i]) / config.factor));
    }
    default:
      return frequencies;
  }
}

/** The base grows with the length in use, once that exceeds the original one. */
function dynamicBase(config: RopeConfig & { type: 'dynamic' }, width: number, used: number): number {
  const { theta, factor, originalLength } = config;
  const stretch = (factor * Math.max(used, originalLength)) / originalLength - (factor - 1);
  return theta * stretch ** (width / (width - 2));
}

/** Long wavelengths divided by the factor, short ones kept, a smooth passage between. */
function llama3Frequency(config: RopeConfig & { type: 'llama3' }, frequency: number): number {
  const wavelength = (2 * Math.PI) / frequency;
  const { factor, lowFrequency, highFrequency, originalLength } = config;
  if (wavelength > originalLength / lowFrequency) return frequency / factor;
  if (wavelength < originalLength / highFrequency) return frequency;
  const smooth = (originalLength / wavelength - lowFrequency) / (highFrequency - lowFrequency);
  return ((1 - smooth) * frequency) / factor + smooth * frequency;
}

/** How much of each pair's frequency YaRN keeps: 1 for many rotations within the original length, 0 for few, a ramp between. */
function yarnKept(config: RopeConfig & { type: 'yarn' }, width: number): number[] {
  const { theta, originalLength, betaFast, betaSlow, truncate } = config;
  /** The pair, a fraction allowed, that turns so many times within the original length. */
  const pairOf = (rotations: number) =>
    (width * Math.log(originalLength / (rotations * 2 * Math.PI))) / (2 * Math.log(theta));
  const [low, high] = truncate
    ? [Math.floor(pairOf(betaFast)), Math.ceil(pairOf(betaSlow))]
    : [pairOf(betaFast), pairOf(betaSlow)];
  const first = Math.max(low, 0);
  const last = Math.min(high, width - 1);
  const span = first === last ? 0.001 : last - first;
  return Array.from({ length: width / 2 }, (_, i) => 1 - Math.min(Math.max((i - first) / span, 0), 1));
}
