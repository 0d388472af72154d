import { and, cast, constant, equal, mul, numberOf, or, reshape, sub, type Tensor } from '../graph/index.js';

/** Additive mask `[B, 1, S, S]` from segments `[B, S]`: look back only, at the shared beginning or at one's own segment. */
export function packedMask(segments: Tensor): Tensor {
  const [pictures, sequence] = segments.shape.map(numberOf);
  const query = reshape(segments, [pictures, 1, sequence, 1]);
  const key = reshape(segments, [pictures, 1, 1, sequence]);
  const causal = Uint8Array.from({ length: sequence * sequence }, (_, i) =>
    Number(i % sequence <= Math.floor(i / sequence)),
  );
  return segmentMask(query, key, cast(constant(causal, 'uint8', [1, 1, sequence, sequence]), 'bool'));
}

/** 0 where a query of a segment may see a key of its own or the shared one, and `back` holds; far below 0 elsewhere. */
export function segmentMask(query: Tensor, key: Tensor, back: Tensor): Tensor {
  const allowed = and(or(equal(key, query), equal(key, constant([0], 'int64', []))), back);
  return mul(sub(cast(allowed, 'float32'), 1), 1e9);
}
