import { grad } from '../graph/index.js';
import type { LlavaConfig } from '../model/config.js';
import { ropeTables } from '../model/rope-table.js';
import { Scope } from '../model/scope.js';
import { Program, type Value } from '../runtime/index.js';
import type { Batch } from './batch.js';
import type { Stage } from './config.js';
import { type BatchShape, type LossOptions, stageLoss } from './loss.js';

export interface StepResult {
  /** Loss of the answers, of the CLS row's words and of the patches' words; 0 where a stage has none. */
  language: number;
  summary: number;
  patches: number;
  /** How far attention is from looking where things stand. */
  look: number;
  /** Most likely id at each learned position. */
  predicted: BigInt64Array;
  /** With drops: rows of each sequence that reach the last layer, −1 for none. */
  reached?: BigInt64Array;
  /** Gradients of the trained weights, in the order of `trained`; empty for evaluation. */
  gradients: Value[];
}

/** The compiled losses of a model: one program per batch shape, built when first met. */
export class StepPrograms {
  private readonly programs = new Map<string, Promise<Program>>();
  private readonly rope: { cos: Value; sin: Value };

  constructor(
    private readonly config: LlavaConfig,
    private readonly options: LossOptions,
    private readonly threads?: number,
  ) {
    this.rope = ropeTables(config.text.rope, config.text.headWidth, options.ropeLength);
  }

  /** Loss, predictions and the gradients of the `trained` weights for one batch. */
  async run(
    batch: Batch,
    weights: ReadonlyMap<string, Value>,
    trained: readonly string[],
    objective: Stage['objective'] = 'answers',
  ): Promise<StepResult> {
    const program = await this.program(batch.shape, trained, objective);
    const feeds: Record<string, Value> = {};
    const given: Record<string, Value> = { ...batch.feeds, rope_cos: this.rope.cos, rope_sin: this.rope.sin };
    for (const { name } of program.inputs) feeds[name] = given[name] ?? weights.get(name)!;
    const result = await program.run(feeds);
    const number = (name: string) => (result[name]?.data[0] as number | undefined) ?? 0;
    return {
      language: number('language'),
      summary: number('summary'),
      patches: number('patches'),
      look: number('look'),
      predicted: (result.predicted?.data as BigInt64Array | undefined) ?? new BigInt64Array(),
      reached: result.reached?.data as BigInt64Array | undefined,
      gradients: trained.map((name) => result[`d.${name}`]),
    };
  }

  async dispose(): Promise<void> {
    for (const program of this.programs.values()) await (await program).dispose();
    this.programs.clear();
  }

  private program(shape: BatchShape, trained: readonly string[], objective: Stage['objective']): Promise<Program> {
    const key = `${objective} ${JSON.stringify(shape)} ${trained.length === 0 ? 'evaluate' : trained.join(' ')}`;
    const known = this.programs.get(key);
    if (known) return known;
    const scope = new Scope();
    const { loss, ...parts } = stageLoss(scope, this.config, shape, this.options, objective);
    const gradients = grad(
      loss,
      trained.map((name) => scope.weights.get(name)!),
    );
    const outputs = {
      ...parts,
      ...Object.fromEntries(trained.map((name, i) => [`d.${name}`, gradients[i]])),
    };
    const program = Program.compile(outputs, undefined, { threads: this.threads, flushDenormals: true });
    this.programs.set(key, program);
    return program;
  }
}

/** Names and shapes of all weights that training a model touches. */
export function trainedShapes(config: LlavaConfig, options: LossOptions): Map<string, readonly number[]> {
  const scope = new Scope();
  stageLoss(scope, config, { pictures: 1, tiles: 1, sequence: 4, learned: 1 }, options);
  return scope.shapes;
}
