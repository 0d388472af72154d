import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { goldenPath } from '../../../test/golden.js';
import { loadModel } from '../../generate/index.js';
import { contentId } from '../../hub/hub-server.testing.js';
import { resolveModel } from '../../hub/index.js';
import { commit, filesBelow, id, noise, useHub } from '../../hub/pull.testing.js';
import { runCommand, runIn } from '../cli.testing.js';
import { modelFolder } from '../path.js';

const hub = useHub();
const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const snapshot = () => join(hub.folder(), 'snapshots', commit);
const weights = () => hub.model.files['model.safetensors'];

beforeEach(() => {
  vi.stubEnv('HF_ENDPOINT', hub.server.endpoint);
  vi.stubEnv('HF_HUB_CACHE', hub.cache);
  vi.stubEnv('HF_TOKEN', '');
  vi.stubEnv('HF_TOKEN_PATH', join(hub.cache, 'no-token'));
  vi.stubEnv('HF_HUB_OFFLINE', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('tesserae pull', () => {
  it('prints the folder, and progress in JSON lines beside it', async () => {
    const { code, stdout, stderr } = await runCommand('pull', id);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${snapshot()}\n` });
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines[0]).toMatchObject({ progress: 'pull', done: 0, total: 300_030, files: '0/4' });
    expect(lines.at(-1)).toMatchObject({ done: 300_030, files: '4/4' });
  });

  it('draws a bar in megabytes on a terminal', async () => {
    let text = '';
    const stderr = { isTTY: true, columns: 100, write: (part: string) => (text += part) };
    await runIn({ stderr }, 'pull', id);
    expect(text).toMatch(/pull \(MB\) ━+ 0\.3\/0\.3 .*files 4\/4\n$/);
  });

  it('prints one object on request', async () => {
    const { stdout } = await runCommand('pull', id, '--json', '--include', '*.md', '--include', 'config.json');
    expect(JSON.parse(stdout)).toEqual({
      model: id,
      revision: 'main',
      commit,
      folder: snapshot(),
      files: [
        { path: 'config.json', size: 22 },
        { path: 'README.md', size: 6 },
      ],
      downloaded: 28,
    });
  });

  it('says why it waits', async () => {
    let busy = true;
    hub.server.fault = (_, response) => {
      if (!busy) return false;
      busy = false;
      response.writeHead(503).end();
      return true;
    };
    const { code, stderr } = await runCommand('pull', id);
    expect(code).toBe(0);
    expect(JSON.parse(stderr.split('\n')[0]).note).toMatch(/status 503.*Next attempt in/);
  });

  it('goes offline', async () => {
    const { code, stderr } = await runCommand('pull', id, '--offline');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^tesserae: Expected owner\/tiny-llava at main in .*; received nothing of it\. .*\n$/);
    await runCommand('pull', id);
    const asked = hub.server.seen.length;
    expect((await runCommand('pull', id, '--offline')).stdout).toBe(`${snapshot()}\n`);
    expect(hub.server.seen.length).toBe(asked);
  });

  it('ends with Ctrl-C', async () => {
    const { code, stderr } = await runIn({ signal: AbortSignal.abort() }, 'pull', id);
    expect({ code, stderr }).toEqual({ code: 130, stderr: '\nInterrupted.\n' });
  });

  it.each([
    [[], 'missing required argument'],
    [['models/'], 'OWNER/NAME'],
    [['owner/unknown'], 'set HF_TOKEN for a private one'],
    [[id, '--revision', '../x'], 'a branch, a tag or a commit'],
    [[id, '--include', ''], 'Expected a text'],
  ])('refuses %j', async (argv, words) => {
    const { code, stdout, stderr } = await runCommand('pull', ...argv);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^tesserae: .+\n$/);
    expect(stderr).toContain(words);
  });
});

describe('tesserae pull --dtype', () => {
  /** A real model on the server. */
  const serveLlava = () => {
    const folder = goldenPath('checkpoints', 'llava');
    for (const name of readdirSync(folder)) {
      const large = name.endsWith('.safetensors');
      hub.model.files[name] = { content: readFileSync(join(folder, name)), large };
    }
  };

  it('converts what came, once; --model takes the copy by name', async () => {
    serveLlava();
    expect(() => modelFolder(`${id}:fp16`)).toThrow(/tesserae pull owner\/tiny-llava --dtype fp16/);
    const copy = join(dirname(hub.cache), 'tesserae', 'models--owner--tiny-llava', commit, 'fp16');
    const first = await runCommand('pull', id, '--dtype', 'fp16');
    expect({ ...first, stderr: '' }).toEqual({ code: 0, stdout: `${copy}\n`, stderr: '' });
    expect(modelFolder(`${id}:fp16`)).toBe(copy);
    expect(modelFolder(id)).toBe(snapshot());
    expect(() => modelFolder(`${id}:q4`)).toThrow(expect.objectContaining({ code: 'model-missing' }));
    const before = statSync(join(copy, 'model.safetensors')).mtimeMs;
    const again = await runCommand('pull', id, '--dtype', 'fp16', '--json');
    expect(JSON.parse(again.stdout)).toMatchObject({ folder: snapshot(), converted: copy, downloaded: 0 });
    expect(statSync(join(copy, 'model.safetensors')).mtimeMs).toBe(before);
  });

  it('says what it cannot convert, and keeps what it fetched', async () => {
    const { code, stderr } = await runCommand('pull', id, '--dtype', 'q4');
    expect(code).toBe(1);
    expect(stderr).toMatch(/tesserae: Expected /);
    expect(filesBelow(snapshot())).toContain('model.safetensors');
  });
});

describe('--model', () => {
  it('is a pulled model, by name', async () => {
    await runCommand('pull', id);
    hub.server.seen.length = 0;
    expect(modelFolder(id)).toBe(snapshot());
    expect(modelFolder(`${id}@${commit}`)).toBe(snapshot());
    expect(hub.server.seen).toEqual([]);
  });

  it('is what the library loads by name', async () => {
    await runCommand('pull', id);
    expect(resolveModel(id)).toBe(snapshot());
    // The test's weights are none; that they are read shows where the name leads.
    await expect(loadModel(id)).rejects.toThrow(join(snapshot(), 'model.safetensors'));
    await expect(loadModel('nobody/nothing')).rejects.toMatchObject({ code: 'model-missing' });
    expect(resolveModel('no/such/path')).toBe('no/such/path');
  });

  it('that was not pulled is not fetched, but named', async () => {
    const picture = join(tmpdir(), `tesserae-pull-${process.pid}.png`);
    writeFileSync(picture, 'x');
    const { code, stderr } = await runCommand('ask', picture, 'What is it?', '--model', id);
    rmSync(picture);
    expect(code).toBe(1);
    expect(stderr).toContain(`is not in ${hub.cache}`);
    expect(stderr).toContain(`tesserae pull ${id}`);
    expect(hub.server.seen).toEqual([]);
  });

  it('of which a part was pulled is not there', async () => {
    await runCommand('pull', id, '--include', 'README.md');
    expect(() => modelFolder(id)).toThrow(expect.objectContaining({ code: 'model-missing' }));
  });

  it('is the folder where there is one of that name', () => {
    const root = mkdtempSync(join(tmpdir(), 'tesserae-model-'));
    const before = process.cwd();
    try {
      process.chdir(root);
      mkdirSync(id, { recursive: true });
      expect(modelFolder(id)).toBe(id);
    } finally {
      process.chdir(before);
      rmSync(root, { recursive: true });
    }
  });

  it('that is a path is called a path', () => {
    expect(() => modelFolder('./missing/model')).toThrow(/which does not exist\. Check the path/);
  });
});

describe('processes', () => {
  /** A transfer slow enough to be met in the middle. */
  function slowStore(): void {
    hub.server.fault = ({ at, range }, response) => {
      if (at !== 'store') return false;
      const { content } = weights();
      const start = Number(range?.match(/\d+/)?.[0] ?? 0);
      const last = content.length - 1;
      const headers = {
        'content-length': content.length - start,
        'content-range': `bytes ${start}-${last}/${content.length}`,
      };
      response.writeHead(start > 0 ? 206 : 200, headers);
      let offset = start;
      const timer = setInterval(() => {
        response.write(content.subarray(offset, (offset += 50_000)));
        if (offset >= content.length) {
          clearInterval(timer);
          response.end();
        }
      }, 20);
      response.on('close', () => clearInterval(timer));
      return true;
    };
  }

  function start(...argv: string[]) {
    const child = spawn(process.execPath, [program, 'pull', id, ...argv], { env: process.env });
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (part) => (output.stdout += part));
    child.stderr.on('data', (part) => (output.stderr += part));
    return { child, ended: end(child).then((code) => ({ code, ...output })) };
  }
  const end = (child: ChildProcess) => new Promise<number | null>((resolve) => child.on('close', resolve));

  it('killed in the middle leave what has arrived, and no model; the next one goes on', async () => {
    hub.model.files['model.safetensors'] = { content: noise(5_000_000), large: true };
    slowStore();
    const partial = hub.blob(`${contentId(weights())}.tesserae.incomplete`);
    const { child, ended } = start();
    const started = () => child.exitCode !== null || (existsSync(partial) && statSync(partial).size > 200_000);
    await vi.waitUntil(started, { timeout: 120_000, interval: 5 });
    child.kill('SIGKILL');
    await ended;
    const arrived = statSync(partial).size;
    expect(arrived).toBeLessThan(weights().content.length);
    expect(readdirSync(hub.folder())).toEqual(['blobs']);
    expect(() => modelFolder(id)).toThrow(expect.objectContaining({ code: 'model-missing' }));
    expect(readdirSync(join(hub.cache, '.locks', 'models--owner--tiny-llava'))).toEqual(['tesserae.lock']);

    hub.server.seen.length = 0;
    hub.server.fault = () => false;
    const { code, stdout } = await start('--json').ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout).downloaded).toBe(weights().content.length - arrived);
    expect(hub.server.seen.find(({ at }) => at === 'store')?.range).toBe(`bytes=${arrived}-`);
    expect(hub.content(snapshot(), 'model.safetensors').equals(weights().content)).toBe(true);
    expect(filesBelow(join(hub.cache, '.locks'))).toEqual([]);
  });

  it('that pull the same model share the work', async () => {
    slowStore();
    const runs = await Promise.all([start('--json').ended, start('--json').ended, start('--json').ended]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
    const results = runs.map(({ stdout }) => JSON.parse(stdout));
    expect(results.map(({ downloaded }) => downloaded).sort()).toEqual([0, 0, 300_030]);
    expect(hub.server.downloads().filter(({ at }) => at === 'store').length).toBe(1);
    for (const { path } of results[0].files) {
      expect(hub.content(snapshot(), path).equals(hub.model.files[path].content)).toBe(true);
    }
    expect(filesBelow(join(hub.cache, '.locks'))).toEqual([]);
  });
});
