import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchModelFiles } from './model-files.js';

let server: Server;
afterEach(() => void server?.close());

/** A server that has these files; what it says of all others is given. */
async function serve(files: Record<string, string>, otherwise: { status: number; type?: string }): Promise<string> {
  server = createServer((request, response) => {
    const text = files[request.url!.slice(1)];
    if (text === undefined) response.writeHead(otherwise.status, { 'content-type': otherwise.type ?? 'text/plain' });
    response.end(text ?? '<!doctype html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const config = { 'config.json': '{}' };

test('law: what is there is fetched, with the inner folder; what is not is left out', async () => {
  const files = { ...config, 'model.safetensors': 'abc', 'qformer_tokenizer/tokenizer.json': '{}' };
  const fetched = await fetchModelFiles(`${await serve(files, { status: 404 })}/`);
  expect([...fetched.keys()].sort()).toEqual(Object.keys(files).sort());
  expect(new TextDecoder().decode(fetched.get('model.safetensors'))).toBe('abc');
});

test('law: shards are those that the index names, and no path leads out of the folder', async () => {
  const map = { a: 'one.safetensors', b: 'two.safetensors', c: 'one.safetensors', d: '../secret', e: 'http://other/x' };
  const index = JSON.stringify({ weight_map: map });
  const files = { ...config, 'model.safetensors.index.json': index, 'one.safetensors': '1', 'two.safetensors': '2' };
  const fetched = await fetchModelFiles(await serve({ ...files, secret: 'no' }, { status: 404 }));
  expect([...fetched.keys()].sort()).toEqual(Object.keys(files).sort());
});

test('law: a start page in place of a file is no file', async () => {
  const fetched = await fetchModelFiles(await serve(config, { status: 200, type: 'text/html; charset=utf-8' }));
  expect([...fetched.keys()]).toEqual(['config.json']);
});

test('a server that fails, or none, is an error that names the file', async () => {
  const address = await serve(config, { status: 500 });
  await expect(fetchModelFiles(address)).rejects.toMatchObject({ code: 'model-fetch', received: 'status 500' });
  await new Promise((resolve) => server.close(resolve));
  await expect(fetchModelFiles(address)).rejects.toMatchObject({ code: 'model-fetch' });
});
