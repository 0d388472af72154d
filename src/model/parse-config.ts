import type { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { brief } from '../weights/index.js';

/** Every layer becomes a part of the graph: a file must not ask for so many that building it never ends. */
export const mostLayers = 1000;

/**
 * One part of `config.json` through its schema.
 *
 * @param part how messages call it, for example `text_config`
 * @throws TesseraeError `config-unsupported`, naming the key and its value
 */
export function parseConfig<T>(schema: z.ZodType<T>, json: unknown, part: string): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = [part, ...issue.path].join('.');
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], json);
  throw unsupportedConfig(`${place}: ${issue.message.replace(/, received \w+$/, '')}`, brief(value));
}

export function unsupportedConfig(expected: string, received: string): TesseraeError {
  return new TesseraeError('config-unsupported', {
    expected,
    received,
    action: 'Use a checkpoint of a supported kind, or correct config.json.',
  });
}
