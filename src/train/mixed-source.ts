import { mixSeed, Random } from '../base/random.js';
import type { MixParts } from './config.js';
import { drawShare } from './draw-share.js';
import type { ExampleSource } from './feed.js';

/** A source with its share, and what it has instead of the stage's. */
export interface SourcePart extends Pick<MixParts[number], 'share' | 'captions' | 'questions'> {
  source: ExampleSource;
}

/** Takes each example from one of several sources, as often as their shares say; the same index always from the same one. */
export function mixedSource(seed: number, parts: readonly SourcePart[]): ExampleSource {
  const shares = Object.fromEntries(parts.map(({ share }, at) => [at, share]));
  return (query) => {
    const split = query.split === 'train' ? 0 : 1;
    const { source, captions, questions } =
      parts[Number(drawShare(new Random(mixSeed(seed, query.index, 13, split)), shares))];
    const { stage } = query;
    return source({
      ...query,
      stage: { ...stage, captions: captions ?? stage.captions, questions: questions ?? stage.questions },
    });
  };
}
