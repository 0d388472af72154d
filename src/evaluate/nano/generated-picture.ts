import { TesseraeError } from '../../base/error.js';
import { planSample, renderPicture, type SampleOptions } from '../../data/picture/index.js';
import type { Picture } from '../../image/index.js';

/** A sample of the picture generator: everything that its pixels follow from. */
export type GeneratedSource = Required<Pick<SampleOptions, 'kind' | 'seed' | 'index'>>;

/** The name that items give a generated picture, for example `collage-2147483648-12.png`. */
export function generatedName({ kind, seed, index }: GeneratedSource): string {
  return `${kind}-${seed}-${index}.png`;
}

/**
 * Draws the picture of a name.
 *
 * @throws TesseraeError `generated-picture` for a name that `generatedName` does not give
 */
export function drawGenerated(name: string): Picture {
  const [, kind, seed, index] = /^([a-z-]+)-(\d+)-(\d+)\.png$/.exec(name) ?? [];
  if (kind === undefined) {
    throw new TesseraeError('generated-picture', {
      expected: 'the name of a generated picture, such as collage-2147483648-12.png',
      received: `"${name}"`,
      action: 'Pass items as the task loads them.',
    });
  }
  return renderPicture(planSample({ kind, seed: Number(seed), index: Number(index) }));
}
