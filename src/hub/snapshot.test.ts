import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { hasFile, linkFile } from './snapshot.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-hub-snapshot-'));
afterAll(() => rmSync(root, { recursive: true }));

const id = 'a'.repeat(40);
let snapshot: string;
let blob: string;
let count = 0;
beforeEach(() => {
  const folder = join(root, `model-${count++}`);
  snapshot = join(folder, 'snapshots', 'commit');
  blob = join(folder, 'blobs', id);
  mkdirSync(join(folder, 'blobs'), { recursive: true });
  writeFileSync(blob, 'content');
});

const refusing = (code: string) => () => {
  throw Object.assign(new Error(code), { code, syscall: 'link' });
};

describe('linkFile', () => {
  it('makes relative links, at any depth', () => {
    linkFile(blob, snapshot, 'a');
    linkFile(blob, snapshot, 'b/c/d');
    expect(readlinkSync(join(snapshot, 'a'))).toBe(join('..', '..', 'blobs', id));
    expect(readlinkSync(join(snapshot, 'b/c/d'))).toBe(join('..', '..', '..', '..', 'blobs', id));
    expect(readFileSync(join(snapshot, 'b/c/d'), 'utf8')).toBe('content');
  });

  it.each(['EPERM', 'ENOSYS', 'UNKNOWN'])('where the system says %s, gives the content a second name', (code) => {
    linkFile(blob, snapshot, 'b/c', refusing(code));
    expect(lstatSync(join(snapshot, 'b/c')).isFile()).toBe(true);
    expect(statSync(join(snapshot, 'b/c')).ino).toBe(statSync(blob).ino);
    expect(hasFile(snapshot, { path: 'b/c', size: 7, id })).toBe(true);
  });

  it('copies where there are no links at all', () => {
    linkFile(blob, snapshot, 'a', refusing('EPERM'), refusing('ENOTSUP'));
    expect(readFileSync(join(snapshot, 'a'), 'utf8')).toBe('content');
    expect(statSync(join(snapshot, 'a')).ino).not.toBe(statSync(blob).ino);
    expect(readdirSync(snapshot)).toEqual(['a']);
  });

  it('does not take a full disk for a missing ability', () => {
    expect(() => linkFile(blob, snapshot, 'a', refusing('ENOSPC'))).toThrow('ENOSPC');
    expect(readdirSync(snapshot)).toEqual([]);
  });

  it('replaces a link to something else, and leaves what it led to', () => {
    mkdirSync(snapshot, { recursive: true });
    writeFileSync(join(root, 'mine'), 'precious');
    symlinkSync(join(root, 'mine'), join(snapshot, 'a'));
    linkFile(blob, snapshot, 'a');
    expect(readFileSync(join(snapshot, 'a'), 'utf8')).toBe('content');
    expect(readFileSync(join(root, 'mine'), 'utf8')).toBe('precious');
  });

  it('does not follow a folder that leads out of the snapshot', () => {
    mkdirSync(snapshot, { recursive: true });
    const outside = join(root, `outside-${count}`);
    mkdirSync(outside);
    symlinkSync(outside, join(snapshot, 'sub'));
    expect(() => linkFile(blob, snapshot, 'sub/a')).toThrow(expect.objectContaining({ code: 'hub-unsafe-path' }));
    expect(existsSync(join(outside, 'a'))).toBe(false);
  });
});

describe('hasFile', () => {
  it.each([
    [{ path: 'a', size: 7, id }, true],
    [{ path: 'a', size: 8, id }, false],
    [{ path: 'a', size: 7, id: 'b'.repeat(40) }, false],
    [{ path: 'b', size: 7, id }, false],
  ])('%j: %s', (file, found) => {
    linkFile(blob, snapshot, 'a');
    expect(hasFile(snapshot, file)).toBe(found);
  });

  it('is false for a link to nothing', () => {
    linkFile(blob, snapshot, 'a');
    rmSync(blob);
    expect(hasFile(snapshot, { path: 'a', size: 7, id })).toBe(false);
  });
});
