import { TesseraeError } from '../base/error.js';
import {
  type Capabilities,
  checkReducer,
  type DecoderReducer,
  findReducer,
  isCount,
  type Keep,
  type ReducerName,
  type VisionReducer,
} from '../reduce/index.js';

/** One way to give the decoder fewer visual tokens. */
export interface ReduceRequest {
  method: ReducerName;
  /** A fraction in (0, 1], a count above 1, or `{ tokens }`. Vision reducers need it; for pyramiddrop it is the average over the layers. */
  keep?: Keep;
  /** The method's own options. @default its defaults */
  options?: object;
}

/** What a request's reducers come to on a model: at most one before the decoder and one inside it. */
export interface Reduction {
  vision?: { reducer: VisionReducer; keep: Keep; options?: object };
  decoder?: { reducer: DecoderReducer; keep?: Keep; options?: object };
}

/**
 * Checks the reducers of a request against a model, before anything is computed.
 *
 * @throws TesseraeError `reducer-name`, `reducer-options`, `reducer-signals`, `keep-range`, `reduce-request`
 */
export function planReduction(
  requests: ReduceRequest | readonly ReduceRequest[] = [],
  capabilities: Capabilities,
): Reduction {
  const reduction: Reduction = {};
  for (const { method, keep, options } of [requests].flat() as ReduceRequest[]) {
    const reducer = findReducer(method);
    if (reduction[reducer.stage]) {
      const place = reducer.stage === 'vision' ? 'before the decoder' : 'inside the decoder';
      throw wrong(`one reducer ${place}`, `${reduction[reducer.stage]!.reducer.name} and ${method}`, 'Leave one out.');
    }
    if (keep !== undefined) isCount(keep);
    checkReducer(reducer, capabilities, options);
    if (reducer.stage === 'decoder') reduction.decoder = { reducer, keep, options };
    else if (keep !== undefined || method === 'none') reduction.vision = { reducer, keep: keep ?? 1, options };
    else
      throw wrong(`how many tokens ${method} keeps`, 'no keep', 'Pass for example keep 0.2 for a fifth of the tokens.');
  }
  return reduction;
}

/**
 * Refuses methods that choose patches where the decoder gets none.
 *
 * @param tokens what it gets instead
 * @throws TesseraeError `reducer-layout`
 */
export function refusePatchReducers(requests: ReduceRequest | readonly ReduceRequest[] = [], tokens: string): void {
  const chosen = ([requests].flat() as ReduceRequest[]).find(
    ({ method }) => method !== 'none' && findReducer(method).stage === 'vision',
  );
  if (!chosen) return;
  throw new TesseraeError('reducer-layout', {
    expected: `visual tokens that are patches, for ${chosen.method}`,
    received: tokens,
    action: 'Use pyramiddrop, which drops tokens inside the decoder whatever they are.',
  });
}

const wrong = (expected: string, received: string, action: string) =>
  new TesseraeError('reduce-request', { expected, received, action });
