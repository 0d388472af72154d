import { expect, it } from 'vitest';
import { openCheckpoint } from '../../src/model/checkpoint.js';
import { answerCost, modelSizes } from './cost.js';

const folder = 'models/tesserae-nano';

it('counts as many bytes a token as the decoder has weights in matrices', () => {
  const { weights } = openCheckpoint(folder);
  // A token needs one row of the table that it is looked up in, and all of the head, which may be the same table.
  const table = /embed_tokens|lm_head/;
  const head = weights.get('language_model.model.embed_tokens.weight')!;
  const matrices = [
    ...[...weights].filter(
      ([name, { shape }]) => /^language_model/.test(name) && !table.test(name) && shape.length === 2,
    ),
    ['head', head] as const,
  ];
  const stored = matrices.reduce((sum, [, { shape }]) => sum + 4 * shape[0] * shape[1], 0);
  expect(answerCost(modelSizes(folder), 1, 10).decodeBytes).toBe(stored);
});

it('grows with tiles and tokens', () => {
  const sizes = modelSizes(folder);
  const flops = (tiles: number, tokens: number) => answerCost(sizes, tiles, tokens).firstTokenFlops;
  expect(flops(2, 100) - flops(1, 100)).toBe(flops(3, 100) - flops(2, 100));
  expect(flops(1, 200)).toBeGreaterThan(2 * flops(1, 100) - flops(1, 0));
});
