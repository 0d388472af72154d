import { add, div, input, minimum, mul, reciprocal, reduceSum, sqrt, sub, type Tensor } from '../graph/index.js';
import { float32, Program, type Value } from '../runtime/index.js';
import { movesByMuon, orthogonalise } from './muon.js';

export interface AdamOptions {
  /** Decay of the first and second moment. */
  betas: readonly [number, number];
  epsilon: number;
  /** Decoupled decay of matrices; vectors are never decayed. */
  weightDecay: number;
  /** Largest global gradient norm; larger gradients are scaled down to it. */
  clip: number;
  /** How matrices between hidden states move. @default 'adamw' */
  matrices?: 'adamw' | 'muon';
}

/** Decay of Muon's momentum. */
const momentum = 0.95;

/** One trained tensor and its moments. */
export interface Parameter {
  name: string;
  shape: readonly number[];
  value: Value;
  first: Value;
  second: Value;
}

/**
 * AdamW (Loshchilov & Hutter 2019) over all parameters as one program, with clipping by the global norm; on request Muon
 * (Jordan et al. 2024) for the matrices, which then have no second moment.
 *
 * Arrays are exchanged, not copied: each step writes into the arrays that the step before last used.
 */
export class Optimizer {
  /** Updates made so far; set it when a run resumes. */
  step = 0;
  private readonly spare = new Map<string, Pick<Parameter, 'value' | 'first' | 'second'>>();
  private readonly programs = new Map<string, Promise<Program>>();

  constructor(
    readonly parameters: readonly Parameter[],
    private readonly options: AdamOptions,
    private readonly threads?: number,
  ) {
    const like = (value: Value) => float32(new Float32Array(value.data.length), value.shape);
    for (const p of parameters)
      this.spare.set(p.name, { value: like(p.value), first: like(p.first), second: like(p.second) });
  }

  /**
   * Applies gradients to the named parameters; the others stay as they are.
   *
   * @param gradients one per name, in order, summed over `parts` accumulated batches
   * @param rate learning rate of each parameter
   * @returns global norm of the mean gradient before clipping
   */
  async update(
    names: readonly string[],
    gradients: readonly Value[],
    rate: (name: string) => number,
    parts = 1,
  ): Promise<number> {
    this.step += 1;
    const byName = new Map(this.parameters.map((p) => [p.name, p]));
    const updated = names.map((name) => byName.get(name)!);
    const program = await this.program(updated);
    const [beta1, beta2] = this.options.betas;
    const feeds: Record<string, Value> = {
      part: float32([1 / parts], []),
      correction1: float32([1 / (1 - beta1 ** this.step)], []),
      correction2: float32([1 / (1 - beta2 ** this.step)], []),
    };
    const into: Record<string, Value> = {};
    updated.forEach((p, i) => {
      feeds[`rate.${i}`] = float32([rate(p.name)], []);
      Object.assign(feeds, {
        [`p.${i}`]: p.value,
        [`m.${i}`]: p.first,
        [`v.${i}`]: p.second,
        [`g.${i}`]: gradients[i],
      });
      const spare = this.spare.get(p.name)!;
      Object.assign(into, { [`p2.${i}`]: spare.value, [`m2.${i}`]: spare.first, [`v2.${i}`]: spare.second });
    });
    const { norm } = await program.run(feeds, into);
    for (const p of updated) {
      const old = { value: p.value, first: p.first, second: p.second };
      Object.assign(p, this.spare.get(p.name));
      this.spare.set(p.name, old);
    }
    return norm.data[0] as number;
  }

  async dispose(): Promise<void> {
    for (const program of this.programs.values()) await (await program).dispose();
    this.programs.clear();
  }

  private program(parameters: readonly Parameter[]): Promise<Program> {
    const key = parameters.map((p) => p.name).join(' ');
    let program = this.programs.get(key);
    if (!program) {
      program = Program.compile(updateGraph(parameters, this.options), undefined, {
        threads: this.threads,
        flushDenormals: true,
      });
      this.programs.set(key, program);
    }
    return program;
  }
}

/** One pass over memory per operation is what an update costs, so scalars are multiplied among themselves first. */
function updateGraph(parameters: readonly Parameter[], options: AdamOptions): Record<string, Tensor> {
  const [beta1, beta2] = options.betas;
  const part = input('part', []);
  const gradients = parameters.map((p, i) => input(`g.${i}`, p.shape));
  const squares = gradients.map((g) => mul(g, g));
  const norm = mul(sqrt(squares.map((square) => reduceSum(square)).reduce((a, b) => add(a, b))), part);
  const factor = mul(minimum(mul(reciprocal(add(norm, 1e-12)), options.clip), 1), part);
  const gain1 = mul(factor, 1 - beta1);
  const gain2 = mul(mul(factor, factor), 1 - beta2);
  const inverse2 = reciprocal(sqrt(input('correction2', [])));
  const correction = mul(input('correction1', []), inverse2);
  const epsilon = mul(inverse2, options.epsilon);
  const outputs: Record<string, Tensor> = { norm };
  parameters.forEach((p, i) => {
    const rate = input(`rate.${i}`, []);
    const value = input(`p.${i}`, p.shape);
    const decay = p.shape.length > 1 && options.weightDecay > 0;
    const kept = decay ? mul(value, add(mul(rate, -options.weightDecay), 1)) : value;
    if (options.matrices === 'muon' && movesByMuon(p.name, p.shape)) {
      const gradient = mul(gradients[i], factor);
      const first = add(mul(input(`m.${i}`, p.shape), momentum), gradient);
      outputs[`p2.${i}`] = sub(kept, mul(orthogonalise(add(gradient, mul(first, momentum))), rate));
      outputs[`m2.${i}`] = first;
      outputs[`v2.${i}`] = mul(input(`v.${i}`, p.shape), 1);
      return;
    }
    const first = add(mul(input(`m.${i}`, p.shape), beta1), mul(gradients[i], gain1));
    const second = add(mul(input(`v.${i}`, p.shape), beta2), mul(squares[i], gain2));
    // m̂ / (√v̂ + ε) with what corrects √v̂ taken out of the fraction: one pass less.
    const change = div(mul(first, mul(rate, correction)), add(sqrt(second), epsilon));
    outputs[`p2.${i}`] = sub(kept, change);
    outputs[`m2.${i}`] = first;
    outputs[`v2.${i}`] = second;
  });
  return outputs;
}
