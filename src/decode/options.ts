import type { z } from 'zod';
import { TesseraeError } from '../base/error.js';

/** Options with defaults filled in. @throws TesseraeError with the given code for values out of range and unknown keys */
export function checkOptions<Schema extends z.ZodType>(
  schema: Schema,
  options: z.input<Schema>,
  code: string,
): z.output<Schema> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const [{ path, message }] = result.error.issues;
  const value = path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown>)[key], options);
  throw new TesseraeError(code, {
    expected: `valid options; ${path.join('.') || 'keys'}: ${message}`,
    received: path.length === 0 ? Object.keys(options as object).join(', ') : shown(value),
    action: 'Correct the option.',
  });
}

/** JSON, but NaN and infinities by name. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
}
