/**
 * The example page on this machine: bundles it with the built package and serves it. `npm run example:browser`, or
 * `node examples/browser/server.mjs [PORT]` after a build.
 */
import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleBrowser } from '../../scripts/bundle-browser.mjs';
import { serveFolders } from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const out = mkdtempSync(join(tmpdir(), 'tesserae-example-'));

await bundleBrowser(join(here, 'page.mjs'), out);
for (const name of ['index.html', 'style.css']) copyFileSync(join(here, name), join(out, name));
const folders = { '/': out, '/models/': join(root, 'models'), '/pictures/': join(root, 'examples') };
const port = process.argv[2] ?? '8080';
try {
  const { url } = await serveFolders(folders, { port: Number(port) });
  console.log(`Tesserae in the browser: ${url}`);
} catch (error) {
  console.error(
    `Expected a free port from 0 to 65535; received ${port} (${error.code}). Name another one as the last word.`,
  );
  process.exitCode = 1;
}
