import { TesseraeError } from '../base/error.js';
import { encodeBfloat16, encodeFloat16 } from '../base/float16.js';
import type { ElementType } from '../onnx/model.js';
import { encodeModel, type OnnxAttribute, type OnnxInitializer, type OnnxNode, type OnnxValue } from '../onnx/model.js';
import type { Activations } from './operators/quantised-linear.js';
import { type Node, type Tensor, topological } from './tensor.js';

/** Bytes in memory, or in a file beside the graph. */
export type StoredBytes = { data: Uint8Array } | { location: string; offset: number; length: number };

/** A matrix stored in blocks of 4- or 8-bit codes, laid out as in `QuantisedWeight`; only `linear` can read it. */
export interface QuantisedSource {
  bits: 4 | 8;
  block: number;
  codes: StoredBytes;
  scales: StoredBytes;
  /** @default 'int8' */
  activations?: Activations;
}

/** Where a weight's numbers are: stored as they are or in blocks, or fed as an input at every run. */
export type WeightSource = StoredBytes | QuantisedSource | 'input';

/** Collects ONNX nodes while operators emit themselves. */
export class Emitter {
  readonly nodes: OnnxNode[] = [];
  readonly initializers: OnnxInitializer[] = [];
  readonly inputs: OnnxValue[] = [];
  /** Weights that came in blocks, by name. */
  readonly quantised = new Map<string, QuantisedSource>();
  /** Names made here start with a slash, so that inputs and weights may be called anything else. */
  private count = 0;

  constructor(readonly weightSource: (name: string) => WeightSource) {}

  /** Adds a node and returns the name of its only output. */
  node(type: string, inputs: readonly string[], attributes?: Record<string, OnnxAttribute>, domain?: string): string {
    return this.nodeWithOutputs(type, inputs, 1, attributes, domain)[0];
  }

  /** Adds a node with several outputs. */
  nodeWithOutputs(
    type: string,
    inputs: readonly string[],
    outputCount: number,
    attributes?: Record<string, OnnxAttribute>,
    domain?: string,
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => `/t${this.count++}`);
    this.nodes.push({ type, inputs, outputs, attributes, domain });
    return outputs;
  }

  /** A constant stored inside the model. */
  constant(values: readonly number[], type: ElementType, shape: readonly number[] = [values.length]): string {
    return this.initializer(`/c${this.count++}`, type, shape, encodeValues(values, type));
  }

  /** One-dimensional int64 constant: axes, shapes, starts, ends. */
  integers(...values: number[]): string {
    return this.constant(values, 'int64');
  }

  initializer(name: string, type: ElementType, shape: readonly number[], data: OnnxInitializer['data']): string {
    this.initializers.push({ name, type, shape, data });
    return name;
  }
}

/** Little-endian bytes of numbers in an element type. */
export function encodeValues(values: ArrayLike<number>, type: ElementType): Uint8Array {
  switch (type) {
    case 'float32':
      return bytesOf(Float32Array.from(values));
    case 'float64':
      return bytesOf(Float64Array.from(values));
    case 'float16':
      return bytesOf(encodeFloat16(Float32Array.from(values)));
    case 'bfloat16':
      return bytesOf(encodeBfloat16(Float32Array.from(values)));
    case 'int64':
      return bytesOf(BigInt64Array.from(Array.from(values, BigInt)));
    case 'int32':
      return bytesOf(Int32Array.from(values));
    case 'int8':
      return bytesOf(Int8Array.from(values));
    case 'uint8':
    case 'bool':
      return Uint8Array.from(values);
  }
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

export interface EmittedModel {
  bytes: Uint8Array;
  inputs: OnnxValue[];
  outputs: OnnxValue[];
}

/** Turns the graph behind named outputs into an ONNX model; `weightSource` says where each weight lies. */
export function emitModel(
  outputs: Readonly<Record<string, Tensor>>,
  weightSource: (name: string) => WeightSource = () => 'input',
): EmittedModel {
  const emitter = new Emitter(weightSource);
  const names = new Map<Node, string[]>();
  for (const node of topological(Object.values(outputs))) {
    const inputs = node.inputs.map((input) => names.get(input.node)![input.index]);
    refuseBlocks(emitter, node.operator.name, inputs.slice(0, node.operator.plainInputs));
    names.set(node, node.operator.emit(emitter, inputs, node.attributes, node));
  }
  const values: OnnxValue[] = [];
  const made = new Set(emitter.nodes.flatMap((node) => node.outputs));
  const renamed = new Map<string, string>();
  for (const [name, tensor] of Object.entries(outputs)) {
    const inner = names.get(tensor.node)![tensor.index];
    refuseBlocks(emitter, 'an output', [inner]);
    // What a node makes takes the output's name; what is fed or stored, and second names of one tensor, need a copy.
    if (made.has(inner) && !renamed.has(inner)) renamed.set(inner, name);
    else emitter.nodes.push({ type: 'Identity', inputs: [inner], outputs: [name] });
    values.push({ name, type: tensor.type, shape: tensor.shape });
  }
  const outer = (name: string) => renamed.get(name) ?? name;
  const nodes = emitter.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(outer),
    outputs: node.outputs.map(outer),
  }));
  const { initializers, inputs } = emitter;
  return { bytes: encodeModel({ nodes, initializers, inputs, outputs: values }), inputs, outputs: values };
}

/** A weight in blocks is no tensor of its shape: what cannot read it must not be given it. */
function refuseBlocks({ quantised }: Emitter, reader: string, inputs: readonly string[]): void {
  const name = inputs.find((input) => quantised.has(input));
  if (name === undefined) return;
  throw new TesseraeError('weight-quantised', {
    expected: `${name} as plain numbers, since ${reader} reads it`,
    received: `${quantised.get(name)!.bits}-bit blocks`,
    action: 'Store this weight unquantised.',
  });
}
