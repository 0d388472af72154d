import type { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { isCount } from './keep.js';
import { checkLayout, validCounts } from './layout.js';
import { parseOptions } from './options.js';
import type { Keep, Selection, Signal, Signals, TileLayout, VisionReducer } from './reducer.js';

/** What one method has to say; the checks common to all methods are in `visionReducer`. */
export interface VisionMethod<Options extends object> {
  name: string;
  summary: string;
  options: z.ZodType<Options>;
  withoutCls?: Partial<Options>;
  needs(options: Options): Signal[];
  select(signals: Signals, layout: TileLayout, keep: Keep, options: Options): Selection;
}

/** A method as a reducer: options parsed, layout and number checked, and never a picture without any token. */
export function visionReducer<Options extends object>(method: VisionMethod<Options>): VisionReducer<Options> {
  const parse = (options?: Partial<Options>) => parseOptions(method.name, method.options, options);
  return {
    ...method,
    stage: 'vision',
    needs: (options) => method.needs(parse(options)),
    select(signals, layout, keep, options) {
      const parsed = parse(options);
      checkLayout(layout);
      isCount(keep);
      const selection = method.select(signals, layout, keep, parsed);
      if (selection.kept.every((patches) => patches.length === 0)) {
        throw new TesseraeError('keep-range', {
          expected: 'at least one token kept',
          received: `none (${method.name}, keep ${JSON.stringify(keep)}, ${layout.tiles} tiles)`,
          action: 'Keep more tokens.',
        });
      }
      return selection;
    },
  };
}

/** Number of tokens of the unreduced picture, newlines not counted. */
export function availableTokens(layout: TileLayout): number {
  return validCounts(layout).reduce((sum, count) => sum + count, 0);
}
