import { describe, expect, it } from 'vitest';
import { temporaryFile } from './evaluate.testing.js';
import { findTask, readRun } from './run-file.js';

const header = { kind: 'tesserae-run', format: 1, task: 'pope', model: 'm', settings: {}, seed: 0, version: '1' };
const record = {
  id: 'random/1',
  category: 'random',
  cluster: 'a.png',
  prompt: [{ type: 'text', text: 'Is there a cat?' }],
  truth: 'yes',
  text: 'Yes',
  parsed: { official: 'yes', words: 'yes', exact: 'yes' },
  score: 1,
  milliseconds: 3,
};
const lines = (...values: unknown[]): string => `${values.map((value) => JSON.stringify(value)).join('\n')}\n`;

describe('run files', () => {
  it('reads a run, without the line that a crash tore', () => {
    const run = readRun(temporaryFile(`${lines(header, record)}{"id": "random/2", "te`));
    expect(run.header).toEqual(header);
    expect(run.task.name).toBe('pope');
    expect(run.records).toEqual([record]);
  });

  it.each([
    ['an empty file', '', /empty/],
    ['a file without a whole line', '{"kind"', /header line/],
    ['records without a header', lines(record), /line 1.*kind/],
    ['a file of another format', lines({ ...header, format: 2 }), /line 1.*format/],
    ['broken JSON in the middle', `${lines(header)}{"id":\n${lines(record)}`, /line 2/],
    ['a missing field', lines(header, { ...record, text: undefined }), /line 2.*text/],
    ['an impossible score', lines(header, { ...record, score: 7 }), /line 2.*score/],
    ['a truth of another task', lines(header, { ...record, truth: ['dog'] }), /line 2/],
    ['a reading of another task', lines(header, { ...record, parsed: { official: 'perhaps' } }), /line 2.*official/],
    ['a prompt of something else', lines(header, { ...record, prompt: [{ type: 'audio' }] }), /line 2.*prompt/],
    ['a duplicate id', lines(header, record, record), /line 3.*random\/1.*line 2/],
  ])('names file and line of %s', (_, text, message) => {
    const path = temporaryFile(text, 'run.jsonl');
    expect(() => readRun(path)).toThrow(expect.objectContaining({ code: 'evaluation-data' }));
    expect(() => readRun(path)).toThrow(/run\.jsonl/);
    expect(() => readRun(path)).toThrow(message);
  });

  it('refuses tasks that it does not know', () => {
    for (const task of ['poep', 'constructor', '__proto__']) {
      expect(() => readRun(temporaryFile(lines({ ...header, task })))).toThrow(
        expect.objectContaining({ code: 'unknown-task' }),
      );
    }
    expect(findTask('mme').name).toBe('mme');
  });
});
