import type { ServerResponse } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import { commit, filesBelow, id, useHub } from './pull.testing.js';

const hub = useHub();

/** Answers every request of the list, or of files, in place of the server; `times` bounds it. */
function answer(
  what: 'list' | 'file',
  reply: (response: ServerResponse, count: number) => void,
  times = Number.POSITIVE_INFINITY,
) {
  let count = 0;
  hub.server.fault = ({ path }, response) => {
    if (path.startsWith('/api/') !== (what === 'list') || count >= times) return false;
    reply(response, count++);
    return true;
  };
}
const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end('{"error":"no"}');
const list = (body: unknown) => (response: ServerResponse) =>
  void response.writeHead(200).end(typeof body === 'string' ? body : JSON.stringify(body));

describe('a refusal', () => {
  it.each([
    [401, {}, 'hub-unauthorized', /set HF_TOKEN/],
    [403, {}, 'hub-unauthorized', /set HF_TOKEN/],
    [403, { 'x-error-code': 'GatedRepo' }, 'hub-gated', /Accept the terms/],
    [404, {}, 'hub-not-found', /Check the spelling/],
    [404, { 'x-error-code': 'RevisionNotFound' }, 'hub-revision', /branch, tag or commit/],
    [400, {}, 'hub-answer', /status 400/],
    [204, {}, 'hub-answer', /status 204/],
  ])('by status %i %j is %s, and final', async (code, headers, name, words) => {
    for (const what of ['list', 'file'] as const) {
      hub.server.seen.length = 0;
      answer(what, status(code, headers as Record<string, string>));
      const error = await hub.failure({ include: ['config.json'] });
      expect(error.code).toBe(name);
      expect(error.message).toMatch(words);
      expect(hub.server.seen.length).toBe(what === 'list' ? 1 : 2);
    }
  });

  it('names the model that does not exist', async () => {
    const error = await hub.failure({}, 'owner/unknown');
    expect(error.code).toBe('hub-unauthorized');
    expect(error.message).toMatch(/owner\/unknown at main.*"Repository not found"/);
    expect((await hub.failure({ revision: 'v9' })).code).toBe('hub-revision');
  });

  it('cannot steer the terminal', async () => {
    answer('list', status(403, { 'x-error-message': `no\u009b2J${'!'.repeat(500)}` }));
    const { message } = await hub.failure();
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(message.length).toBeLessThan(500);
  });
});

describe('a busy server', () => {
  it.each([429, 500, 502, 503, 504, 408])('that says %i is asked again', async (code) => {
    for (const what of ['list', 'file'] as const) {
      answer(what, status(code), 2);
      await hub.pull({ include: ['config.json'] });
    }
    answer('list', status(code));
    hub.server.seen.length = 0;
    const error = await hub.failure({ retries: 3 });
    expect(error.code).toBe(code === 429 ? 'hub-rate-limit' : 'hub-server');
    expect(hub.server.seen.length).toBe(4);
  });

  it('is given the time it asks for', async () => {
    answer('list', status(429, { 'retry-after': '1' }), 1);
    const times: number[] = [];
    const { fault } = hub.server;
    hub.server.fault = (...request) => {
      times.push(performance.now());
      return fault(...request);
    };
    const onNote = vi.fn();
    await hub.pull({ include: ['config.json'], onNote });
    expect(times[1] - times[0]).toBeGreaterThan(990);
    expect(onNote.mock.calls[0][0]).toMatch(/after 1 s.*Next attempt in 1\.0 s/);
  });

  it('that asks for hours is not waited for', async () => {
    answer('list', status(503, { 'retry-after': '7200' }));
    const error = await hub.failure();
    expect(error.message).toContain('to be repeated after 7200 s');
    expect(hub.server.seen.length).toBe(1);
  });

  it('that is not there is a matter of the network', async () => {
    const error = await hub.failure({ endpoint: 'http://127.0.0.1:9', retries: 1 });
    expect(error.code).toBe('hub-network');
    expect(error.message).toContain('--offline');
  });
});

describe('a list that is none', () => {
  const file = { rfilename: 'config.json', size: 22, blobId: 'a'.repeat(40) };
  const model = (changes: object) => ({ sha: commit, siblings: [{ ...file, ...changes }] });

  it.each([
    ['a web page', '<!doctype html><p>Log in', /a web page, "<!doctype html>/],
    ['half of one', '{"sha":"01', /in JSON/],
    ['nothing', '', /in JSON/],
    ['an array', [], /a list of files/],
    ['null', 'null', /a list of files/],
    ['without files', { sha: commit }, /siblings/],
    ['a commit that is a path', { sha: '../../../../tmp/x', siblings: [] }, /sha/],
    ['a short commit', { sha: '0123', siblings: [] }, /sha/],
    ['a hash that is a path', model({ blobId: '../../x' }), /"\.\.\/\.\.\/x"/],
    ['a hash of another kind', model({ lfs: { sha256: 'A'.repeat(64), size: 3 } }), /SHA-256/],
    ['a size below zero', model({ size: -1 }), /size/],
    ['a size that no number holds', model({ size: 1e300 }), /size/],
    ['half a byte', model({ size: 0.5 }), /size/],
    ['a name that is a number', model({ rfilename: 7 }), /rfilename/],
  ])('%s', async (_, body, words) => {
    answer('list', list(body));
    const error = await hub.failure({ include: ['*'] });
    expect(error.code).toBe('hub-answer');
    expect(error.message).toMatch(words);
    expect(filesBelow(hub.cache, true)).toEqual([]);
  });

  it('of endless length is cut off', async () => {
    let written = 0;
    answer('list', (response) => {
      const more = () => {
        for (; !response.destroyed; written += 2 ** 20) if (!response.write(' '.repeat(2 ** 20))) return;
      };
      response.on('drain', more);
      more();
    });
    const error = await hub.failure();
    expect(error.code).toBe('hub-answer');
    expect(written).toBeLessThan(2 ** 27);
  });

  it('with more bytes than the disk has is refused before anything is fetched', async () => {
    answer('list', list(model({ size: 2 ** 52 })));
    const error = await hub.failure();
    expect(error.code).toBe('hub-disk-full');
    expect(error.message).toMatch(/4503599\.63 GB/);
    expect(hub.server.seen.length).toBe(1);
  });

  it.each([[{}], [{ etag: '"../../x"' }], [{ etag: 'W/"abc"' }], [{ 'x-linked-etag': '"zz"', 'x-linked-size': '3' }]])(
    'a description %j is none either',
    async (headers) => {
      hub.server.describes = false;
      answer('file', (response) => void response.writeHead(200, headers as Record<string, string>).end());
      expect((await hub.failure()).code).toBe('hub-answer');
    },
  );
});

describe('file names', () => {
  it.each([
    '../evil',
    'a/../../evil',
    '/etc/evil',
    'a//b',
    './a',
    'a/.',
    '..',
    '',
    'a\\..\\evil',
    'C:\\evil',
    'a\0b',
    'a\nb',
    'x'.repeat(2000),
  ])('%j is not written, wanted or not', async (rfilename) => {
    const good = { rfilename: 'config.json', size: 22, blobId: 'a'.repeat(40) };
    answer('list', list({ sha: commit, siblings: [good, { ...good, rfilename }] }));
    const error = await hub.failure({ include: ['config.json'] });
    expect(error.code).toBe('hub-unsafe-path');
    expect(filesBelow(hub.cache, true)).toEqual([]);
  });

  it.each([
    [['a', 'a'], /twice/],
    [['a', 'a/b'], /"a" as both/],
    [['a/b/c', 'x', 'a/b'], /"a\/b" as both/],
  ])('%j contradict each other', async (names, words) => {
    const siblings = names.map((rfilename) => ({ rfilename, size: 1, blobId: 'a'.repeat(40) }));
    answer('list', list({ sha: commit, siblings }));
    const error = await hub.failure({ include: ['*'] });
    expect(error.code).toBe('hub-unsafe-path');
    expect(error.message).toMatch(words);
  });
});

describe('redirections', () => {
  it('of a renamed model are followed', async () => {
    hub.server.fault = ({ path }, response) => {
      if (!path.includes('owner/old')) return false;
      response.writeHead(307, { location: path.replace('owner/old', id) }).end();
      return true;
    };
    const { pullModel } = await import('./pull.js');
    for (hub.server.describes of [true, false]) {
      const cache = `${hub.cache}-${hub.server.describes}`;
      const { files } = await pullModel('owner/old', { ...hub.settings(), cache });
      expect(files.length).toBe(4);
    }
  });

  it('without an end are left', async () => {
    answer('list', (response, count) => void response.writeHead(302, { location: `/api/models/loop/${count}` }).end());
    const error = await hub.failure();
    expect(error.code).toBe('hub-redirect');
    expect(hub.server.seen.length).toBe(11);
  });

  it.each(['file:///etc/passwd', 'ftp://localhost/x', 'http://user:word@localhost/x', 'http://[', 'data:,x'])(
    'to %s are not followed',
    async (location) => {
      answer('file', (response) => void response.writeHead(302, { location }).end());
      const error = await hub.failure();
      expect(error.code).toBe('hub-redirect');
      expect(error.message).not.toContain('word');
    },
  );

  it('to nowhere are no answer', async () => {
    answer('list', status(302));
    expect((await hub.failure()).code).toBe('hub-answer');
  });
});

describe('the token', () => {
  const sent = (at: 'hub' | 'store') =>
    new Set(hub.server.seen.filter((seen) => seen.at === at).map(({ authorization }) => authorization));

  it('opens private models, and goes to the hub only', async () => {
    hub.model.token = 'hf_secret';
    expect((await hub.failure()).code).toBe('hub-unauthorized');
    hub.server.seen.length = 0;
    for (hub.server.describes of [true, false]) {
      await hub.pull({ token: 'hf_secret', cache: `${hub.cache}-${hub.server.describes}` });
    }
    expect(sent('hub')).toEqual(new Set(['Bearer hf_secret']));
    expect(sent('store')).toEqual(new Set([undefined]));
    expect(hub.server.seen.filter(({ at }) => at === 'store').length).toBe(2);
  });

  it('does not go to another port of the same machine, whatever is redirected', async () => {
    hub.server.fault = ({ at, path }, response) => {
      if (at === 'store') return false;
      response.writeHead(307, { location: `${hub.server.store}${path}` }).end();
      return true;
    };
    await hub.failure({ token: 'hf_secret', retries: 0 });
    expect(sent('store')).toEqual(new Set([undefined]));
  });

  it('comes back with a redirection back to the hub', async () => {
    hub.server.fault = ({ at, path }, response) => {
      if (at === 'hub' && path.includes('?')) response.writeHead(302, { location: `${hub.server.store}/x` }).end();
      else if (at === 'store') response.writeHead(302, { location: `${hub.server.endpoint}/back` }).end();
      else response.writeHead(404).end();
      return true;
    };
    await hub.failure({ token: 'hf_secret' });
    expect(hub.server.seen.map(({ authorization }) => authorization)).toEqual([
      'Bearer hf_secret',
      undefined,
      'Bearer hf_secret',
    ]);
  });

  it('is in no message', async () => {
    for (const code of [401, 403, 404, 429, 500]) {
      answer('list', status(code));
      const error = await hub.failure({ token: 'hf_secret', retries: 0 });
      expect(`${error.message} ${error.stack}`).not.toContain('hf_secret');
    }
    const bad = await hub.failure({ token: 'hf_sec\nret' });
    expect(bad.code).toBe('hub-token');
    expect(bad.message).not.toContain('hf_sec');
  });

  it('that is wrong is said to be', async () => {
    hub.model.token = 'hf_secret';
    expect((await hub.failure({ token: 'hf_other' })).message).toContain('whether the token is valid');
  });
});
