import type { Random } from '../../../../base/random.js';
import type { TopicText } from './topic.js';

/** Other names for variables that many topics share; a topic that uses the other name already keeps its own. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  values: ['numbers', 'items', 'entries', 'data'],
  value: ['item', 'element', 'entry'],
  total: ['result', 'amount', 'accumulated'],
  count: ['found', 'hits', 'matches'],
  text: ['phrase', 'message', 'source'],
  letter: ['symbol', 'sign'],
  result: ['outcome', 'answer'],
  limit: ['bound', 'threshold'],
  target: ['wanted', 'goal'],
  best: ['winner', 'champion'],
  n: ['number', 'm'],
  word: ['term', 'entry'],
  kept: ['chosen', 'filtered'],
  keep: ['stored', 'temp'],
  low: ['lower', 'bottom'],
  high: ['upper', 'top'],
  middle: ['mid', 'centre'],
  i: ['index', 'position'],
};

/** The same topic with some of its variables renamed, in the code and where notes and purpose name them in backticks. */
export function renamed(topic: TopicText, random: Random): TopicText {
  const used = new Set(topic.code.replace(/#.*$/gm, '').match(/\w+/g));
  const changes = new Map<string, string>();
  for (const [name, others] of Object.entries(OTHER_NAMES)) {
    const other = random.pick(others);
    if (random.chance(0.5) || !used.has(name) || used.has(other)) continue;
    used.add(other);
    changes.set(name, other);
  }
  const inTicks = (text: string): string => text.replace(/`(\w+)`/g, (_, name) => `\`${changes.get(name) ?? name}\``);
  const code = topic.code
    .split('\n')
    .map((line) => {
      const [statement, ...note] = line.split(/(?=\s*#)/);
      // Types stand after a colon and texts between quotation marks: neither is a name.
      const names = statement.replace(/"[^"]*"|(?::|->) \w+|\b[a-z_]\w*/gi, (part) => changes.get(part) ?? part);
      return names + note.map(inTicks).join('');
    })
    .join('\n');
  return { ...topic, code, purpose: inTicks(topic.purpose) };
}
