import type { ImageLayout, VisualToken } from '../image/index.js';
import { newline, packTokens, type Selection, tileLayout } from '../reduce/index.js';

/**
 * The visual tokens that a selection leaves, in the order of the decoder: a subset of `layout.tokens`, but for methods that
 * keep padding, whose patches show nothing and have no box.
 *
 * A CLS row and the newline that ends a single view are no patches: they stay.
 */
export function keptTokens(layout: ImageLayout, selection: Selection): VisualToken[] {
  const { side, tokens, grid } = layout;
  const patches = new Map<string, VisualToken>();
  for (const token of tokens) if (token.row >= 0) patches.set(`${token.tile}/${token.row * side + token.col}`, token);
  const kept: VisualToken[] = tokens[0].kind === 'cls' ? [tokens[0]] : [];
  const pairs = packTokens(tileLayout(layout, layout.tiles.length), selection);
  for (let i = 0; i < pairs.length; i += 2) {
    const [tile, patch] = pairs.subarray(i, i + 2);
    if (tile === newline) kept.push({ kind: 'newline', tile: -1, row: -1, col: -1 });
    else kept.push(patches.get(`${tile}/${patch}`) ?? paddingToken(tile, patch, side));
  }
  const last = tokens[tokens.length - 1];
  if (!grid && last.kind === 'newline') kept.push(last);
  return kept;
}

const paddingToken = (tile: number, patch: number, side: number): VisualToken => ({
  kind: 'crop',
  tile,
  row: Math.floor(patch / side),
  col: patch % side,
});
