import { describe, expect, it } from 'vitest';
import { checkLayout, order } from './check-layout.mjs';

const file = (path, text = '') => ({ path, text });
const failuresOf = (...files) => checkLayout(files).failures;

describe('import direction', () => {
  it('accepts the same folder and lower ones, in every spelling', () => {
    const text = [
      `import { a } from './b.js';`,
      `import type { C } from '../graph/c.js';`,
      `import '../base/error.js';`,
      `export * from '../graph/index.js';`,
      `const lazy = () => import('../runtime/index.js');`,
      `import { readFileSync } from 'node:fs';`,
    ].join('\n');
    expect(failuresOf(file('model/a.ts', text))).toEqual([]);
  });

  it.each([
    `import { f } from '../generate/loop.js';`,
    `import type { F } from '../generate/loop.js';`,
    `export { f } from '../generate/loop.js';`,
    `import {\n  f,\n} from '../generate/loop.js';`,
    `const lazy = () => import('../generate/loop.js');`,
    `import '../generate/loop.js';`,
  ])('refuses an upward import: %s', (text) => {
    expect(failuresOf(file('reduce/a.ts', text))).toEqual(['reduce/a.ts: reduce must not import generate']);
  });

  it('refuses every upward pair of the order', () => {
    order.forEach((from, i) => {
      order.slice(i + 1).forEach((to) => {
        expect(failuresOf(file(`${from}/a.ts`, `import '../${to}/b.js';`))).toHaveLength(1);
      });
    });
  });

  it('resolves imports of nested folders', () => {
    expect(failuresOf(file('data/picture/a.ts', `import '../../base/random.js';`))).toEqual([]);
    expect(failuresOf(file('data/picture/a.ts', `import '../../cli/run.js';`))).toHaveLength(1);
  });

  it('refuses the package entry, tests, and files outside', () => {
    expect(failuresOf(file('cli/a.ts', `import '../index.js';`))[0]).toContain('package entry');
    expect(failuresOf(file('cli/a.ts', `import './b.testing.js';`))[0]).toContain('test file');
    expect(failuresOf(file('cli/a.ts', `import '../../test/golden.js';`))[0]).toContain('outside src');
  });

  it('lets tests and the package entry import anything', () => {
    expect(
      failuresOf(file('base/a.test.ts', `import '../cli/run.js';`), file('index.ts', `import './cli/run.js';`)),
    ).toEqual([]);
  });
});

describe('files', () => {
  const lines = (count) => 'x\n'.repeat(count);

  it('refuses names that are not kebab-case and folders outside the order', () => {
    expect(failuresOf(file('graph/topK.ts'))[0]).toContain('kebab-case');
    expect(
      failuresOf(file('graph/top-k.test.ts'), file('graph/top-k.testing.ts'), file('graph/top-k.golden.test.ts')),
    ).toEqual([]);
    expect(failuresOf(file('utils/a.ts'))[0]).toContain('missing from the order');
  });

  it('warns over the soft limit and fails over the hard one; tests are free', () => {
    const small = [1, 2, 3, 4].map((i) => file(`graph/small-${i}.ts`, lines(10)));
    expect(checkLayout([...small, file('graph/a.ts', lines(300))]).warnings).toEqual([]);
    expect(checkLayout([...small, file('graph/a.ts', lines(301))]).warnings).toHaveLength(1);
    expect(failuresOf(...small, file('graph/a.ts', lines(500)))).toEqual([]);
    expect(failuresOf(...small, file('graph/a.ts', lines(501)))).toHaveLength(1);
    expect(failuresOf(...small, file('graph/a.test.ts', lines(900)))).toEqual([]);
  });

  it('fails when the median file is too long', () => {
    expect(failuresOf(file('graph/a.ts', lines(120)))).toEqual([]);
    expect(failuresOf(file('graph/a.ts', lines(121)))).toHaveLength(1);
  });

  it('counts lines per folder', () => {
    const { folders } = checkLayout([
      file('graph/a.ts', 'x\ny\n'),
      file('graph/b.ts', 'x'),
      file('cli/a.test.ts', 'x'),
    ]);
    expect([...folders]).toEqual([['graph', { files: 2, lines: 3 }]]);
  });
});
