import { goldenJson, goldenPath } from '../../test/golden.js';
import { decodeImage, type Picture } from '../image/index.js';
import { readFloat32, readSafetensorsHeader, readTensor } from '../weights/index.js';

/** One prompt of a reference checkpoint. */
export interface GoldenCase {
  name: string;
  prompt: string;
  promptIds?: number[];
  addSpecialTokens?: boolean;
  images?: { file: string; mode?: 'pad' | 'crop'; tokens: number }[];
  /** Frames are cut out of one picture. */
  video?: { file: string; boxes: [x: number, y: number, width: number, height: number][]; tokens: number };
  generated: { ids: number[]; text: string };
}

/** A reference checkpoint: cases and tensors by `<case>/<tensor>`. */
export function openGolden(name: string) {
  const folder = goldenPath('checkpoints', name);
  const { cases } = goldenJson<{ cases: GoldenCase[] }>('checkpoints', name, 'cases.json');
  const file = goldenPath('checkpoints', name, 'cases.safetensors');
  const { tensors } = readSafetensorsHeader(file);
  return {
    folder,
    cases,
    has: (tensor: string) => tensors.has(tensor),
    floats: (tensor: string) => readFloat32(file, tensors.get(tensor)!),
    bytes: (tensor: string) => readTensor(file, tensors.get(tensor)!) as Uint8Array,
    integers: (tensor: string) => {
      const bytes = readTensor(file, tensors.get(tensor)!);
      return [...new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)];
    },
  };
}

/** Pictures of a case, as paths. */
export const imagesOf = ({ images = [] }: GoldenCase): string[] =>
  images.map(({ file }) => goldenPath('images', 'source', file));

/** Frames of the video of a case. */
export async function framesOf({ video }: GoldenCase): Promise<Picture[]> {
  const { width, data } = await decodeImage(goldenPath('images', 'source', video!.file));
  return video!.boxes.map(([x, y, w, h]) => {
    const rows = Array.from({ length: h }, (_, i) => {
      const start = ((y + i) * width + x) * 3;
      return data.subarray(start, start + w * 3);
    });
    return { width: w, height: h, data: new Uint8Array(Buffer.concat(rows)) };
  });
}

/** Largest difference relative to the largest magnitude of the reference. */
export function relativeError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
    largest = Math.max(largest, Math.abs(expected[i]));
  }
  return difference / largest;
}
