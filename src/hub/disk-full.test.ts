import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { contentId } from './hub-server.testing.js';
import { filesBelow, useHub } from './pull.testing.js';

const hub = useHub();
afterEach(() => {
  vi.restoreAllMocks();
});

/** Lets the next writes of all open files fail as the system does; the first of them writes one half. */
async function failWrites(code: string): Promise<void> {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const { write } = prototype;
  let full = false;
  const failing = function (this: FileHandle, bytes: Uint8Array, offset: number, length: number, place: number) {
    if (full) return Promise.reject(Object.assign(new Error(`${code}: no room, write`), { code, syscall: 'write' }));
    full = true;
    return Reflect.apply(write, this, [bytes, offset, Math.ceil(length / 2), place]);
  };
  vi.spyOn(prototype, 'write').mockImplementation(failing as typeof write);
}

it.each(['ENOSPC', 'EDQUOT'])('%s is an error of its own, and the next run goes on', async (code) => {
  await failWrites(code);
  const include = ['model.safetensors'];
  const error = await hub.failure({ include });
  expect(error.code).toBe('hub-disk-full');
  expect(error.message).toContain('goes on where it stopped');
  const file = hub.model.files['model.safetensors'];
  expect(filesBelow(hub.folder())).toEqual([`blobs/${contentId(file)}.tesserae.incomplete`]);
  expect(filesBelow(join(hub.cache, '.locks'))).toEqual([]);
  expect(hub.server.downloads().length).toBe(2); // hub and store, once: a full disk is not tried again

  vi.restoreAllMocks();
  const { folder, downloaded } = await hub.pull({ include });
  expect(downloaded).toBeLessThan(file.content.length);
  expect(hub.content(folder, 'model.safetensors').equals(file.content)).toBe(true);
});

it('other failures name the cache', async () => {
  await failWrites('EIO');
  const error = await hub.failure();
  expect(error.code).toBe('hub-cache');
  expect(error.message).toContain(hub.folder());
});
