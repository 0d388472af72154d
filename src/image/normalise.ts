import type { ImageConfig } from './config.js';

/**
 * Tiles as the tensor of the vision tower: ((value / 255) − mean) / std per channel, computed in float64 and rounded once.
 *
 * @param tiles (n, 3, side, side) bytes from `cutTiles`
 * @returns the same shape in float32
 */
export function normaliseTiles(tiles: Uint8Array, config: ImageConfig): Float32Array {
  const plane = config.tile * config.tile;
  const tables = [0, 1, 2].map((channel) => normalTable(config, channel));
  const out = new Float32Array(tiles.length);
  for (let start = 0; start < tiles.length; start += plane) {
    const table = tables[(start / plane) % 3];
    for (let i = start; i < start + plane; i++) out[i] = table[tiles[i]];
  }
  return out;
}

/** The normalised value of each of the 256 levels. */
function normalTable({ mean, std, rescale }: ImageConfig, channel: number): Float32Array {
  // Files store 1/255 as a decimal; dividing is what the reference does and differs in the last bit.
  const scaled = (value: number): number => (rescale === 1 / 255 ? value / 255 : value * rescale);
  return Float32Array.from({ length: 256 }, (_, value) => (scaled(value) - mean[channel]) / std[channel]);
}
