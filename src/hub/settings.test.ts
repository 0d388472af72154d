import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cacheFolder, hubSettings } from './settings.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-hub-settings-'));
afterAll(() => rmSync(root, { recursive: true }));
/** A home without a token. */
const HF_HOME = join(root, 'empty');

describe('the cache', () => {
  it.each([
    [{}, join(homedir(), '.cache', 'huggingface', 'hub')],
    [{ XDG_CACHE_HOME: '/x' }, join('/x', 'huggingface', 'hub')],
    [{ XDG_CACHE_HOME: '/x', HF_HOME: '/h' }, join('/h', 'hub')],
    [{ HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old' }, '/old'],
    [{ HF_HOME: '/h', HUGGINGFACE_HUB_CACHE: '/old', HF_HUB_CACHE: '/new' }, '/new'],
    [{ HF_HOME: '', HF_HUB_CACHE: '' }, join(homedir(), '.cache', 'huggingface', 'hub')],
    [{ HF_HOME: '~/models' }, join(homedir(), 'models', 'hub')],
    [{ HF_HUB_CACHE: '~' }, join(homedir())],
  ])('of %j', (environment, folder) => {
    expect(cacheFolder(environment)).toBe(folder);
    expect(hubSettings({ token: 'x' }, environment).cache).toBe(folder);
  });
});

describe('the endpoint', () => {
  it.each([
    [undefined, 'https://huggingface.co'],
    ['', 'https://huggingface.co'],
    ['https://mirror.example/', 'https://mirror.example'],
    ['http://localhost:8080/hub//', 'http://localhost:8080/hub'],
  ])('of %j', (HF_ENDPOINT, endpoint) => {
    expect(hubSettings({}, { HF_HOME, HF_ENDPOINT }).endpoint).toBe(endpoint);
  });

  it.each([
    'mirror.example',
    'ftp://mirror.example',
    'https://user:hunter@mirror.example',
    'https://mirror.example/?x=1',
  ])('is not %s', (HF_ENDPOINT) => {
    const settings = () => hubSettings({}, { HF_HOME, HF_ENDPOINT });
    expect(settings).toThrow(expect.objectContaining({ code: 'hub-endpoint' }));
    expect(settings).not.toThrow(/hunter/);
  });
});

describe('the token', () => {
  const home = join(root, 'home');
  mkdirSync(home);
  writeFileSync(join(home, 'token'), 'hf_file\n');
  writeFileSync(join(root, 'elsewhere'), 'hf_elsewhere');

  it.each([
    [{ HF_HOME }, undefined],
    [{ HF_HOME: home }, 'hf_file'],
    [{ HF_HOME: home, HF_TOKEN_PATH: join(root, 'elsewhere') }, 'hf_elsewhere'],
    [{ HF_HOME: home, HUGGING_FACE_HUB_TOKEN: 'hf_old' }, 'hf_old'],
    [{ HF_HOME: home, HUGGING_FACE_HUB_TOKEN: 'hf_old', HF_TOKEN: ' hf_new\n' }, 'hf_new'],
    [{ HF_HOME: home, HF_TOKEN: ' ' }, 'hf_file'],
    [{ HF_HOME, HF_TOKEN_PATH: root }, undefined],
  ])('of %j', (environment, token) => {
    expect(hubSettings({}, environment).token).toBe(token);
    expect(hubSettings({ token: 'hf_given' }, environment).token).toBe('hf_given');
  });

  it.each(['two words', 'line\nbreak', 'ä', 'x\0'])('is not %j', (HF_TOKEN) => {
    expect(() => hubSettings({}, { HF_HOME, HF_TOKEN })).toThrow(expect.objectContaining({ code: 'hub-token' }));
  });
});

it.each([
  [{}, false],
  [{ HF_HUB_OFFLINE: '1' }, true],
  [{ HF_HUB_OFFLINE: 'True' }, true],
  [{ HF_HUB_OFFLINE: '0' }, false],
  [{ HF_HUB_OFFLINE: 'no' }, false],
  [{ TRANSFORMERS_OFFLINE: 'yes' }, true],
])('offline in %j: %s', (environment, offline) => {
  expect(hubSettings({}, { HF_HOME, ...environment }).offline).toBe(offline);
  expect(hubSettings({ offline: !offline }, { HF_HOME, ...environment }).offline).toBe(!offline);
});
