/** Near-duplicates: samples whose pictures and captions are both almost the same. */
import { createCanvas, type Canvas as Surface } from '@napi-rs/canvas';

/** 64 bits of looks and 64 bits of words, as hexadecimal digits. */
export interface Likeness {
  look: string;
  words: string;
}

/** Bits that may differ. */
const LOOK_BITS = 4;
const WORD_BITS = 3;

/** Difference hash of the picture (neighbours of a 9 x 8 thumbnail) and similarity hash of the caption's word pairs. */
export function likenessOf(surface: Surface, caption: string): Likeness {
  const small = createCanvas(9, 8);
  const context = small.getContext('2d');
  context.drawImage(surface, 0, 0, 9, 8);
  const { data } = context.getImageData(0, 0, 9, 8);
  const gray = (x: number, y: number): number => {
    const at = 4 * (y * 9 + x);
    return 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
  };
  let look = '';
  for (let y = 0; y < 8; y++) {
    let byte = 0;
    for (let x = 0; x < 8; x++) byte = (byte << 1) | (gray(x, y) < gray(x + 1, y) ? 1 : 0);
    look += byte.toString(16).padStart(2, '0');
  }
  return { look, words: wordHash(caption) };
}

function wordHash(caption: string): string {
  const words = caption.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const votes = new Int32Array(64);
  for (let i = 0; i < words.length; i++) {
    const [high, low] = hash(`${words[i]} ${words[i + 1] ?? ''}`);
    for (let bit = 0; bit < 32; bit++) {
      votes[bit] += (high >>> bit) & 1 ? 1 : -1;
      votes[32 + bit] += (low >>> bit) & 1 ? 1 : -1;
    }
  }
  let text = '';
  for (let at = 0; at < 64; at += 4)
    text += [0, 1, 2, 3].reduce((nibble, bit) => nibble | (votes[at + bit] > 0 ? 1 << bit : 0), 0).toString(16);
  return text;
}

function hash(text: string): [number, number] {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d);
  return [(a ^ (a >>> 12)) >>> 0, (b ^ (b >>> 16)) >>> 0];
}

/** Finds near-duplicates among many samples without comparing all pairs. */
export class LikenessIndex {
  /** By each quarter of the words' hash: three differing bits leave one quarter untouched. */
  private readonly quarters = new Map<string, { id: string; likeness: Likeness }[]>();

  /** The id of an earlier sample that is nearly the same, if there is one; then remembers this one. */
  add(id: string, likeness: Likeness): string | undefined {
    const found = this.find(likeness);
    for (const key of keysOf(likeness)) {
      const list = this.quarters.get(key);
      if (list) list.push({ id, likeness });
      else this.quarters.set(key, [{ id, likeness }]);
    }
    return found;
  }

  find(likeness: Likeness): string | undefined {
    for (const key of keysOf(likeness)) {
      const like = this.quarters.get(key)?.find((other) => isAlike(other.likeness, likeness));
      if (like) return like.id;
    }
    return undefined;
  }
}

/** True for samples that differ in no more than four bits of looks and three of words. */
export function isAlike(a: Likeness, b: Likeness): boolean {
  return differing(a.words, b.words) <= WORD_BITS && differing(a.look, b.look) <= LOOK_BITS;
}

function keysOf({ words }: Likeness): string[] {
  return [0, 1, 2, 3].map((quarter) => `${quarter}${words.slice(4 * quarter, 4 * quarter + 4)}`);
}

function differing(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) {
    for (let bits = Number.parseInt(a[i], 16) ^ Number.parseInt(b[i], 16); bits > 0; bits &= bits - 1) count++;
  }
  return count;
}
