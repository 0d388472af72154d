import { existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { findCachedModel } from './cache.js';
import { contentId, gitHash, sha256 } from './hub-server.testing.js';
import { pullModel } from './pull.js';
import { commit, filesBelow, id, noise, useHub } from './pull.testing.js';

const hub = useHub();

describe('the cache', () => {
  it('has the layout that Hugging Face tools share', async () => {
    const { folder, downloaded, ...result } = await hub.pull();
    const { files } = hub.model;
    expect(result).toEqual({
      model: id,
      revision: 'main',
      commit,
      files: ['config.json', 'tokenizer.json', 'README.md', 'model.safetensors'].map((path) => ({
        path,
        size: files[path].content.length,
      })),
    });
    expect(folder).toBe(join(hub.folder(), 'snapshots', commit));
    expect(downloaded).toBe(300_000 + 22 + 2 + 6);
    expect(readFileSync(join(hub.folder(), 'refs', 'main'), 'utf8')).toBe(commit);
    const weights = sha256(files['model.safetensors'].content);
    const config = gitHash(files['config.json'].content);
    expect(readlinkSync(join(folder, 'model.safetensors'))).toBe(join('..', '..', 'blobs', weights));
    expect(readlinkSync(join(folder, 'config.json'))).toBe(join('..', '..', 'blobs', config));
    const kept = result.files.map(({ path }) => path);
    for (const path of kept) expect(hub.content(folder, path).equals(files[path].content)).toBe(true);
    expect(filesBelow(hub.folder())).toEqual(
      [
        ...kept.map((path) => `blobs/${contentId(files[path])}`),
        'refs/main',
        ...kept.map((p) => `snapshots/${commit}/${p}`),
      ].sort(),
    );
    expect(filesBelow(join(hub.cache, '.locks'))).toEqual([]);
  });

  it('takes what another tool has fetched', async () => {
    const { files } = hub.model;
    mkdirSync(join(hub.folder(), 'blobs'), { recursive: true });
    writeFileSync(hub.blob(contentId(files['model.safetensors'])), files['model.safetensors'].content);
    const { folder } = await hub.pull();
    expect(hub.server.downloads().filter(({ path }) => path.includes('model.safetensors'))).toEqual([]);
    expect(hub.content(folder, 'model.safetensors').equals(files['model.safetensors'].content)).toBe(true);
  });

  it('takes files that lie in the snapshot themselves, as on Windows', async () => {
    const { content } = hub.model.files['model.safetensors'];
    const snapshot = join(hub.folder(), 'snapshots', commit);
    mkdirSync(snapshot, { recursive: true });
    writeFileSync(join(snapshot, 'model.safetensors'), content);
    await hub.pull();
    expect(hub.server.downloads().filter(({ at }) => at === 'store')).toEqual([]);
    expect(lstatSync(join(snapshot, 'model.safetensors')).isSymbolicLink()).toBe(false);
  });

  it('does not take a content of another size', async () => {
    const file = hub.model.files['model.safetensors'];
    mkdirSync(join(hub.folder(), 'blobs'), { recursive: true });
    writeFileSync(hub.blob(contentId(file)), 'cut');
    const { folder } = await hub.pull();
    expect(hub.content(folder, 'model.safetensors').equals(file.content)).toBe(true);
  });

  it('fetches one content with two names once', async () => {
    hub.model.files['special_tokens_map.json'] = hub.model.files['tokenizer.json'];
    const { folder, downloaded } = await hub.pull();
    expect(downloaded).toBe(300_000 + 22 + 2 + 6);
    expect(hub.content(folder, 'special_tokens_map.json').toString()).toBe('{}');
  });

  it('is not written to when it has everything', async () => {
    await hub.pull();
    rmSync(join(hub.cache, '.locks'), { recursive: true });
    hub.server.seen.length = 0;
    expect((await hub.pull()).downloaded).toBe(0);
    expect(hub.server.seen.length).toBe(1);
    expect(existsSync(join(hub.cache, '.locks'))).toBe(false);
  });

  it('puts back a content that was deleted', async () => {
    const { folder } = await hub.pull();
    rmSync(hub.blob(contentId(hub.model.files['config.json'])));
    await hub.pull();
    expect(hub.content(folder, 'config.json').equals(hub.model.files['config.json'].content)).toBe(true);
  });
});

describe('revisions', () => {
  it('follows a branch and keeps the contents that both commits share', async () => {
    const first = await hub.pull();
    const next = 'f'.repeat(40);
    const changed = { content: Buffer.from('{"model_type":"llava_next"}') };
    hub.server.add(id, { commit: next, files: { ...hub.model.files, 'config.json': changed } });
    const second = await hub.pull();
    expect(second).toMatchObject({ commit: next, downloaded: changed.content.length });
    expect(hub.content(first.folder, 'config.json').equals(hub.model.files['config.json'].content)).toBe(true);
    expect(hub.content(second.folder, 'config.json').equals(changed.content)).toBe(true);
    expect(readFileSync(join(hub.folder(), 'refs', 'main'), 'utf8')).toBe(next);
  });

  it.each(['v1.0', 'refs/pr/3', commit])('%s', async (revision) => {
    hub.server.refs[`${id}@${revision}`] = commit;
    const { folder } = await hub.pull({ revision });
    expect((await pullModel(`${id}@${revision}`, hub.settings())).downloaded).toBe(0);
    expect(findCachedModel(`${id}@${revision}`, hub.cache)).toBe(folder);
    expect(findCachedModel(id, hub.cache)).toBeUndefined();
    expect(existsSync(join(hub.folder(), 'refs', revision))).toBe(revision !== commit);
  });

  it('asks for every file by commit', async () => {
    await hub.pull();
    const asked = hub.server.downloads().filter(({ at }) => at === 'hub');
    expect(asked.length).toBe(4);
    for (const { path } of asked) expect(path).toContain(`/resolve/${commit}/`);
  });
});

describe('files', () => {
  it.each([
    [['*.json'], ['config.json', 'tokenizer.json', 'onnx/model.json']],
    [['onnx/'], ['onnx/model.json']],
    [
      ['config.json', '*.bin'],
      ['config.json', 'pytorch_model.bin'],
    ],
    [['c?nfig.json'], ['config.json']],
  ])('include %j', async (include, paths) => {
    const { folder, files } = await hub.pull({ include });
    expect(files.map(({ path }) => path)).toEqual(paths);
    for (const path of paths) expect(hub.content(folder, path).equals(hub.model.files[path].content)).toBe(true);
  });

  it('says what there is when nothing fits', async () => {
    const error = await hub.failure({ include: ['*.gguf'] });
    expect(error.code).toBe('hub-no-files');
    expect(error.message).toMatch(/"\*\.gguf".*"config\.json".*…/);
  });

  it('with spaces, percent signs and other letters in their names', async () => {
    const path = 'größe 50% #1?.json';
    hub.model.files[path] = { content: Buffer.from('[]') };
    const { folder } = await hub.pull();
    expect(hub.content(folder, path).toString()).toBe('[]');
  });

  it('of no bytes', async () => {
    hub.model.files['empty.json'] = { content: Buffer.alloc(0) };
    const { folder } = await hub.pull();
    expect(hub.content(folder, 'empty.json').length).toBe(0);
    expect(hub.server.downloads().some(({ path }) => path.includes('empty'))).toBe(false);
  });

  it('of servers that list names only are described by their headers', async () => {
    hub.server.describes = false;
    const { folder } = await hub.pull();
    const link = readlinkSync(join(folder, 'model.safetensors'));
    expect(link.endsWith(sha256(hub.model.files['model.safetensors'].content))).toBe(true);
    const heads = hub.server.seen.filter(({ method }) => method === 'HEAD');
    expect(heads.map(({ at }) => at)).toEqual(['hub', 'hub', 'hub', 'hub']);
  });

  it('come several at a time', async () => {
    for (let i = 0; i < 6; i++) hub.model.files[`part-${i}.safetensors`] = { content: noise(2000, i), large: true };
    const waiting: (() => void)[] = [];
    let most = 0;
    // Nobody is served before three are waiting.
    hub.server.fault = (request, response) => {
      if (request.at !== 'store' || most >= 3) return false;
      most = waiting.push(() => hub.server.serveStored(request, response));
      if (most === 3) for (const serve of waiting) serve();
      return true;
    };
    await hub.pull({ parallel: 3 });
    expect(most).toBe(3);
  });
});

it('reports bytes that only grow, up to the whole', async () => {
  const onProgress = vi.fn();
  await hub.pull({ onProgress });
  const reports = onProgress.mock.calls.map(([progress]) => progress);
  const total = 300_000 + 22 + 2 + 6;
  expect(reports[0]).toEqual({ done: 0, total, files: { done: 0, total: 4 } });
  expect(reports.at(-1)).toEqual({ done: total, total, files: { done: 4, total: 4 } });
  const done = reports.map((progress) => progress.done);
  expect(done).toEqual([...done].sort((a, b) => a - b));
});

describe('offline', () => {
  it('gives what is there without a request', async () => {
    const { folder } = await hub.pull();
    hub.server.seen.length = 0;
    const result = await hub.pull({ offline: true });
    expect(result).toMatchObject({ commit, folder, downloaded: 0 });
    expect(result.files.map(({ path }) => path)).toEqual([
      'README.md',
      'config.json',
      'model.safetensors',
      'tokenizer.json',
    ]);
    expect(hub.server.seen).toEqual([]);
  });

  it('fails when there is nothing, when it is another revision, and when contents are gone', async () => {
    expect((await hub.failure({ offline: true })).code).toBe('hub-offline');
    await hub.pull();
    expect((await hub.failure({ offline: true, revision: 'v2' })).code).toBe('hub-offline');
    rmSync(hub.blob(contentId(hub.model.files['config.json'])));
    expect((await hub.failure({ offline: true })).code).toBe('hub-offline');
  });

  it('is the setting of the environment', async () => {
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    const { offline: _, ...settings } = hub.settings();
    await expect(pullModel(id, settings)).rejects.toMatchObject({ code: 'hub-offline' });
    vi.unstubAllEnvs();
    expect(hub.server.seen).toEqual([]);
  });
});

describe('options', () => {
  it.each([
    [{ revison: 'v1' }, /revison/],
    [{ parallel: 0 }, /parallel/],
    [{ include: [] }, /include/],
    [{ onProgress: 3 }, /onProgress/],
  ])('%j', async (options, words) => {
    const error = await hub.failure(options as never);
    expect(error.code).toBe('hub-options');
    expect(error.message).toMatch(words);
    expect(hub.server.seen).toEqual([]);
  });
});
