/** Files that have a twin for browsers, as package.json tells bundlers. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { browser, dependencies, devDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as Record<string, Record<string, string>>;

const sources = (readdirSync(join(root, 'src'), { recursive: true }) as string[]).map((path) =>
  path.replaceAll('\\', '/'),
);
const sourceOf = (built: string) => built.replace('./dist/', '').replace(/js$/, 'ts');
const barrels = Object.entries(browser).filter(([original]) => original.endsWith('/index.js'));

test('law: every file that package.json replaces is there, and so is its twin', () => {
  for (const [original, twin] of Object.entries(browser)) {
    expect(twin).toBe(original.replace(/\.js$/, '.browser.js'));
    expect(sources).toEqual(expect.arrayContaining([sourceOf(original), sourceOf(twin)]));
  }
});

test('law: a twin of an original is replaced by package.json, or exported by a twin', () => {
  const twins = sources.filter((path) => path.endsWith('.browser.ts'));
  const replaced = Object.values(browser).map(sourceOf);
  const exported = replaced.map((path) => readFileSync(join(root, 'src', path), 'utf8')).join('\n');
  for (const twin of twins) {
    const reached = replaced.includes(twin) || exported.includes(`./${twin.split('/').pop()!.replace(/ts$/, 'js')}`);
    expect([twin, reached]).toEqual([twin, true]);
  }
});

test.each(barrels)('law: what browsers have of %s, Node has too', async (original, twin) => {
  const [inNode, inBrowser] = await Promise.all(
    [original, twin].map(async (built) => Object.keys(await import(join(root, 'src', sourceOf(built))))),
  );
  expect(inNode).toEqual(expect.arrayContaining(inBrowser));
});

test('law: one version of ONNX Runtime for both', () => {
  expect(peerDependencies['onnxruntime-web']).toBe(dependencies['onnxruntime-node']);
  expect(devDependencies['onnxruntime-web']).toBe(dependencies['onnxruntime-node']);
});
