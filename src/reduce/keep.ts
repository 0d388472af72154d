import { TesseraeError } from '../base/error.js';
import type { Keep } from './reducer.js';

/** Room for the rounding of a product such as 576 × 0.1, far below any share of a token. */
const SLACK = 1e-9;

function wrong(received: string, expected = 'tokens kept as a fraction in (0, 1] or a whole number of tokens'): never {
  throw new TesseraeError('keep-range', {
    expected,
    received,
    action: 'Pass for example 0.2 for a fifth of the tokens or 200 for two hundred.',
  });
}

/** Whether `keep` is a number of tokens (true) or a fraction (false). @throws TesseraeError `keep-range` */
export function isCount(keep: Keep): boolean {
  if (typeof keep === 'number') {
    if (Number.isNaN(keep)) wrong('NaN');
    if (keep <= 0) wrong(String(keep));
    if (keep > 1 && !Number.isInteger(keep)) wrong(`${keep} (neither a fraction nor a whole number)`);
    return keep > 1;
  }
  const tokens = keep?.tokens;
  if (!Number.isInteger(tokens) || tokens < 1) wrong(`${tokens} tokens`);
  return true;
}

/** The number of tokens `keep` asks for, out of `available`: a count as it is, a fraction rounded down. */
export function keptTokens(keep: Keep, available: number): number {
  if (!isCount(keep)) {
    const count = Math.floor((keep as number) * available + SLACK);
    return count > 0 ? count : wrong(`${keep} of ${available} tokens, which is less than one token`);
  }
  const count = typeof keep === 'number' ? keep : keep.tokens;
  if (count > available) wrong(`${count}`, `at most the ${available} tokens that the picture has`);
  return count;
}

/** The fraction `keep` asks for, out of `available` tokens. */
export function keptFraction(keep: Keep, available: number): number {
  return isCount(keep) ? keptTokens(keep, available) / available : (keep as number);
}
