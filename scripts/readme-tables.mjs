#!/usr/bin/env node
/**
 * Writes what documents say about measurements from the rows of the measurements (`bench/rows`): the sections between
 * `<!-- table:NAME -->` and `<!-- /table -->`, and the plots in `docs`.
 *
 *     node scripts/readme-tables.mjs            writes
 *     node scripts/readme-tables.mjs --check    writes nothing; fails and names the files that differ from the rows
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { reducePlots } from '../bench/plot/reduce-plots.mjs';
import { composeTable } from './readme/compose.mjs';
import { decoderLayerTable } from './readme/decoder-layer.mjs';
import { nanoBenchTable } from './readme/nano-bench.mjs';
import { reduceCategories, reduceRows, reduceSummary } from './readme/reduce.mjs';
import { lastSweep, readRows } from './readme/rows.mjs';
import { fillSections } from './readme/sections.mjs';
import { smallModelTable } from './readme/small-model.mjs';
import { towerTable } from './readme/tower.mjs';
import { trainStepTable } from './readme/train-step.mjs';

/** Documents with sections. */
const documents = ['README.md', 'bench/README.md'];

/** The content of every generated file as it ought to be, by path. */
export function generate(root) {
  const rows = (name) => readRows(join(root, 'bench', 'rows', name));
  const sweep = lastSweep(rows('reduce.jsonl'));
  const tables = {
    reduce: () => reduceSummary(sweep),
    'reduce-rows': () => reduceRows(sweep),
    'reduce-categories': () => reduceCategories(sweep),
    'nano-bench': () => nanoBenchTable(rows('nano-bench.json')[0]),
    compose: () => composeTable(rows('compose.jsonl')),
    'decoder-layer': () => decoderLayerTable(rows('decoder-layer.jsonl')),
    tower: () => towerTable(rows('tower.jsonl')),
    'small-model': () => smallModelTable(rows('small-model.jsonl')),
    'train-step': () => trainStepTable(rows('train-step.jsonl')),
  };
  const plots = sweep.length > 0 ? reducePlots(sweep) : {};
  return {
    ...Object.fromEntries(
      documents.map((path) => [path, fillSections(readFileSync(join(root, path), 'utf8'), tables)]),
    ),
    ...Object.fromEntries(Object.entries(plots).map(([name, svg]) => [join('docs', name), svg])),
  };
}

function main(root, check) {
  const differing = Object.entries(generate(root)).filter(([path, content]) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, 'utf8') !== content;
  });
  for (const [path, content] of differing) {
    if (check) console.error(`error: ${path} differs from bench/rows; run: npm run readme`);
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
      console.log(`wrote ${path}`);
    }
  }
  return check && differing.length > 0 ? 1 : 0;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  process.exitCode = main(root, process.argv.includes('--check'));
}
