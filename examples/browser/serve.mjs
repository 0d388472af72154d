/** A small server of static folders, enough for a page that runs a model. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
};

/** With these two a page is cross-origin isolated: browsers then let WebAssembly use several threads. */
const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/**
 * Serves folders on this machine only.
 *
 * @param {Record<string, string>} folders path prefix, for example `/models/`, to folder
 * @param {{ port?: number, isolated?: boolean }} [options] `isolated` is true unless said otherwise
 * @returns {Promise<{ url: string, close(): void }>}
 */
export async function serveFolders(folders, { port = 0, isolated = true } = {}) {
  const server = createServer((request, response) => {
    const file = find(folders, pathOf(request.url));
    if (!file) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found');
      return;
    }
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Length': statSync(file).size,
      ...(isolated ? isolation : {}),
    });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve, reject) => server.on('error', reject).listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** The path of a request; nothing for one that is not well formed. */
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return '';
  }
}

/** The longest prefix that fits decides; nothing outside its folder is served. */
function find(folders, path) {
  const prefix = Object.keys(folders)
    .filter((start) => path.startsWith(start))
    .sort((a, b) => b.length - a.length)[0];
  if (prefix === undefined) return undefined;
  const file = normalize(join(folders[prefix], path.slice(prefix.length) || 'index.html'));
  const inside = file.startsWith(normalize(folders[prefix]) + sep);
  return inside && existsSync(file) && statSync(file).isFile() ? file : undefined;
}
