import { describe, expect, it } from 'vitest';
import { findTask } from './run-file.js';
import { type Item, percent, pictureThenQuestion } from './task.js';
import { tasks } from './tasks.js';

const truths: Record<string, unknown> = {
  pope: 'yes',
  mme: 'no',
  chair: ['dog'],
  'nano-bench': { kind: 'table', seed: 2 ** 31, index: 0, answer: 'no' },
  'nano-pope': 'no',
  composites: { kind: 'table.small', seed: 2 ** 31, index: 0, ability: 'existence', answer: 'no' },
};

describe.each(Object.entries(tasks))('the task %s', (name, task) => {
  const category = ['mme', 'nano-bench'].includes(name) ? 'existence' : 'any';
  const item: Item = { id: '1', question: 'What?', truth: truths[name], category, cluster: '1' };
  const judged = ['Yes, a dog.', 'No', ''].map((text, at) => {
    const parsed = task.parse(text, item);
    const score = task.grade(parsed, item.truth);
    return { ...item, id: String(at), text, parsed, score };
  });

  it('is found by its name', () => {
    expect(findTask(name)).toBe(task);
    expect(task.name).toBe(name);
  });

  it('explains exactly the metrics that it gives, and quotes some of them', () => {
    const { metrics, perCategory } = task.score(judged);
    const given = new Set([...Object.keys(metrics), ...Object.values(perCategory).flatMap(Object.keys)]);
    for (const metric of given) expect(task.metrics).toHaveProperty(metric);
    for (const metric of task.headline) expect(task.metrics).toHaveProperty(metric);
    expect(Object.keys(metrics).some((metric) => task.headline.includes(metric))).toBe(true);
  });

  it('says where its pictures come from, and how long answers are', () => {
    expect(task.draw === undefined).toBe(task.data !== undefined);
    expect(task.maxTokens).toBeGreaterThan(0);
  });

  it('stores readings and truths in the shape that it checks, and credits from 0 to 1', () => {
    for (const { parsed, truth, score } of judged) {
      expect(task.parsed.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
      expect(task.truth.parse(truth)).toEqual(truth);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
    }
  });
});

describe('prompts', () => {
  it('put the picture first, if there is one', () => {
    const item: Item = { id: '1', question: 'What?', truth: '', category: '', cluster: '' };
    expect(pictureThenQuestion(item)).toEqual([{ type: 'text', text: 'What?' }]);
    expect(pictureThenQuestion({ ...item, image: 'a.png' })[0]).toEqual({ type: 'image', image: 'a.png' });
  });
});

it('percent of nothing is undefined', () => {
  expect(percent(1, 4)).toBe(25);
  expect(percent(0, 0)).toBeNaN();
});
