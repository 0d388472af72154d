import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random.js';
import { checkCaption } from '../check-caption.js';
import { drawnSource } from '../drawn-source.js';
import { DIAGRAM_KINDS } from './diagram.js';
import type { Diagram } from './meta.js';
import { LINK_FACTS, swapLink } from './swap.testing.js';

describe.each(DIAGRAM_KINDS.map((kind) => [kind.name, kind] as const))('lines of %s', (_, kind) => {
  const drawn = Array.from({ length: 10 }, (_, seed) => kind.sample(new Random(300 + seed), drawnSource()) as Diagram);

  it.each(LINK_FACTS)('with another %s do not pass', (fact) => {
    const passed: string[] = [];
    let judged = 0;
    drawn.forEach((diagram, seed) => {
      const claims = kind.claims(diagram);
      for (let wording = 0; wording < 4; wording++) {
        const random = new Random(10 * seed + wording);
        const caption = kind.caption(diagram, random);
        expect(checkCaption(caption, claims).errors, caption).toEqual([]);
        const swapped = swapLink(caption, diagram, fact, random);
        if (swapped === undefined) continue;
        judged++;
        if (!/There is no line|does not stand on|is no message/.test(checkCaption(swapped, claims).errors.join(' ')))
          passed.push(swapped);
      }
    });
    // Lines of mind maps carry no texts.
    if (kind.name !== 'diagram.mind-map' || fact !== 'label') expect(judged).toBeGreaterThan(10);
    expect(passed).toEqual([]);
  });
});
