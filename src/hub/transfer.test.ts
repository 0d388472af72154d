import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { contentId, serveContent } from './hub-server.testing.js';
import { commit, filesBelow, noise, useHub } from './pull.testing.js';

const hub = useHub();
const weights = () => hub.model.files['model.safetensors'];
const rangesOfWeights = () =>
  hub.server.downloads().flatMap(({ at, range }) => (at === 'store' ? [range ?? 'whole'] : []));
const partial = () => hub.blob(`${contentId(weights())}.tesserae.incomplete`);
const only = { include: ['model.safetensors'] };

/** Leaves what an earlier run would have. */
function leave(bytes: Uint8Array | string): void {
  mkdirSync(join(hub.folder(), 'blobs'), { recursive: true });
  writeFileSync(partial(), bytes);
}

async function expectWhole(): Promise<number> {
  const { folder, downloaded } = await hub.pull(only);
  expect(hub.content(folder, 'model.safetensors').equals(weights().content)).toBe(true);
  expect(filesBelow(join(hub.folder(), 'blobs'))).toEqual([contentId(weights())]);
  return downloaded;
}

/** Breaks the first `times` transfers of the store after some bytes. */
function breakTransfers(times: number, bytes: number): void {
  let broken = 0;
  hub.server.fault = ({ at, range }, response) => {
    if (at !== 'store' || broken++ >= times) return false;
    const start = Number(range?.match(/\d+/)?.[0] ?? 0);
    const { length } = weights().content;
    const headers = { 'content-length': length - start, 'content-range': `bytes ${start}-${length - 1}/${length}` };
    response.writeHead(start > 0 ? 206 : 200, headers);
    response.write(weights().content.subarray(start, start + bytes), () => response.destroy());
    return true;
  };
}

describe('a broken transfer', () => {
  it('goes on where it stopped', async () => {
    breakTransfers(3, 50_000);
    const onNote = vi.fn();
    const { folder, downloaded } = await hub.pull({ ...only, onNote });
    expect(hub.content(folder, 'model.safetensors').equals(weights().content)).toBe(true);
    // No byte came twice.
    expect(downloaded).toBe(weights().content.length);
    const starts = rangesOfWeights().map((range) => Number(range.match(/\d+/)?.[0] ?? 0));
    expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    expect(starts.length).toBe(4);
    expect(onNote.mock.calls.length).toBe(3);
    expect(onNote.mock.calls[0][0]).toMatch(/Next attempt in/);
  });

  it('ends after the last attempt, and the next run goes on', async () => {
    breakTransfers(3, 50_000);
    expect((await hub.failure({ ...only, retries: 2 })).code).toBe('hub-network');
    const arrived = readFileSync(partial());
    expect(arrived.length).toBeGreaterThan(0);
    expect(arrived.equals(weights().content.subarray(0, arrived.length))).toBe(true);
    expect(filesBelow(hub.folder())).toEqual([`blobs/${contentId(weights())}.tesserae.incomplete`]);
    expect(await expectWhole()).toBe(weights().content.length - arrived.length);
  });

  it('may break as often as it likes while it gets on', async () => {
    hub.model.files['model.safetensors'] = { content: noise(8 * 2 ** 20), large: true };
    breakTransfers(4, 1.5 * 2 ** 20);
    const { folder } = await hub.pull({ ...only, retries: 1 });
    expect(hub.content(folder, 'model.safetensors').equals(weights().content)).toBe(true);
  });

  it('that brings nothing at all is a failure like any other', async () => {
    breakTransfers(3, 0);
    expect((await hub.failure({ ...only, retries: 1 })).code).toBe('hub-network');
    expect(rangesOfWeights().length).toBe(2);
  });

  it('that stalls is broken', async () => {
    let stalled = false;
    hub.server.fault = ({ at }, response) => {
      if (at !== 'store' || stalled) return false;
      stalled = true;
      response.writeHead(200, { 'content-length': weights().content.length });
      response.write(weights().content.subarray(0, 1000));
      return true;
    };
    const onNote = vi.fn();
    await hub.pull({ ...only, timeout: 1500, onNote });
    expect(onNote.mock.calls[0][0]).toContain('nothing for 1.5 s');
    expect(rangesOfWeights()).toEqual(['whole', 'bytes=1000-']);
  });

  it('of a server that never answers is one too', async () => {
    hub.server.fault = () => true;
    const error = await hub.failure({ timeout: 50, retries: 0 });
    expect(error.code).toBe('hub-network');
    expect(error.message).toContain('nothing for 0.05 s');
  });

  it('stops the other files, and leaves no snapshot', async () => {
    hub.server.fault = ({ path }, response) => {
      if (!path.endsWith('tokenizer.json')) return false;
      response.writeHead(404).end();
      return true;
    };
    expect((await hub.failure()).code).toBe('hub-not-found');
    expect(filesBelow(hub.folder()).filter((path) => !path.startsWith('blobs'))).toEqual([]);
    expect(filesBelow(join(hub.cache, '.locks'))).toEqual([]);
  });
});

describe('resuming', () => {
  it('asks for the rest only', async () => {
    leave(weights().content.subarray(0, 123_456));
    expect(await expectWhole()).toBe(weights().content.length - 123_456);
    expect(rangesOfWeights()).toEqual(['bytes=123456-']);
  });

  it('asks for nothing when all is there', async () => {
    leave(weights().content);
    expect(await expectWhole()).toBe(0);
    expect(rangesOfWeights()).toEqual([]);
  });

  it('does not write through a link', async () => {
    leave('');
    rmSync(partial());
    const mine = join(hub.cache, 'mine');
    writeFileSync(mine, 'precious');
    symlinkSync(mine, partial());
    expect((await hub.failure(only)).code).toBe('hub-cache');
    expect(readFileSync(mine, 'utf8')).toBe('precious');
  });

  it('begins anew when there is too much', async () => {
    leave(Buffer.concat([weights().content, Buffer.from('x')]));
    await expectWhole();
    expect(rangesOfWeights()).toEqual(['whole']);
  });

  it('begins anew when the bytes are wrong', async () => {
    leave(noise(100_000, 9));
    await expectWhole();
    expect(rangesOfWeights()).toEqual(['bytes=100000-', 'whole']);
  });

  it('does not count wrong bytes as progress', async () => {
    leave(noise(100_000, 9));
    const onProgress = vi.fn();
    await hub.pull({ ...only, onProgress });
    const done = onProgress.mock.calls.map(([progress]) => progress.done);
    expect(done).toContain(100_000);
    expect(done.at(-1)).toBe(weights().content.length);
    expect(Math.max(...done)).toBe(weights().content.length);
  });

  it('takes the whole from a server without ranges', async () => {
    leave(weights().content.subarray(0, 1000));
    hub.server.fault = (request, response) => {
      if (request.at !== 'store') return false;
      serveContent(weights(), { ...request, range: undefined }, response);
      return true;
    };
    await expectWhole();
    expect(rangesOfWeights()).toEqual(['bytes=1000-']);
  });

  it.each([
    ['another range', { 'content-range': 'bytes 0-299999/300000' }],
    ['another length', { 'content-range': 'bytes 1000-300000/300001' }],
    ['no range', {}],
  ])('does not take %s than it asked for', async (_, headers) => {
    leave(weights().content.subarray(0, 1000));
    hub.server.fault = ({ at, range }, response) => {
      if (at !== 'store' || range === undefined) return false;
      response.writeHead(206, headers as Record<string, string>).end(weights().content.subarray(1000));
      return true;
    };
    await expectWhole();
    expect(rangesOfWeights()).toEqual(['bytes=1000-', 'whole']);
  });

  it('begins anew when the server refuses the range', async () => {
    leave(weights().content.subarray(0, 1000));
    hub.server.fault = ({ at, range }, response) => {
      if (at !== 'store' || range === undefined) return false;
      response.writeHead(416).end();
      return true;
    };
    await expectWhole();
    expect(rangesOfWeights()).toEqual(['bytes=1000-', 'whole']);
  });
});

describe('a wrong content', () => {
  const replace = (path: string, content: Buffer) => {
    hub.server.fault = (request, response) => {
      if (request.method !== 'GET' || !request.path.endsWith(path)) return false;
      serveContent({ content }, request, response);
      return true;
    };
  };

  it.each(['model.safetensors', 'config.json'])('of %s gets no name', async (path) => {
    replace(path, noise(hub.model.files[path].content.length, 5));
    const error = await hub.failure({ include: [path] });
    expect(error.code).toBe('hub-checksum');
    expect(error.message).toContain(contentId(hub.model.files[path]));
    expect(filesBelow(hub.folder())).toEqual([]);
  });

  it.each([
    ['shorter', -1],
    ['longer', 1],
  ])('that is %s is not even read', async (_, difference) => {
    replace('model.safetensors', noise(300_000 + difference, 5));
    const error = await hub.failure(only);
    expect(error.code).toBe('hub-length');
    expect(error.message).toContain(`${300_000 + difference} bytes`);
    expect(hub.server.downloads().length).toBe(1);
  });

  it('without an end is cut off', async () => {
    let written = 0;
    hub.server.fault = ({ at }, response) => {
      if (at !== 'store') return false;
      const more = () => {
        for (; !response.destroyed; written += 65_536) if (!response.write(noise(65_536, 5))) return;
      };
      response.on('drain', more);
      more();
      return true;
    };
    expect((await hub.failure(only)).code).toBe('hub-length');
    expect(filesBelow(join(hub.folder(), 'blobs')).every((path) => readFileSync(hub.blob(path)).length === 0)).toBe(
      true,
    );
    // What the sockets hold in between, and no more.
    expect(written).toBeLessThan(2 ** 25);
  });

  it('without a length that ends early is a broken transfer', async () => {
    let cut = true;
    hub.server.fault = ({ at }, response) => {
      if (at !== 'store' || !cut) return false;
      cut = false;
      response.writeHead(200).end(weights().content.subarray(0, 5000));
      return true;
    };
    await expectWhole();
    expect(rangesOfWeights()).toEqual(['whole', 'bytes=5000-']);
  });

  it('of a login page is called so', async () => {
    hub.server.fault = ({ path }, response) => {
      if (!path.endsWith('config.json')) return false;
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>Log in</html>');
      return true;
    };
    const error = await hub.failure();
    expect(error.code).toBe('hub-length');
    expect(error.message).toContain('of a web page');
  });
});

describe('an interruption by the user', () => {
  it.each([0, 100_000])('after %i bytes keeps what has arrived', async (bytes) => {
    const stop = new AbortController();
    hub.server.fault = ({ at, path }, response) => {
      if (at !== 'store') return false;
      response.writeHead(200, { 'content-length': weights().content.length });
      if (bytes > 0) response.write(weights().content.subarray(0, bytes));
      else stop.abort(new Error('Ctrl-C'));
      return path !== '';
    };
    const onProgress = ({ done }: { done: number }) => {
      if (bytes > 0 && done === bytes) stop.abort(new Error('Ctrl-C'));
    };
    await expect(hub.pull({ ...only, signal: stop.signal, onProgress })).rejects.toThrow('Ctrl-C');
    expect(filesBelow(join(hub.cache, '.locks'))).toEqual([]);
    expect(filesBelow(hub.folder()).some((path) => path.includes(commit))).toBe(false);
    hub.server.fault = () => false;
    expect(await expectWhole()).toBe(weights().content.length - bytes);
  });

  it('during a wait does not wait', async () => {
    const stop = new AbortController();
    hub.server.fault = (_, response) => {
      response.writeHead(503, { 'retry-after': '200' }).end();
      return true;
    };
    const onNote = () => stop.abort(new Error('Ctrl-C'));
    await expect(hub.pull({ signal: stop.signal, onNote })).rejects.toThrow('Ctrl-C');
  });
});
