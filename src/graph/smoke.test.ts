import { expect, test } from 'vitest';
import { Random } from '../base/random.js';
import { float32, int64, Program } from '../runtime/index.js';
import {
  attention,
  crossEntropy,
  embed,
  grad,
  groupedAttention,
  input,
  layerNorm,
  linear,
  reshape,
  rmsNorm,
  rope,
  silu,
  type Tensor,
} from './index.js';

test('a small decoder block differentiates like central differences', async () => {
  const r = new Random(1);
  const f = (shape: number[]) =>
    float32(
      Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => r.normal() * 0.5),
      shape,
    );
  const shapes: Record<string, number[]> = {
    E: [7, 8],
    nw: [8],
    lw: [8],
    lb: [8],
    q: [8, 8],
    k: [4, 8],
    v: [4, 8],
    o: [7, 8],
  };
  const p = Object.fromEntries(Object.entries(shapes).map(([n, s]) => [n, input(n, s)])) as Record<string, Tensor>;
  const ids = input('ids', [2, 5], 'int64');
  const pos = input('pos', [2, 5], 'int64');
  const cos = input('cos', [9, 1]);
  const sin = input('sin', [9, 1]);
  const mask = input('mask', [1, 1, 5, 5]);
  let x = embed(p.E, ids);
  x = layerNorm(x, p.lw, p.lb);
  const h = rmsNorm(x, p.nw);
  const q = rope(linear(h, p.q), pos, cos, sin, 4);
  const k = rope(linear(h, p.k), pos, cos, sin, 2);
  const a = attention(q, k, linear(h, p.v), { heads: 4, kvHeads: 2, mask });
  const logits = linear(reshape(silu(a.output), [10, 8]), p.o);
  const loss = crossEntropy(logits, input('t', [10], 'int64'), input('w', [10]));
  const names = Object.keys(shapes);
  const gs = grad(
    loss,
    names.map((n) => p[n]),
  );
  const program = await Program.compile({ loss, ...Object.fromEntries(names.map((n, i) => [`d${n}`, gs[i]])) });
  const m = new Float32Array(25);
  for (let i = 0; i < 5; i++) for (let j = i + 1; j < 5; j++) m[i * 5 + j] = -1e9;
  const feeds = {
    ...Object.fromEntries(names.map((n) => [n, f(shapes[n])])),
    ids: int64([0, 1, 2, 3, 4, 5, 6, 0, 1, 2], [2, 5]),
    pos: int64([0, 1, 2, 3, 4, 4, 5, 6, 7, 8], [2, 5]),
    cos: float32(
      Float32Array.from({ length: 9 }, (_, i) => Math.cos(i)),
      [9, 1],
    ),
    sin: float32(
      Float32Array.from({ length: 9 }, (_, i) => Math.sin(i)),
      [9, 1],
    ),
    mask: float32(m, [1, 1, 5, 5]),
    t: int64([1, 2, 3, 4, 5, 6, 0, 1, 2, 3]),
    w: f([10]),
  };
  const base = await program.run(feeds);
  for (const n of names) {
    const data = feeds[n as keyof typeof feeds].data as Float32Array;
    for (let j = 0; j < Math.min(6, data.length); j++) {
      const old = data[j];
      const eps = 1e-2;
      data[j] = old + eps;
      const up = (await program.run(feeds)).loss.data[0] as number;
      data[j] = old - eps;
      const down = (await program.run(feeds)).loss.data[0] as number;
      data[j] = old;
      expect(base[`d${n}`].data[j] as number, `${n}[${j}]`).toBeCloseTo((up - down) / (2 * eps), 2);
    }
  }
});
