import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { checkCaption } from '../check-caption.js';
import { drawnSource } from '../drawn-source.js';
import { captionCollage } from './caption.js';
import { claimCollage } from './claims.js';
import { sampleCollage } from './meta.js';
import { COLLAGE_FACTS, swapFact } from './swap.testing.js';

const sources = drawnSource();

describe.each(COLLAGE_FACTS)('two pictures with their %s exchanged', (fact) => {
  it('do not pass, while the untouched caption does', () => {
    const passed: string[] = [];
    let judged = 0;
    for (let seed = 0; seed < 120; seed++) {
      const collage = sampleCollage(new Random(seed), sources);
      const claims = claimCollage(collage);
      const caption = captionCollage(collage, new Random(seed));
      expect(checkCaption(caption, claims).errors, caption).toEqual([]);
      const swapped = swapFact(caption, collage, fact, new Random(seed));
      if (swapped === undefined) continue;
      judged++;
      if (checkCaption(swapped, claims).errors.length === 0) passed.push(`${seed}: ${swapped}`);
    }
    expect(judged).toBeGreaterThan(40);
    expect(passed).toEqual([]);
  });
});
