import { expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { input } from '../graph/index.js';
import { float32, Program } from '../runtime/index.js';
import { movesByMuon, orthogonalise } from './muon.js';

/** `a · aᵀ` of a row-major matrix. */
function gram(a: Float32Array, rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: rows }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < columns; k++) sum += a[i * columns + k] * a[j * columns + k];
      return sum;
    }),
  );
}

test.each([[[6, 20]], [[20, 6]], [[5, 3, 2, 2]]])(
  'law: an update of shape %j has singular values near one and the length of an AdamW update',
  async (shape) => {
    const random = new Random(3);
    const size = shape.reduce((a, b) => a * b, 1);
    const [rows, columns] = [shape[0], size / shape[0]];
    const gradient = Float32Array.from({ length: size }, () => random.normal() * 1e-3);
    const program = await Program.compile({ y: orthogonalise(input('x', shape)) });
    const { y } = await program.run({ x: float32(gradient, shape) });
    await program.dispose();
    expect(y.shape).toEqual(shape);
    const scale = 0.2 * Math.sqrt(Math.max(rows, columns));
    const plain = (y.data as Float32Array).map((v) => v / scale);
    const wide = Float32Array.from({ length: size }, (_, i) =>
      rows <= columns ? plain[i] : plain[(i % rows) * columns + Math.floor(i / rows)],
    );
    const short = Math.min(rows, columns);
    const squares = gram(wide, short, size / short);
    // The iteration brings singular values to between 0.7 and 1.2; their squares are the eigenvalues, whose mean is the trace's.
    const trace = squares.reduce((sum, row, i) => sum + row[i], 0) / short;
    expect(trace).toBeGreaterThan(0.5);
    expect(trace).toBeLessThan(1.3);
    for (const [i, row] of squares.entries())
      for (const [j, v] of row.entries()) if (i !== j) expect(Math.abs(v)).toBeLessThan(0.35);
  },
);

test('law: the direction does not depend on the size of the gradient', async () => {
  const random = new Random(4);
  const gradient = Float32Array.from({ length: 32 }, () => random.normal());
  const program = await Program.compile({ y: orthogonalise(input('x', [4, 8])) });
  const [one, many] = [
    await program.run({ x: float32(gradient, [4, 8]) }),
    await program.run({
      x: float32(
        gradient.map((g) => g * 1000),
        [4, 8],
      ),
    }),
  ];
  await program.dispose();
  for (const [i, value] of (one.y.data as Float32Array).entries()) expect(many.y.data[i]).toBeCloseTo(value, 4);
});

test('tables, heads and vectors stay with AdamW', () => {
  expect(movesByMuon('language_model.model.layers.0.self_attn.q_proj.weight', [4, 4])).toBe(true);
  expect(movesByMuon('vision_tower.vision_model.embeddings.patch_embedding.weight', [4, 3, 2, 2])).toBe(true);
  expect(movesByMuon('language_model.model.embed_tokens.weight', [9, 4])).toBe(false);
  expect(movesByMuon('patch_head.weight', [9, 4])).toBe(false);
  expect(movesByMuon('language_model.model.norm.weight', [4])).toBe(false);
});
