/** Damage: what transfers, editors and attackers do to files, drawn from a seed. */
import type { Random } from '../../../src/base/random.js';

/** Numbers at which programs that trust a file break. */
const wildNumbers = [0, 1, -1, 2, 0.5, 127, 255, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 1e308, -0];
const wildWords = [
  '',
  ' ',
  'x',
  '0',
  '../../etc/passwd',
  'llava',
  'F32',
  '\u0000',
  '<image>',
  '\ud800',
  'a'.repeat(5000),
];

/** One to four kinds of damage to bytes. */
export function damageBytes(bytes: Uint8Array, random: Random): Uint8Array {
  let content: Uint8Array = Uint8Array.from(bytes);
  for (let times = random.integer(1, 4); times > 0; times--) content = random.pick(byteDamage)(content, random);
  return content;
}

type ByteDamage = (bytes: Uint8Array, random: Random) => Uint8Array;

const place = (bytes: Uint8Array, random: Random): number => random.integer(0, Math.max(0, bytes.length - 1));

/** Damage near the start is met first by a reader, and headers stand there. */
const early = (bytes: Uint8Array, random: Random): number =>
  random.integer(0, Math.max(0, Math.min(bytes.length, 64) - 1));

const setAt =
  (at: (bytes: Uint8Array, random: Random) => number): ByteDamage =>
  (bytes, random) => {
    if (bytes.length > 0)
      bytes[at(bytes, random)] = random.chance(0.5) ? random.pick([0, 1, 127, 128, 255]) : random.integer(0, 255);
    return bytes;
  };

const byteDamage: readonly ByteDamage[] = [
  setAt(place),
  setAt(early),
  // A bit.
  (bytes, random) => {
    if (bytes.length > 0) bytes[place(bytes, random)] ^= 1 << random.integer(0, 7);
    return bytes;
  },
  // A cut.
  (bytes, random) => bytes.slice(0, place(bytes, random)),
  // A hole.
  (bytes, random) => {
    const from = place(bytes, random);
    return joined(bytes.slice(0, from), bytes.slice(from + random.integer(1, 32)));
  },
  // A part twice.
  (bytes, random) => {
    const from = place(bytes, random);
    const part = bytes.slice(from, from + random.integer(1, 64));
    return joined(bytes.slice(0, from), part, part, bytes.slice(from + part.length));
  },
  // Foreign bytes.
  (bytes, random) => {
    const at = place(bytes, random);
    const foreign = Uint8Array.from({ length: random.integer(1, 16) }, () => random.integer(0, 255));
    return joined(bytes.slice(0, at), foreign, bytes.slice(at));
  },
  // A wild number, in either order of bytes.
  (bytes, random) => {
    const size = random.pick([2, 4, 8]);
    if (bytes.length < size) return bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const at = random.integer(0, bytes.length - size);
    const value = random.pick(wildNumbers);
    if (size === 2) view.setUint16(at, value, random.chance(0.5));
    else if (size === 4) view.setUint32(at, value, random.chance(0.5));
    else view.setBigUint64(at, BigInt(Math.trunc(Math.abs(value) < 1e300 ? value : 2 ** 63)), random.chance(0.5));
    return bytes;
  },
];

function joined(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** One to three kinds of damage to a JSON value: at any place something else, nothing, another name, or a part of itself. */
export function damageJson(json: Json, random: Random): Json {
  let value = structuredClone(json);
  for (let times = random.integer(1, 3); times > 0; times--) value = damageOnce(value, random);
  return value;
}

/** Names that are no names of their own unless defined so. */
const wildNames = ['__proto__', 'constructor', 'length', 'x'];
const own = { enumerable: true, configurable: true, writable: true };

function damageOnce(root: Json, random: Random): Json {
  const holder = pickHolder(root, random);
  if (!holder) return wildValue(random, root);
  const keys = Object.keys(holder);
  const key = random.pick(keys);
  const entries = holder as Record<string, Json>;
  switch (random.integer(0, 4)) {
    case 0:
      if (Array.isArray(holder)) holder.splice(Number(key), 1);
      else delete entries[key];
      break;
    case 1:
      if (Array.isArray(holder)) holder.push(structuredClone(entries[key]));
      else
        Object.defineProperty(holder, random.pick([...keys, ...wildNames]), {
          ...own,
          value: structuredClone(entries[key]),
        });
      break;
    default:
      entries[key] = wildValue(random, root);
  }
  return root;
}

/** An object or array with something in it, each step down as likely as not. */
function pickHolder(root: Json, random: Random): Json[] | Record<string, Json> | undefined {
  if (typeof root !== 'object' || root === null || Object.keys(root).length === 0) return undefined;
  const below = random.pick(Object.values(root));
  return (random.chance(0.6) ? pickHolder(below, random) : undefined) ?? root;
}

function wildValue(random: Random, root: Json): Json {
  switch (random.integer(0, 5)) {
    case 0:
      return random.pick([null, true, false]);
    case 1:
      return random.pick(wildNumbers);
    case 2:
      return random.pick(wildWords);
    case 3:
      return random.pick<Json>([[], {}, [[]], [null], { x: 1 }, [-1, 2 ** 40], [1, [2, [3]]]]);
    case 4:
      return random.pick([0, 1, 2, 3, 4, 7, 16, 1000].map((n) => n * (random.chance(0.2) ? 1.5 : 1)));
    default: {
      const holder = pickHolder(root, random);
      return holder ? structuredClone(random.pick(Object.values(holder))) : null;
    }
  }
}
