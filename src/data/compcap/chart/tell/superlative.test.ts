import { describe, expect, it } from 'vitest';
import { Random } from '../../../../base/random.js';
import { checkCaption } from '../../check-caption.js';
import { kindOf, samples } from '../charts.testing.js';
import { CHART_KINDS } from '../index.js';
import { SUPERLATIVE_FACTS, swapSuperlative } from './superlative.testing.js';

const SEVERAL = CHART_KINDS.map(({ name }) => name).filter((name) => /grouped|stacked|line|area/.test(name));

describe.each(SUPERLATIVE_FACTS)('a highest or lowest value with another %s', (fact) => {
  it('does not pass', () => {
    const passed: string[] = [];
    let judged = 0;
    for (const name of SEVERAL) {
      const kind = kindOf(name);
      samples(name, 12).forEach((meta, seed) => {
        if (meta.table.series.length < 2) return;
        const caption = kind.caption(meta, new Random(seed));
        const claims = kind.claims(meta);
        expect(checkCaption(caption, claims).errors, caption).toEqual([]);
        const swapped = swapSuperlative(caption, meta.table, fact, new Random(seed));
        if (swapped === undefined) return;
        judged++;
        const errors = checkCaption(swapped, claims).errors.join(' ');
        if (!/is not the (?:highest|lowest|largest|smallest|maximum|minimum) of/.test(errors))
          passed.push(`${name} ${seed}: ${errors}\n${swapped}`);
      });
    }
    expect(judged).toBeGreaterThan(8);
    expect(passed).toEqual([]);
  });
});
