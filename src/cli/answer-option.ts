import { type Command, Option } from 'commander';
import type { SampleOptions } from '../decode/index.js';
import { reducers } from '../reduce/index.js';
import { integer, number } from './argument.js';
import {
  type DecodeOptions,
  list,
  numbers,
  objects,
  type ReduceOptions,
  readDecode,
  readReduce,
} from './reduce-option.js';

/** How a model answers, as it is typed. */
export interface AnswerOptions extends SampleOptions, ReduceOptions, DecodeOptions {
  seed?: number;
}

/** Adds the options of sampling, of fewer visual tokens and of contrast: the same for every command that answers. */
export function addAnswerOptions(command: Command): Command {
  return command
    .option('--temperature <t>', 'above 0 samples, 0 is greedy (default: greedy)', number({ min: 0, max: 100 }))
    .option('--top-k <k>', 'sample among the k likeliest tokens', integer({ min: 1 }))
    .option(
      '--top-p <p>',
      'sample among the likeliest tokens with total probability p',
      number({ min: 0, max: 1, above: true }),
    )
    .option('--min-p <p>', 'drop tokens less likely than p times the likeliest', number({ min: 0, max: 1 }))
    .option(
      '--repetition-penalty <r>',
      'above 1 makes tokens that occurred less likely',
      number({ min: 0, max: 100, above: true }),
    )
    .option('--seed <n>', 'seed of the sampling', integer({ min: 0 }))
    .option('--reduce <method>', `keep fewer visual tokens: ${Object.keys(reducers).join(', ')}; may be several`, list)
    .option('--keep <n>', 'tokens kept, for each method in order: a share up to 1, or a number above 1', numbers)
    .option('--reduce-options <json>', "the method's own options, for each method in order", objects)
    .addOption(new Option('--decode <method>', 'contrast with attention outliers').choices(['damro']))
    .option('--damro-alpha <a>', 'strength of the contrast (default: 2)', number({ min: 0 }))
    .option('--damro-beta <b>', 'least share of the likeliest token (default: 0.1)', number({ min: 0, max: 1 }))
    .option('--damro-outliers <n>', 'patches that the second branch sees (default: 10)', integer({ min: 0 }))
    .option('--decode-options <json>', 'other settings of damro: layer, score, partitions, processors', objects);
}

/**
 * The part of a request that these options make; what else was typed goes along as it is.
 *
 * @throws TesseraeError `reducer-name`, `keep-range`, `reduce-option`, `decode-option`
 */
export function readAnswer<T extends AnswerOptions>(options: T) {
  const { reduce, keep, reduceOptions, ...others } = options;
  const { decode, damroAlpha, damroBeta, damroOutliers, decodeOptions, ...rest } = others;
  return {
    ...rest,
    reduce: readReduce({ reduce, keep, reduceOptions }),
    decode: readDecode({ decode, damroAlpha, damroBeta, damroOutliers, decodeOptions }),
  };
}
