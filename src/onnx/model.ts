import { ProtobufWriter } from './protobuf.js';

/** Element types by their ONNX `TensorProto.DataType` number. */
export const onnxTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

export type ElementType = keyof typeof onnxTypes;

/** A node attribute; integers and floats are told apart by their key, since JavaScript numbers are not. */
export type OnnxAttribute = { int: number } | { ints: readonly number[] } | { float: number } | { string: string };

export interface OnnxNode {
  type: string;
  inputs: readonly string[];
  outputs: readonly string[];
  attributes?: Record<string, OnnxAttribute>;
  /** Operator set; the default is the ONNX standard set. */
  domain?: string;
}

/** A constant of the model: bytes inside the model, or a place in a file beside it. */
export interface OnnxInitializer {
  name: string;
  type: ElementType;
  shape: readonly number[];
  data: Uint8Array | { location: string; offset: number; length: number };
}

export interface OnnxValue {
  name: string;
  type: ElementType;
  /** Names stand for sizes known only when the model runs. */
  shape: readonly (number | string)[];
}

export interface OnnxModel {
  nodes: readonly OnnxNode[];
  initializers: readonly OnnxInitializer[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
}

const irVersion = 10;
const operatorSets = { '': 21, 'com.microsoft': 1 };

/** The bytes of an ONNX model file (onnx.proto3, IR version 10, opset 21 plus the `com.microsoft` set). */
export function encodeModel(model: OnnxModel): Uint8Array {
  const writer = new ProtobufWriter();
  writer.integer(1, irVersion);
  writer.message(7, (graph) => {
    for (const node of model.nodes) graph.message(1, (w) => writeNode(w, node));
    graph.string(2, 'tesserae');
    for (const initializer of model.initializers) graph.message(5, (w) => writeInitializer(w, initializer));
    for (const input of model.inputs) graph.message(11, (w) => writeValue(w, input));
    for (const output of model.outputs) graph.message(12, (w) => writeValue(w, output));
  });
  for (const [domain, version] of Object.entries(operatorSets)) {
    writer.message(8, (w) => w.string(1, domain).integer(2, version));
  }
  return writer.finish();
}

function writeNode(writer: ProtobufWriter, node: OnnxNode): void {
  for (const input of node.inputs) writer.string(1, input);
  for (const output of node.outputs) writer.string(2, output);
  writer.string(4, node.type);
  for (const [name, value] of Object.entries(node.attributes ?? {})) {
    writer.message(5, (w) => writeAttribute(w.string(1, name), value));
  }
  if (node.domain) writer.string(7, node.domain);
}

function writeAttribute(writer: ProtobufWriter, value: OnnxAttribute): void {
  if ('int' in value) writer.integer(3, value.int).integer(20, 2);
  else if ('float' in value) writer.float(2, value.float).integer(20, 1);
  else if ('string' in value) writer.string(4, value.string).integer(20, 3);
  else {
    for (const item of value.ints) writer.integer(8, item);
    writer.integer(20, 7);
  }
}

function writeInitializer(writer: ProtobufWriter, { name, type, shape, data }: OnnxInitializer): void {
  for (const size of shape) writer.integer(1, size);
  writer.integer(2, onnxTypes[type]);
  writer.string(8, name);
  if (data instanceof Uint8Array) {
    writer.bytes(9, data);
    return;
  }
  for (const [key, value] of Object.entries(data)) {
    writer.message(13, (w) => w.string(1, key).string(2, String(value)));
  }
  writer.integer(14, 1);
}

function writeValue(writer: ProtobufWriter, { name, type, shape }: OnnxValue): void {
  writer.string(1, name);
  writer.message(2, (w) =>
    w.message(1, (tensor) => {
      tensor.integer(1, onnxTypes[type]);
      tensor.message(2, (dims) => {
        for (const size of shape) {
          dims.message(1, (d) => (typeof size === 'string' ? d.string(2, size) : d.integer(1, size)));
        }
      });
    }),
  );
}
