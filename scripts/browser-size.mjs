#!/usr/bin/env node
/**
 * What a page that uses `tesserae/browser` loads: scripts, minified and as a server would send them, and the WebAssembly of each
 * device. Weights come on top. `npm run browser:size`, or after a build `node scripts/browser-size.mjs [--json]`.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { bundleBrowser, runtimeFiles } from './bundle-browser.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Rows `{ part, bytes, gzip }`: the page, its worker, and what each device adds. */
export async function measureBrowser() {
  const out = mkdtempSync(join(tmpdir(), 'tesserae-size-'));
  try {
    const scripts = await bundleBrowser(join(here, '..', 'test', 'browser', 'page.mjs'), out);
    const reached = (entry) => reach(out, entry);
    const runtimes = { wasm: /^ort\.wasm\b/, webgpu: /^ort\.webgpu\b/ };
    const rows = [row(out, 'page', reached('page.js')), row(out, 'worker', reached('engine-worker.js'))];
    for (const device of ['wasm', 'webgpu']) {
      const [glue, wasm] = runtimeFiles[device];
      const runtime = scripts.filter((name) => runtimes[device].test(name));
      rows.push(row(out, `ONNX Runtime, ${device}`, [...runtime, glue]), row(out, `${wasm}`, [wasm]));
    }
    return rows;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** A script and those that it imports from the start. */
function reach(folder, entry, found = new Set()) {
  if (found.has(entry)) return found;
  found.add(entry);
  const text = readFileSync(join(folder, entry), 'utf8');
  for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([\w.-]+)["'`]/g)) reach(folder, name, found);
  return found;
}

function row(folder, part, names) {
  const contents = [...names].map((name) => readFileSync(join(folder, name)));
  const sum = (sizes) => sizes.reduce((total, size) => total + size, 0);
  const bytes = sum(contents.map((content) => content.length));
  return { part, bytes, gzip: sum(contents.map((content) => gzipSync(content, { level: 9 }).length)) };
}

async function main() {
  const rows = await measureBrowser();
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(rows));
    return;
  }
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(12);
  for (const { part, bytes, gzip } of rows) {
    console.log(`${part.padEnd(40)}${kilobytes(bytes)}${kilobytes(gzip)} gzip`);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
