import { expect, test } from 'vitest';
import { messageOf, printable, TesseraeError } from './error.js';

test('the message says what was expected, what came and what to do; the parts stay as they were', () => {
  const failure = { expected: 'a file', received: '"a\nb"', action: 'Check the path.', cause: new Error('below') };
  const error = new TesseraeError('file-missing', failure);
  expect(error.message).toBe('Expected a file; received "a\\u000ab". Check the path.');
  expect(error).toMatchObject({ ...failure, code: 'file-missing', name: 'TesseraeError' });
});

test('nothing in a message breaks the line, steers a terminal or turns the direction of the text', () => {
  expect(printable('a\u001b[31m\r\n\u2028\u202e\u0085z')).toBe('a\\u001b[31m\\u000d\\u000a\\u2028\\u202e\\u0085z');
  expect(printable('Größe 图 🦊 naïve')).toBe('Größe 图 🦊 naïve');
});

test('a part that is too long is cut in the middle', () => {
  const expected = 'x'.repeat(5000) + 'y'.repeat(5000);
  const { message } = new TesseraeError('long', { expected, received: 'z', action: 'Do.' });
  expect(message).toBe(`Expected ${'x'.repeat(800)} … ${'y'.repeat(200)}; received z. Do.`);
});

test('messageOf is the first line of anything thrown', () => {
  expect([new Error('a\nb'), 'c\nd', 7, undefined].map(messageOf)).toEqual(['a', 'c', '7', 'undefined']);
});
