import { expect, it } from 'vitest';
import { parseStatus } from './process-memory.js';

it('reads kibibytes as bytes, and says what is missing', () => {
  const status = 'Name:\tnode\nVmHWM:\t   12 kB\nVmRSS:\t   11 kB\nRssAnon:\t    8 kB\nRssFile:\t    3 kB\n';
  expect(parseStatus(status)).toEqual({ peak: 12 * 1024, anonymous: 8 * 1024, mapped: 3 * 1024 });
  expect(() => parseStatus(status.replace('RssAnon', 'RssOther'))).toThrow('expected RssAnon');
});
