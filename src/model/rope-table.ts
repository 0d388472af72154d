import { float32, type Value } from '../runtime/index.js';
import type { RopeConfig } from './config.js';

/**
 * Rotation tables of positions 0 … length − 1: cos and sin, each `[length, headWidth / 2]`.
 *
 * Scalings: linear (positions divided by the factor), llama3 (long wavelengths divided by the factor, short ones kept, a
 * smooth passage between; Llama 3.1 reference).
 */
export function ropeTables(config: RopeConfig, headWidth: number, length: number): { cos: Value; sin: Value } {
  const half = headWidth / 2;
  const frequencies = Array.from({ length: half }, (_, i) => scaled(config, config.theta ** ((-2 * i) / headWidth)));
  const cos = new Float32Array(length * half);
  const sin = new Float32Array(length * half);
  for (let position = 0; position < length; position++) {
    for (let i = 0; i < half; i++) {
      const angle = position * frequencies[i];
      cos[position * half + i] = Math.cos(angle);
      sin[position * half + i] = Math.sin(angle);
    }
  }
  return { cos: float32(cos, [length, half]), sin: float32(sin, [length, half]) };
}

function scaled(config: RopeConfig, frequency: number): number {
  if (config.type === 'default') return frequency;
  if (config.type === 'linear') return frequency / config.factor;
  const wavelength = (2 * Math.PI) / frequency;
  const { factor, lowFrequency, highFrequency, originalLength } = config;
  if (wavelength > originalLength / lowFrequency) return frequency / factor;
  if (wavelength < originalLength / highFrequency) return frequency;
  const smooth = (originalLength / wavelength - lowFrequency) / (highFrequency - lowFrequency);
  return ((1 - smooth) * frequency) / factor + smooth * frequency;
}
