import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decode, type Field, signed } from './onnx.testing.js';
import { ProtobufWriter } from './protobuf.js';

const hex = (writer: ProtobufWriter) => Buffer.from(writer.finish()).toString('hex');

test('golden: the examples of the protobuf encoding guide', () => {
  expect(hex(new ProtobufWriter().integer(1, 150))).toBe('089601');
  expect(hex(new ProtobufWriter().string(2, 'testing'))).toBe('120774657374696e67');
  expect(hex(new ProtobufWriter().message(3, (inner) => inner.integer(1, 150)))).toBe('1a03089601');
  expect(hex(new ProtobufWriter().integer(1, -2))).toBe('08feffffffffffffffff01');
  expect(hex(new ProtobufWriter().float(4, 1.5))).toBe('250000c03f');
});

test('law: every 64-bit integer comes back, negative ones and those beyond 2^53 included', () => {
  const edges = [0n, 1n, -1n, 127n, 128n, 2n ** 31n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), -(2n ** 53n) - 1n];
  const check = (value: bigint, field: number) => {
    const [only, ...rest] = decode(new ProtobufWriter().integer(field, value).finish());
    expect(rest).toEqual([]);
    expect(only.field).toBe(field);
    expect(signed(only)).toBe(value);
  };
  for (const value of edges) check(value, 1);
  fc.assert(fc.property(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), fc.integer({ min: 1, max: 2 ** 29 - 1 }), check));
});

test('a number that is no integer is refused', () => {
  expect(() => new ProtobufWriter().integer(1, 1.5)).toThrow(RangeError);
  expect(() => new ProtobufWriter().integer(1, Number.NaN)).toThrow(RangeError);
});

/** A message as a tree, to be written and read back. */
type Item =
  | { field: number; integer: bigint }
  | { field: number; float: number }
  | { field: number; text: string }
  | { field: number; bytes: Uint8Array }
  | { field: number; items: Item[] };

const field = fc.integer({ min: 1, max: 40 });
const { item } = fc.letrec<{ item: Item }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'small' },
    fc.record({ field, integer: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n) }),
    fc.record({ field, float: fc.float({ noNaN: true }) }),
    fc.record({ field, text: fc.string({ unit: 'grapheme' }) }),
    fc.record({ field, bytes: fc.uint8Array({ maxLength: 200 }) }),
    fc.record({ field, items: fc.array(tie('item'), { maxLength: 5 }) }),
  ),
}));

function write(writer: ProtobufWriter, items: readonly Item[]): ProtobufWriter {
  for (const entry of items) {
    if ('integer' in entry) writer.integer(entry.field, entry.integer);
    else if ('float' in entry) writer.float(entry.field, entry.float);
    else if ('text' in entry) writer.string(entry.field, entry.text);
    else if ('bytes' in entry) writer.bytes(entry.field, entry.bytes);
    else writer.message(entry.field, (inner) => write(inner, entry.items));
  }
  return writer;
}

function expectSame(fields: readonly Field[], items: readonly Item[]): void {
  expect(fields.map((f) => f.field)).toEqual(items.map((i) => i.field));
  items.forEach((entry, i) => {
    const { bytes } = fields[i];
    if ('integer' in entry) expect(signed(fields[i])).toBe(entry.integer);
    else if ('float' in entry) expect(Buffer.from(bytes).readFloatLE()).toBe(entry.float);
    else if ('text' in entry) expect(new TextDecoder().decode(bytes)).toBe(entry.text);
    else if ('bytes' in entry) expect(bytes).toEqual(entry.bytes);
    else expectSame(decode(bytes), entry.items);
  });
}

test('law: nested messages of every field type come back in order', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 8 }), (items) => {
      expectSame(decode(write(new ProtobufWriter(), items).finish()), items);
    }),
  );
});
