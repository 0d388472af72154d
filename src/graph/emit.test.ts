import { expect, test } from 'vitest';
import type { ElementType } from '../onnx/model.js';
import { encodeValues } from './emit.js';

const hex = (type: ElementType, ...values: number[]) => Buffer.from(encodeValues(values, type)).toString('hex');

test('constants are little-endian bytes of their type', () => {
  expect(hex('float32', 1, -2)).toBe('0000803f000000c0');
  expect(hex('float64', 1)).toBe('000000000000f03f');
  expect(hex('float16', 1, -2, 65504, 2 ** -24)).toBe('003c00c0ff7b0100');
  expect(hex('bfloat16', 1, -2)).toBe('803f00c0');
  expect(hex('int64', -2, 2 ** 40)).toBe('feffffffffffffff0000000000010000');
  expect(hex('int32', -2)).toBe('feffffff');
  expect(hex('int8', -2, 127)).toBe('fe7f');
  expect(hex('uint8', 255)).toBe('ff');
  expect(hex('bool', 1, 0)).toBe('0100');
});
