/**
 * Bundles a page's script with the built package (`dist`), as an application's bundler would: the page, the model's worker beside
 * it, and the files of ONNX Runtime that the worker loads by itself.
 */
import { copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const runtime = join(root, 'node_modules', 'onnxruntime-web', 'dist');

/** What each device loads beside the bundle, as ONNX Runtime names it. */
export const runtimeFiles = {
  wasm: ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'],
  webgpu: ['ort-wasm-simd-threaded.asyncify.mjs', 'ort-wasm-simd-threaded.asyncify.wasm'],
};

/**
 * Writes the bundle of a script into a folder.
 *
 * @param {string} page path of the script, which imports `tesserae/browser`
 * @param {string} out
 * @returns {Promise<string[]>} names of the written scripts, without those of ONNX Runtime
 */
export async function bundleBrowser(page, out) {
  const bundle = await rolldown({
    input: { page, 'engine-worker': join(root, 'dist', 'browser', 'engine-worker.js') },
    platform: 'browser',
    // The runtime's own files stay outside: its threads start from them.
    resolve: { conditionNames: ['import', 'browser', 'onnxruntime-web-use-extern-wasm'] },
    onLog(level, log, report) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
      if (level === 'warn') report(level, log);
    },
  });
  try {
    await bundle.write({
      dir: out,
      format: 'esm',
      minify: true,
      entryFileNames: '[name].js',
      chunkFileNames: '[name].js',
    });
  } finally {
    await bundle.close();
  }
  for (const name of Object.values(runtimeFiles).flat()) copyFileSync(join(runtime, name), join(out, name));
  return readdirSync(out).filter((name) => name.endsWith('.js'));
}
