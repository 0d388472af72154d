import { expect, it } from 'vitest';
import type { Picture } from '../image/index.js';
import { readPpmStream } from './ppm.js';

const ppm = (width: number, height: number, first: number) =>
  Buffer.concat([
    Buffer.from(`P6\n${width} ${height}\n255\n`),
    Buffer.from(Array.from({ length: width * height * 3 }, (_, i) => (first + i) % 256)),
  ]);

async function read(bytes: Uint8Array, step: number): Promise<Picture[]> {
  async function* chunks() {
    for (let i = 0; i < bytes.length; i += step) yield bytes.subarray(i, i + step);
  }
  const pictures: Picture[] = [];
  for await (const picture of readPpmStream(chunks())) pictures.push(picture);
  return pictures;
}

it.each([1, 7, 64, 10_000])('reads pictures whatever the chunks: %i bytes', async (step) => {
  const stream = Buffer.concat([ppm(5, 4, 10), ppm(1, 1, 0x32), ppm(3, 2, 99), ppm(1, 1, 5)]);
  const pictures = await read(stream, step);
  expect(pictures.map(({ width, height }) => [width, height])).toEqual([
    [5, 4],
    [1, 1],
    [3, 2],
    [1, 1],
  ]);
  expect([...pictures[0].data.subarray(0, 3), pictures[0].data.at(-1)]).toEqual([10, 11, 12, 69]);
  expect([...pictures[3].data]).toEqual([5, 6, 7]);
});

it('gives nothing for an empty stream', async () => expect(await read(new Uint8Array(0), 1)).toEqual([]));

it.each([
  ['a cut-off picture', ppm(5, 4, 0).subarray(0, 70), '71 bytes of a 5×4 frame; received 70'],
  ['a cut-off header', ppm(5, 4, 0).subarray(0, 8), 'frames as PPM'],
  ['another format', Buffer.from('GIF89a'.padEnd(64)), 'received "GIF89a'],
  ['a claim of a huge picture', Buffer.from('P6\n999999 999999\n255\n'.padEnd(64)), '999999×999999'],
  ['an empty picture', Buffer.from('P6\n0 3\n255\n'.padEnd(64)), '0×3'],
])('%s is an error', async (_, bytes, message) => {
  await expect(read(bytes, 16)).rejects.toThrow(message);
  await expect(read(bytes, 16)).rejects.toMatchObject({ code: 'video-stream' });
});
