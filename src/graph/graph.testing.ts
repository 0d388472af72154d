/** Support of the graph's tests: random samples, graphs run once, gradients against central differences. */
import type { Random } from '../base/random.js';
import { Program, type Value } from '../runtime/index.js';
import { encodeValues } from './emit.js';
import { grad, input, mul, reduceSum, type Tensor } from './index.js';

/** Real numbers whose element type is chosen when the graph is built. */
export interface Sample {
  shape: readonly number[];
  values: readonly number[];
}

export type Precision = 'float32' | 'float64';

/** A graph to differentiate: leaves that are varied, other feeds, and the output built from both. */
export interface GradientCase {
  leaves: Record<string, Sample>;
  /** Indices and positions (`Value`), masks, tables and weights (`Sample`). */
  fixed?: Record<string, Sample | Value>;
  build(tensors: Record<string, Tensor>): Tensor;
}

const elements = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

/** Standard normal numbers. */
export function normal(random: Random, shape: readonly number[]): Sample {
  return { shape, values: Array.from({ length: elements(shape) }, () => random.normal()) };
}

/** Numbers in [low, high). */
export function between(random: Random, shape: readonly number[], low: number, high: number): Sample {
  return { shape, values: Array.from({ length: elements(shape) }, () => low + (high - low) * random.uniform()) };
}

/** A shape with sizes 1 to 4; without `rank` of rank 1 to 3. */
export function randomShape(random: Random, rank = random.integer(1, 3)): number[] {
  return Array.from({ length: rank }, () => random.integer(1, 4));
}

/** Two shapes that broadcast: leading axes missing, sizes of 1 on either side, sometimes a scalar. */
export function broadcastPair(random: Random): [number[], number[]] {
  const whole = randomShape(random, random.integer(1, 4));
  const part = () => {
    const kept = whole.slice(random.integer(0, whole.length));
    return kept.map((size) => (random.chance(0.3) ? 1 : size));
  };
  return random.chance(0.5) ? [whole, part()] : [part(), whole];
}

/** The sample as a value of a type. */
export function asValue({ shape, values }: Sample, type: Precision): Value {
  return { type, shape, data: type === 'float32' ? Float32Array.from(values) : Float64Array.from(values) };
}

/** Compiles, runs once and disposes; every leaf is fed. */
export async function runOnce(
  outputs: Record<string, Tensor>,
  feeds: Record<string, Value>,
): Promise<Record<string, Value>> {
  const program = await Program.compile(outputs, undefined, { threads: 1 });
  try {
    return await program.run(feeds);
  } finally {
    await program.dispose();
  }
}

/** Numbers of a value as plain doubles. */
export function numbers(value: Value): number[] {
  return Array.from(value.data as Float32Array, Number);
}

/** Largest absolute difference; infinite when lengths differ or a number is missing. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const worst = a.reduce((max, x, i) => Math.max(max, Math.abs(x - b[i])), 0);
  return Number.isNaN(worst) ? Number.POSITIVE_INFINITY : worst;
}

/** Step of the differences: a power of two, so that float32 leaves move by nearly exactly that much. */
const steps: Record<Precision, number> = { float32: 2 ** -5, float64: 2 ** -10 };
/** Agreement demanded per element type, relative to 1 + |derivative|. */
const tolerances: Record<Precision, number> = { float32: 5e-4, float64: 1e-8 };
/** Random directions per leaf. */
const directionCount = 2;

/**
 * Compares `grad` with central differences (five-point rule) along random directions, one leaf at a time.
 *
 * The scalar is Σ output·cotangent with a random cotangent, summed in double precision outside the graph for the
 * differences. Returns one line per disagreement: empty means correct. The inferred shape is checked too.
 */
export async function gradientFaults(given: GradientCase, type: Precision, random: Random): Promise<string[]> {
  const feeds: Record<string, Value> = {};
  const tensors: Record<string, Tensor> = {};
  for (const [name, sample] of Object.entries({ ...given.leaves, ...given.fixed })) {
    feeds[name] = 'data' in sample ? sample : asValue(sample, type);
    tensors[name] = input(name, feeds[name].shape, feeds[name].type);
  }
  const y = given.build(tensors);
  const cotangent = normal(random, y.shape as number[]);
  feeds.cotangent = asValue(cotangent, y.type as Precision);
  const loss = reduceSum(mul(y, input('cotangent', y.shape, y.type)));
  const names = Object.keys(given.leaves);
  const gradients = grad(
    loss,
    names.map((name) => tensors[name]),
  );
  const program = await Program.compile(
    { y, ...Object.fromEntries(names.map((name, i) => [`d.${name}`, gradients[i]])) },
    undefined,
    { threads: 1 },
  );
  try {
    const base = await program.run(feeds);
    const faults: string[] = [];
    if (`${base.y.shape}` !== `${y.shape}`) faults.push(`inferred [${y.shape}], ran as [${base.y.shape}]`);
    const scalarAt = async (name: string, values: number[]) => {
      const { y: moved } = await program.run({ ...feeds, [name]: asValue({ ...given.leaves[name], values }, type) });
      return numbers(moved).reduce((sum, v, i) => sum + v * Number(feeds.cotangent.data[i]), 0);
    };
    for (const name of names) {
      for (let d = 0; d < directionCount; d++) {
        const { shape, values } = given.leaves[name];
        const direction = normal(random, shape).values;
        const length = Math.hypot(...direction) || 1;
        const at = (t: number) =>
          scalarAt(
            name,
            values.map((v, i) => v + (t * direction[i]) / length),
          );
        const h = steps[type];
        const near = (await at(h)) - (await at(-h));
        const far = (await at(2 * h)) - (await at(-2 * h));
        const numeric = (8 * near - far) / (12 * h);
        const analytic = numbers(base[`d.${name}`]).reduce((sum, g, i) => sum + (g * direction[i]) / length, 0);
        const fits = Math.abs(analytic - numeric) <= tolerances[type] * (1 + Math.abs(numeric));
        if (!fits) faults.push(`d.${name} [${shape}]: gradient ${analytic}, differences ${numeric}`);
      }
      if (`${base[`d.${name}`].shape}` !== `${given.leaves[name].shape}`) faults.push(`d.${name} has another shape`);
    }
    return faults;
  } finally {
    await program.dispose();
  }
}

/** Little-endian bytes of a sample in float32, as a safetensors file holds them. */
export function float32Bytes({ values }: Sample): Uint8Array {
  return encodeValues(values, 'float32');
}
