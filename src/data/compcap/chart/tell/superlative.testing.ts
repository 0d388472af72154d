import type { Random } from '../../../../base/random.js';
import type { ChartTable } from '../table.js';

/** What can be exchanged in a sentence about the highest or the lowest value of one series. */
export const SUPERLATIVE_FACTS = ['series', 'category', 'extreme'] as const;

const EXTREMES = { highest: 'lowest', largest: 'smallest', maximum: 'minimum' } as const;
const OPPOSITE = new Map(Object.entries(EXTREMES).flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
const WORDS = [...OPPOSITE.keys()].join('|');

/** The caption with one such sentence made false; none where it has no sentence that the exchange makes false. */
export function swapSuperlative(
  caption: string,
  table: ChartTable,
  fact: (typeof SUPERLATIVE_FACTS)[number],
  random: Random,
): string | undefined {
  const candidates = table.series.flatMap((own) =>
    caption.split(/(?<=[.]) (?=[A-Z])/).flatMap((sentence) => {
      const most = /highest|largest|maximum/.test(sentence);
      const extreme = (most ? Math.max : Math.min)(...own.values);
      const holder = table.categories[own.values.indexOf(extreme)];
      const where = new RegExp(
        `^(?:In the series|Within|Looking at|Among the values of) ${escaped(own.name)}(?= alone,|,)`,
      );
      if (!where.test(sentence) || !new RegExp(`(?<!second )(?:${WORDS})`).test(sentence)) return [];
      if (/second/.test(sentence) || !holds(sentence, holder)) return [];
      const changed = exchange(sentence, fact);
      return changed === undefined ? [] : [caption.replace(sentence, changed)];

      function exchange(text: string, what: typeof fact): string | undefined {
        if (what === 'extreme') return text.replace(new RegExp(WORDS), (word) => OPPOSITE.get(word)!);
        if (what === 'category') {
          const others = table.categories.filter((_, c) => own.values[c] !== extreme);
          return others.length === 0 ? undefined : replaceName(text, holder, random.pick(others));
        }
        const others = table.series.filter(({ values }) => {
          return values[own.values.indexOf(extreme)] !== (most ? Math.max : Math.min)(...values);
        });
        return others.length === 0 ? undefined : replaceName(text, own.name, random.pick(others).name);
      }
    }),
  );
  return candidates.length === 0 ? undefined : random.pick(candidates);
}

function holds(sentence: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${escaped(name)}(?!\\w)`).test(sentence);
}

function replaceName(sentence: string, name: string, other: string): string {
  return sentence.replace(new RegExp(`(?<![\\w.])${escaped(name)}(?!\\w)`), other);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
