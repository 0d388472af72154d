import type { Random } from '../../../../base/random.js';

/**
 * Mean and spread of the lengths that captions grow to, in characters. Small charts run out of facts before, so that all kinds
 * together come to about 1,468, the mean of charts in the paper's table 1.
 */
const TARGET = { mean: 1620, deviation: 260, least: 700 } as const;

/** A caption that grows: sentences that must be said in order, then facts until it is long enough. */
export class Story {
  private readonly needed: string[] = [];
  private readonly facts: string[] = [];
  private readonly ends: string[] = [];

  constructor(private readonly random: Random) {}

  /** Says one of the wordings. */
  must(...wordings: string[]): void {
    this.needed.push(this.random.pick(wordings));
  }

  /** Says one of the wordings if there is room. */
  may(...wordings: string[]): void {
    if (wordings.length > 0) this.facts.push(this.random.pick(wordings));
  }

  /** Says one of the wordings at the end. */
  end(...wordings: string[]): void {
    this.ends.push(this.random.pick(wordings));
  }

  /** The caption: needed sentences, then facts in random order up to a length drawn around the mean. */
  text(): string {
    const { mean, deviation, least } = TARGET;
    const target = Math.max(least, mean + deviation * Math.max(-2, Math.min(2, this.random.normal())));
    const ends = this.ends.map(sentence);
    const said = this.needed.map(sentence);
    let length = [...said, ...ends].reduce((sum, text) => sum + text.length + 1, 0);
    for (const fact of this.random.shuffle(this.facts).map(sentence)) {
      // The last fact may go beyond the target by half, so that the mean is met.
      if (length + fact.length / 2 > target) continue;
      if (said.includes(fact)) continue;
      said.push(fact);
      length += fact.length + 1;
    }
    return [...said, ...ends].join(' ');
  }
}

/** With a capital letter and a full stop. */
export function sentence(text: string): string {
  const start = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(start) ? start : `${start}.`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** A count in words up to twelve. */
export function countWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** The plural of a label such as `fruit`, `city` or `means of transport`. */
export function plural(noun: string): string {
  if (noun.startsWith('means ')) return noun;
  if (noun === 'fruit') return 'fruits';
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return noun + (/(s|x|ch|sh)$/.test(noun) ? 'es' : 's');
}

/** With its indefinite article. */
export function withArticle(words: string): string {
  return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}
