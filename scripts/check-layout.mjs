#!/usr/bin/env node
/**
 * Holds the shape of `src`: the direction of imports between folders, file sizes, file names. Prints lines per folder.
 *
 *     node scripts/check-layout.mjs [ROOT]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Folders of `src` from the bottom up: a file may import from its own folder and from the ones above it in this table. */
export const order = [
  'base',
  'onnx',
  'graph',
  'runtime',
  'weights',
  'hub',
  'image',
  'video',
  'text',
  'model',
  'reduce',
  'decode',
  'generate',
  'browser',
  'inspect',
  'data',
  'train',
  'agent',
  'evaluate',
  'serve',
  'cli',
];

/** Lines per file; tests and their support files are not counted. */
export const limits = { median: 120, soft: 300, hard: 500 };

const importPattern = /(?:\bfrom\s+|\bimport\s*\(\s*|\bimport\s+)['"](\.{1,2}\/[^'"]+)['"]/g;
const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*(\.(golden|browser))?(\.(testing|test|d))?\.ts$/;

/** Folder of a path relative to `src`; a file directly in `src` belongs to none and may import everything. */
const folderOf = (path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : undefined);
const isTest = (path) => /\.(test|testing)\.ts$/.test(path);

/**
 * Checks a list of files `{ path: 'graph/emit.ts', text }`, paths relative to `src` with forward slashes.
 * Returns `{ failures, warnings, folders, median }`; `folders` maps a folder to `{ files, lines }`.
 */
export function checkLayout(files) {
  const failures = [];
  const warnings = [];
  const folders = new Map();
  const sizes = [];
  for (const { path, text } of files) {
    if (!kebabCase.test(posix.basename(path))) failures.push(`${path}: file names are kebab-case`);
    const folder = folderOf(path);
    if (folder && !order.includes(folder)) {
      failures.push(`${path}: the folder "${folder}" is missing from the order in scripts/check-layout.mjs`);
    }
    if (isTest(path)) continue;

    failures.push(...importFailures(path, text));
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
    sizes.push(lines);
    const entry = folders.get(folder ?? '.') ?? { files: 0, lines: 0 };
    folders.set(folder ?? '.', { files: entry.files + 1, lines: entry.lines + lines });
    if (lines > limits.hard) failures.push(`${path}: ${lines} lines, at most ${limits.hard}`);
    else if (lines > limits.soft) warnings.push(`${path}: ${lines} lines, better at most ${limits.soft}`);
  }
  const median = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? 0;
  if (median > limits.median) failures.push(`the median file has ${median} lines, at most ${limits.median}`);
  return { failures, warnings, folders, median };
}

function importFailures(path, text) {
  const from = folderOf(path);
  if (!from) return [];
  const failures = [];
  for (const [, target] of text.matchAll(importPattern)) {
    const resolved = posix.join(posix.dirname(path), target);
    const to = folderOf(resolved);
    if (resolved.startsWith('..')) failures.push(`${path}: imports ${target}, which is outside src`);
    else if (isTest(resolved.replace(/\.js$/, '.ts'))) failures.push(`${path}: imports the test file ${target}`);
    else if (to === undefined) failures.push(`${path}: imports ${target}; only the outside imports the package entry`);
    else if (order.indexOf(to) > order.indexOf(from)) failures.push(`${path}: ${from} must not import ${to}`);
  }
  return failures;
}

function readSources(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?tsx?$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(root, path).split(sep).join('/'), text: readFileSync(path, 'utf8') };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function main(root) {
  const { failures, warnings, folders, median } = checkLayout(readSources(root));
  let total = 0;
  for (const name of ['.', ...order]) {
    const entry = folders.get(name);
    if (!entry) continue;
    total += entry.lines;
    console.log(`${name.padEnd(10)} ${String(entry.files).padStart(4)} files ${String(entry.lines).padStart(7)} lines`);
  }
  console.log(`${total} lines, median ${median} per file`);
  for (const line of warnings) console.warn(`warning: ${line}`);
  for (const line of failures) console.error(`error: ${line}`);
  return failures.length === 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const here = dirname(fileURLToPath(import.meta.url));
  process.exitCode = main(process.argv[2] ?? join(here, '..', 'src'));
}
