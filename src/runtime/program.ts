import { TesseraeError } from '../base/error.js';
import { emitModel, type Tensor, type WeightSource } from '../graph/index.js';
import type { OnnxValue } from '../onnx/model.js';
import { createSession, type Session, type SessionOptions } from './session.js';
import { DeviceValue, type Value } from './value.js';

/** A compiled graph, ready to run. It owns its session: call `dispose` when done. */
export class Program {
  private closed = false;

  private constructor(
    private readonly session: Session,
    readonly inputs: readonly OnnxValue[],
    readonly outputs: readonly OnnxValue[],
  ) {}

  /**
   * Compiles the graph behind named outputs.
   *
   * @param outputs name → tensor
   * @param weights says where each weight lies; without it weights are inputs, fed at every run
   * @throws TesseraeError `session-create` when ONNX Runtime refuses the model, `no-webgpu`
   *
   * @example
   * const program = await Program.compile({ y: add(x, 1) });
   * const { y } = await program.run({ x: float32([1, 2]) });
   */
  static async compile(
    outputs: Readonly<Record<string, Tensor>>,
    weights?: (name: string) => WeightSource,
    options: SessionOptions = {},
  ): Promise<Program> {
    const model = emitModel(outputs, weights);
    return new Program(await createSession(model.bytes, options), model.inputs, model.outputs);
  }

  /**
   * Runs once. Feeds must be complete and fit the declared types and shapes.
   *
   * @throws TesseraeError `program-feed` for a missing, unknown or misshapen feed, `program-disposed` after `dispose`
   */
  async run(feeds: Record<string, Value>, into?: Record<string, Value>): Promise<Record<string, Value>> {
    if (this.closed) {
      throw new TesseraeError('program-disposed', {
        expected: 'a program in use',
        received: 'one that was disposed',
        action: 'Compile it again.',
      });
    }
    this.checkFeeds(feeds);
    return this.session.run(
      feeds,
      this.outputs.map((output) => output.name),
      into,
    );
  }

  async dispose(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.session.dispose();
  }

  private checkFeeds(feeds: Record<string, Value>): void {
    const sizes = new Map<string, number>();
    for (const { name, type, shape } of this.inputs) {
      const value = feeds[name];
      const expected = `${type} [${shape.join(', ')}] for "${name}"`;
      if (!value) throw feedError(expected, 'nothing');
      const fits =
        value.type === type &&
        value.shape.length === shape.length &&
        value.shape.every((size, i) => {
          const declared = shape[i];
          if (typeof declared === 'number') return declared === size;
          const seen = sizes.get(declared) ?? size;
          sizes.set(declared, seen);
          return seen === size;
        });
      if (!fits) throw feedError(expected, `${value.type} [${value.shape.join(', ')}]`);
      if (value instanceof DeviceValue) continue;
      const elements = value.shape.reduce((product, size) => product * size, 1);
      if (elements !== value.data.length) throw feedError(expected, `${value.data.length} elements`);
    }
    const known = new Set(this.inputs.map((input) => input.name));
    const extra = Object.keys(feeds).find((name) => !known.has(name));
    if (extra !== undefined) throw feedError(`feeds among ${[...known].join(', ')}`, `"${extra}"`);
  }
}

function feedError(expected: string, received: string): TesseraeError {
  return new TesseraeError('program-feed', { expected, received, action: 'Correct the feeds of this run.' });
}
