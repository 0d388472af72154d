import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);

const rows = readFileSync(new URL('FEATURES.md', root), 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => cells.length === 5 && /^[✅🟡⬜]/u.test(cells[2]))
  .map(([, feature, status, proof]) => ({
    feature,
    status,
    tests: [...proof.matchAll(/`([^`]+)`/g)].map((m) => m[1]),
  }));

const readme = readFileSync(new URL('README.md', root), 'utf8');

describe('FEATURES.md', () => {
  it('has rows', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows.filter(({ status }) => status === '✅'))('names the tests of "$feature"', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
  });

  it.each(rows.flatMap(({ tests }) => tests))('%s exists and is a test', (path) => {
    expect(path).toMatch(/\.test\.(ts|mjs)$/);
    expect(existsSync(new URL(path, root))).toBe(true);
  });
});

describe('README.md', () => {
  it('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)\)/g)]
      .map((match) => match[1])
      .filter((link) => !/^https?:/.test(link));
    expect(links.filter((link) => !existsSync(new URL(link, root)))).toEqual([]);
    expect(links.length).toBeGreaterThan(3);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
    const named = [...readme.matchAll(/^npm (?:run )?(\S+)/gm)].map((match) => match[1]);
    expect(named).toContain('demo');
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});
