import { z } from 'zod';
import { TesseraeError } from '../base/error.js';

/**
 * Fills in defaults and rejects unknown keys and wrong values.
 *
 * @throws TesseraeError `reducer-options`
 */
export function parseOptions<T extends object>(reducer: string, schema: z.ZodType<T>, options: object = {}): T {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  throw new TesseraeError('reducer-options', {
    expected: `options of ${reducer}`,
    received: result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': ')).join('; '),
    action: 'Correct or remove these options.',
    cause: result.error,
  });
}

/**
 * Which rule fixes the number of tokens.
 *
 * - `paper`: the published rule with its own rounding; the number asked for is an upper bound.
 * - `official`: what the released code does, mistakes included.
 * - `exact`: the published scores and shares, but padding is never chosen and exactly the number asked for is kept.
 *
 * The default is `paper` for a fraction and `exact` for a count: a fraction is the paper's knob, a count a promise.
 */
export const variants = ['paper', 'official', 'exact'] as const;
export type Variant = (typeof variants)[number];

/** When a newline token ends a row of the stitched map; the default restores the unreduced order at keep = all. */
export const newlines = z.enum(['none', 'every-row', 'kept-rows']);
