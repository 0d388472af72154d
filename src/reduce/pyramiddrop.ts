/**
 * PyramidDrop: visual tokens are dropped in stages inside the decoder, those first that the last prompt token attends
 * to least. Shallow layers see everything, deep layers little.
 *
 * After `afterLayer` layers the hidden states are ranked by the attention that the *next* layer is about to compute:
 * its input norm, query, key and rotary embedding, softmax over the whole sequence, mean over heads, columns of the
 * visual tokens (`decoder-attention.ts`). Survivors stay in order; positions are counted anew.
 *
 * Paper: Xing et al., "PyramidDrop", CVPR 2025, arXiv 2410.17247, section 3.2.
 * Reference: github.com/Cooperx521/PyramidDrop, `modeling_llama_pdrop.py`.
 *
 * Differences: the paper speaks of the last layer of the stage, its code (and we) of the next one. Counts: the paper
 * removes ⌈(1 − λ) · n⌉ of the tokens present; `official` keeps ⌊V · λˢ⌋ of the original number. `keep` — tokens
 * averaged over the layers, to compare with the other reducers — plans λ; without it λ = 0.5.
 */
import { z } from 'zod';
import { TesseraeError } from '../base/error.js';
import { isCount, keptTokens } from './keep.js';
import { parseOptions } from './options.js';
import { selectTop } from './rank.js';
import type { DecoderReducer, Keep } from './reducer.js';
import { countsOfRatios, countsOfRemoval, geometricRatios, plannedRatio, toDrops } from './schedule.js';

const ratio = z.number().min(0).max(1);

const options = z.strictObject({
  variant: z.enum(['paper', 'official']).default('paper'),
  /** Layers that have run when tokens are dropped, ascending. @default after each quarter of the depth but the last */
  after: z.array(z.number().int().positive()).nonempty().optional(),
  /** Share of the tokens that stays at every drop. @default 0.5, or planned from `keep` */
  lambda: ratio.optional(),
  /** Share of the original tokens left after each drop, one per entry of `after`; instead of `lambda`. */
  ratios: z.array(ratio).nonempty().optional(),
});

type Options = z.infer<typeof options>;

export const pyramiddrop: DecoderReducer<Options> = {
  name: 'pyramiddrop',
  summary: 'Drop visual tokens between decoder layers, those first that the prompt attends to least.',
  stage: 'decoder',
  options,
  needs(layers, given) {
    return dropLayers(layers, parseOptions('pyramiddrop', options, given)).map((afterLayer) => {
      return { kind: 'decoder-attention', afterLayer };
    });
  },
  plan(tokens, layers, keep, given) {
    const parsed = parseOptions('pyramiddrop', options, given);
    const after = dropLayers(layers, parsed);
    return toDrops(after, stageCounts(tokens, layers, after, keep, parsed), tokens);
  },
  select: (scores, keep) => selectTop(scores, keep),
};

function wrong(expected: string, received: string, action: string): never {
  throw new TesseraeError('reducer-options', { expected, received, action });
}

/** The layers after which tokens are dropped; the next layer ranks, so none after the last. */
function dropLayers(layers: number, { after }: Options): number[] {
  if (!after) {
    const quarters = [1, 2, 3].map((quarter) => Math.round((layers * quarter) / 4));
    return [...new Set(quarters)].filter((layer) => layer > 0 && layer < layers);
  }
  const ascending = after.every((layer, i) => layer < layers && (i === 0 || layer > after[i - 1]));
  if (ascending) return after;
  return wrong(
    `ascending layers from 1 to ${layers - 1}`,
    after.join(', '),
    'The layer after a drop does the ranking.',
  );
}

/** Visual tokens after each drop. */
function stageCounts(tokens: number, layers: number, after: number[], keep: Keep | undefined, options: Options) {
  const { lambda, ratios, variant } = options;
  const given = Object.entries({ keep, lambda, ratios }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(' and ');
    wrong('one of keep, lambda and ratios', names, 'Leave out all but one; each of them fixes the schedule.');
  }
  if (keep !== undefined) {
    const target = isCount(keep) ? keptTokens(keep, tokens) : (keep as number) * tokens;
    const planned = plannedRatio(tokens, after, layers, target);
    return countsOfRatios(tokens, geometricRatios(planned, after.length));
  }
  if (ratios) {
    const falling = ratios.every((ratio, i) => i === 0 || ratio <= ratios[i - 1]);
    if (ratios.length !== after.length || !falling) {
      wrong(
        `${after.length} ratios that do not rise`,
        ratios.join(', '),
        'Give one ratio per drop, without a leading 1.',
      );
    }
    return countsOfRatios(tokens, ratios);
  }
  if (variant === 'paper') return countsOfRemoval(tokens, lambda ?? 0.5, after.length);
  return countsOfRatios(tokens, geometricRatios(lambda ?? 0.5, after.length));
}
