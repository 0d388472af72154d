import { describe, expect, it } from 'vitest';
import { TesseraeError } from '../../../base/error.js';
import { Random } from '../../../base/random.js';
import { checkCaption } from '../check-caption.js';
import { drawnSource } from '../drawn-source.js';
import { holdLaws } from '../kind-laws.testing.js';
import { paintComposite } from '../paint-composite.js';
import { figure } from './facts.js';
import { linesOf } from './layout.js';
import { parseMarkdown, writeMarkdown } from './markdown.js';
import { amountIn, type Table } from './meta.js';
import { table } from './table.js';

const sources = drawnSource();
const drawn = Array.from({ length: 150 }, (_, seed) => table.sample(new Random(seed), sources) as Table);

describe('a table', () => {
  it('holds the laws of every kind', async () => {
    await holdLaws(table, sources, 150, 15);
  });

  it('parses back from its caption cell by cell', () => {
    for (const one of drawn) expect(parseMarkdown(table.caption(one, new Random(5)))).toEqual(linesOf(one));
  });

  it('shows every cell, header and row name where it says', async () => {
    for (const one of drawn.slice(0, 10)) {
      const { texts } = await paintComposite(table, one, sources);
      const shown = texts.map(({ text }) => text);
      const wanted = [...(one.look.titlePlace === 'none' ? [] : [one.title]), ...linesOf(one).flat()];
      expect(shown.sort()).toEqual(wanted.sort());
    }
  });

  it('refuses captions with a wrong cell, extreme or comparison', () => {
    for (const one of drawn.slice(0, 60)) {
      const claims = table.claims(one);
      const caption = table.caption(one, new Random(1));
      const [first, second] = one.rows;
      expect(checkCaption(caption.replace(`| ${first.name} |`, '| Nobody |'), claims).errors).not.toEqual([]);
      expect(checkCaption(`${caption} ${first.name} has 98765.`, claims).errors).not.toEqual([]);
      const column = one.columns.findIndex(({ holds }) => holds === 'numbers');
      const [a, b] = [first, second].map(({ cells }) => amountIn(cells[column]));
      const more = one.columns.filter(({ holds }) => holds === 'numbers').length;
      // With one column of numbers an ordering is either true or false.
      if (more > 1 || a === b) continue;
      const [high, low] = a > b ? [first, second] : [second, first];
      expect(checkCaption(`${caption} ${low.name} is higher than ${high.name}.`, claims).errors).not.toEqual([]);
      expect(checkCaption(`${caption} ${high.name} is higher than ${low.name}.`, claims).errors).toEqual([]);
    }
  });

  it('answers what the cells say', () => {
    for (const one of drawn) {
      for (const { question, answer } of table.questions(one, new Random(4))) {
        const [, name] = /highest value in the column (.*)\?/.exec(question) ?? [];
        if (!name) continue;
        const column = one.columns.findIndex((each) => each.name === name);
        const most = Math.max(...one.rows.map(({ cells }) => amountIn(cells[column])));
        expect(amountIn(one.rows.find((row) => row.name === answer)!.cells[column])).toBe(most);
      }
    }
  });

  it('keeps look and prompt apart', () => {
    const [a, b] = drawn.filter(({ look }) => look.titlePlace === 'above');
    expect(table.prompt({ ...a, look: b.look }, new Random(1))).toBe(table.prompt(a, new Random(1)));
  });
});

describe('Markdown', () => {
  it('escapes bars', () => {
    const odd = { ...drawn[0], head: 'a|b' };
    expect(parseMarkdown(writeMarkdown(odd))[0][0]).toBe('a|b');
  });

  it('refuses what is no table', () => {
    for (const text of ['', 'no table', '| a | b |\n| 1 | 2 |', '| a | b |\n|---|---|\n| 1 |']) {
      expect(() => parseMarkdown(text)).toThrow(TesseraeError);
    }
  });
});

describe('figure', () => {
  it('groups thousands and keeps one decimal', () => {
    expect([figure(1234567), figure(12.34), figure(1000.25), figure(7)]).toEqual(['1,234,567', '12.3', '1,000.3', '7']);
  });
});
