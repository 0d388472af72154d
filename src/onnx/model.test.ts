import ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { encodeModel, type OnnxModel, onnxTypes } from './model.js';
import { decode, integersOf, messages, texts } from './onnx.testing.js';

const floats = (...values: number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** y = (x · 2 + b) turned; every kind of attribute, an initializer, a named size. */
const model: OnnxModel = {
  nodes: [
    { type: 'Mul', inputs: ['x', 'two'], outputs: ['doubled'] },
    { type: 'LeakyRelu', inputs: ['doubled'], outputs: ['leaky'], attributes: { alpha: { float: 0.5 } } },
    { type: 'Transpose', inputs: ['leaky'], outputs: ['turned'], attributes: { perm: { ints: [1, 0] } } },
    { type: 'Softmax', inputs: ['turned'], outputs: ['y'], attributes: { axis: { int: -1 } } },
    { type: 'QuickGelu', inputs: ['x'], outputs: ['z'], attributes: { alpha: { float: 1 } }, domain: 'com.microsoft' },
  ],
  initializers: [{ name: 'two', type: 'float32', shape: [3], data: floats(2, 2, 2) }],
  inputs: [{ name: 'x', type: 'float32', shape: ['rows', 3] }],
  outputs: [
    { name: 'y', type: 'float32', shape: [3, 'rows'] },
    { name: 'z', type: 'float32', shape: ['rows', 3] },
  ],
};

describe('the bytes of a model, field by field of onnx.proto3', () => {
  const fields = decode(encodeModel(model));
  const [graph] = messages(fields, 7);

  test('version and operator sets', () => {
    expect(integersOf(fields, 1)).toEqual([10]);
    const sets = messages(fields, 8).map((set) => [texts(set, 1)[0], integersOf(set, 2)[0]]);
    expect(Object.fromEntries(sets)).toEqual({ '': 21, 'com.microsoft': 1 });
  });

  test('nodes in order, with inputs, outputs, types and domains', () => {
    const nodes = messages(graph, 1);
    expect(nodes.map((node) => texts(node, 4)[0])).toEqual(model.nodes.map((node) => node.type));
    expect(nodes.map((node) => texts(node, 1))).toEqual(model.nodes.map((node) => node.inputs));
    expect(nodes.map((node) => texts(node, 2))).toEqual(model.nodes.map((node) => node.outputs));
    expect(nodes.map((node) => texts(node, 7)[0])).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      'com.microsoft',
    ]);
  });

  test('initializer: sizes, type, name, raw bytes', () => {
    const [two] = messages(graph, 5);
    expect([integersOf(two, 1), integersOf(two, 2), texts(two, 8)]).toEqual([[3], [onnxTypes.float32], ['two']]);
    expect(two.find((f) => f.field === 9)?.bytes).toEqual(floats(2, 2, 2));
  });

  test('external initializer: location, offset and length as text, data location 1, no raw bytes', () => {
    const data = { location: 'model.safetensors', offset: 2 ** 40 + 8, length: 12 };
    const external = { ...model, initializers: [{ ...model.initializers[0], data }] };
    const [tensor] = messages(messages(decode(encodeModel(external)), 7)[0], 5);
    const entries = messages(tensor, 13).map((entry) => [texts(entry, 1)[0], texts(entry, 2)[0]]);
    expect(Object.fromEntries(entries)).toEqual({
      location: 'model.safetensors',
      offset: '1099511627784',
      length: '12',
    });
    expect(integersOf(tensor, 14)).toEqual([1]);
    expect(tensor.some((f) => f.field === 9)).toBe(false);
  });
});

describe('ONNX Runtime reads what was written', () => {
  test('names, values and a size known only when the model runs', async () => {
    const session = await ort.InferenceSession.create(encodeModel(model));
    expect([session.inputNames, session.outputNames]).toEqual([['x'], ['y', 'z']]);
    for (const rows of [1, 4]) {
      const x = Float32Array.from({ length: rows * 3 }, (_, i) => i - 4);
      const { y, z } = await session.run({ x: new ort.Tensor('float32', x, [rows, 3]) });
      const leaky = Array.from(x, (v) => (v < 0 ? v : 2 * v));
      const columns = [0, 1, 2].map((c) => Array.from({ length: rows }, (_, r) => Math.exp(leaky[r * 3 + c])));
      const expected = columns.flatMap((column) => column.map((e) => e / column.reduce((a, b) => a + b, 0)));
      expect(y.dims).toEqual([3, rows]);
      expected.forEach((value, i) => {
        expect(y.data[i] as number).toBeCloseTo(value, 5);
      });
      x.forEach((value, i) => {
        expect(z.data[i] as number).toBeCloseTo(value / (1 + Math.exp(-value)), 5);
      });
    }
    await session.release();
  });

  test.each([
    ['float32', floats(1, -2)],
    ['float64', new Uint8Array(Float64Array.of(1, -2).buffer)],
    ['int64', new Uint8Array(BigInt64Array.of(2n ** 53n + 1n, -2n).buffer)],
    ['int32', new Uint8Array(Int32Array.of(1, -2).buffer)],
    ['int8', new Uint8Array(Int8Array.of(1, -2).buffer)],
    ['uint8', Uint8Array.of(1, 254)],
    ['bool', Uint8Array.of(1, 0)],
    ['float16', new Uint8Array(Uint16Array.of(0x3c00, 0xc000).buffer)],
  ] as const)('a constant of type %s keeps its bits', async (type, data) => {
    const bytes = encodeModel({
      nodes: [{ type: 'Identity', inputs: ['c'], outputs: ['y'] }],
      initializers: [{ name: 'c', type, shape: [2], data }],
      inputs: [],
      outputs: [{ name: 'y', type, shape: [2] }],
    });
    const session = await ort.InferenceSession.create(bytes);
    const { y } = await session.run({});
    const view = y.data as Uint8Array;
    expect(y.type).toBe(type);
    expect(new Uint8Array(view.buffer, view.byteOffset, view.byteLength)).toEqual(data);
    await session.release();
  });

  test('empty input names stand for optional inputs that are left out', async () => {
    const bytes = encodeModel({
      nodes: [{ type: 'Clip', inputs: ['x', '', 'high'], outputs: ['y'] }],
      initializers: [{ name: 'high', type: 'float32', shape: [], data: floats(0.5) }],
      inputs: [{ name: 'x', type: 'float32', shape: [2] }],
      outputs: [{ name: 'y', type: 'float32', shape: [2] }],
    });
    const session = await ort.InferenceSession.create(bytes);
    const { y } = await session.run({ x: new ort.Tensor('float32', [-3, 3], [2]) });
    expect([...(y.data as Float32Array)]).toEqual([-3, 0.5]);
    await session.release();
  });
});
