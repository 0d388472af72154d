import { expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { float32 } from '../runtime/index.js';
import { Optimizer, type Parameter } from './optimizer.js';

/** AdamW as its paper writes it, one number at a time in double precision. */
function reference(values: number[][], gradients: number[][][], rate: number, decays: boolean[]) {
  const [beta1, beta2, epsilon, weightDecay, clip] = [0.9, 0.98, 1e-8, 0.1, 1];
  const first = values.map((v) => v.map(() => 0));
  const second = values.map((v) => v.map(() => 0));
  const norms: number[] = [];
  gradients.forEach((step, t) => {
    const norm = Math.sqrt(step.flat().reduce((sum, g) => sum + g * g, 0));
    norms.push(norm);
    const factor = Math.min(1, clip / norm);
    values.forEach((value, p) => {
      value.forEach((_, i) => {
        const g = step[p][i] * factor;
        first[p][i] = beta1 * first[p][i] + (1 - beta1) * g;
        second[p][i] = beta2 * second[p][i] + (1 - beta2) * g * g;
        const m = first[p][i] / (1 - beta1 ** (t + 1));
        const v = second[p][i] / (1 - beta2 ** (t + 1));
        const decay = decays[p] ? rate * weightDecay * value[i] : 0;
        value[i] -= decay + (rate * m) / (Math.sqrt(v) + epsilon);
      });
    });
  });
  return { values, norms };
}

test.each([0.01, 100])('golden: five updates equal AdamW as written, gradients of size %d', async (size) => {
  const random = new Random(5);
  const shapes = [[3, 4], [5]];
  const count = (shape: number[]) => shape.reduce((a, b) => a * b, 1);
  const draw = (shape: number[], scale: number) => Array.from({ length: count(shape) }, () => random.normal() * scale);
  const values = shapes.map((shape) => draw(shape, 1));
  const gradients = Array.from({ length: 5 }, () => shapes.map((shape) => draw(shape, size)));
  const parameters = shapes.map((shape, i): Parameter => {
    const zeros = () => float32(new Float32Array(count(shape)), shape);
    return { name: `w${i}`, shape, value: float32(values[i], shape), first: zeros(), second: zeros() };
  });
  const optimizer = new Optimizer(parameters, { betas: [0.9, 0.98], epsilon: 1e-8, weightDecay: 0.1, clip: 1 });
  const norms: number[] = [];
  for (const step of gradients) {
    // Handed over as the sum of two parts: the mean is what counts.
    const doubled = step.map((g, i) =>
      float32(
        g.map((x) => 2 * x),
        shapes[i],
      ),
    );
    norms.push(await optimizer.update(['w0', 'w1'], doubled, () => 0.05, 2));
  }
  await optimizer.dispose();
  const expected = reference(values, gradients, 0.05, [true, false]);
  parameters.forEach((p, i) => {
    for (const [j, value] of (p.value.data as Float32Array).entries())
      expect(value).toBeCloseTo(expected.values[i][j], 5);
  });
  for (const [t, norm] of norms.entries()) expect(norm / expected.norms[t]).toBeCloseTo(1, 5);
});
