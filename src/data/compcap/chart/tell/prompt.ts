import type { Random } from '../../../../base/random.js';

export interface PromptParts {
  /** For example `vertical bar chart`. */
  type: string;
  data: readonly string[];
  axes: readonly string[];
  misc: readonly string[];
  /** Advice of the type beyond what holds for all charts. */
  advice: readonly string[];
  /** True where values are printed on the picture. */
  exact: boolean;
}

/** Instructions and three numbered blocks of metadata, from which a language model writes a caption. */
export function promptOf({ type, data, axes, misc, advice, exact }: PromptParts, random: Random): string {
  const task = random.pick([
    `Write a detailed caption for a ${type}. Its metadata are given below in three parts.`,
    `You describe a ${type} for someone who cannot see it. Three numbered parts hold everything known about it.`,
    `The following three parts are the metadata of a ${type}. Turn them into one detailed caption.`,
  ]);
  const rules = [
    `Begin with a sentence that names the type of chart (${type}) and the title, if there is one.`,
    exact
      ? 'The values are printed on the picture: give them as they are.'
      : 'The values are not printed on the picture: give round numbers without decimals and say "about".',
    'Cover all relevant details: what the axes or the legend show, colours by name, values, trends, extremes and comparisons.',
    'Say nothing that does not follow from the metadata, and do not mention the metadata.',
    ...advice,
    'Answer with the caption only.',
  ];
  return [
    task,
    `1. Data\n${lines(data)}`,
    `2. Axes\n${lines(axes)}`,
    `3. Miscellaneous\n${lines(misc)}`,
    `Instructions\n${lines(rules)}`,
  ].join('\n\n');
}

function lines(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}
