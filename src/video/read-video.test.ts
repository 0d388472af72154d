import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { decodeImage, type Picture } from '../image/index.js';
import { openVideo, type Video } from './index.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'video-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function sizes({ frames }: Video): Promise<string[]> {
  const pictures: Picture[] = [];
  for await (const picture of frames) pictures.push(picture);
  return pictures.map(({ width, height }) => `${width}×${height}`);
}

describe('a folder of pictures', () => {
  it('is read in the order of its numbers; other files are left out', async () => {
    const frames = join(folder, 'frames');
    mkdirSync(frames);
    const source = (name: string) => goldenPath('images', 'source', name);
    copyFileSync(source('odd.png'), join(frames, 'frame10.png'));
    copyFileSync(source('photo.png'), join(frames, 'frame2.png'));
    copyFileSync(source('noise.png'), join(frames, 'frame1.PNG'));
    writeFileSync(join(frames, 'notes.txt'), 'no picture');
    const video = await openVideo(frames);
    expect(video).toMatchObject({ path: frames, total: 3, chosen: [0, 1, 2] });
    expect(await sizes(video)).toEqual(['64×64', '160×120', '187×131']);
    const fewer = await openVideo(frames, { frames: 2 });
    expect(fewer.chosen).toEqual([0, 2]);
    expect(await sizes(fewer)).toEqual(['64×64', '187×131']);
  });

  it('without pictures, or missing, is an error', async () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(openVideo(empty)).rejects.toMatchObject({ code: 'video-empty' });
    await expect(openVideo([])).rejects.toMatchObject({ code: 'video-empty' });
    await expect(openVideo(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'video-missing' });
  });
});

it('a list may mix paths, bytes and pixels', async () => {
  const pixels = await decodeImage(goldenPath('images', 'source', 'noise.png'));
  const video = await openVideo([goldenPath('images', 'source', 'photo.png'), pixels]);
  expect(video).toMatchObject({ path: null, total: 2 });
  expect(await sizes(video)).toEqual(['160×120', '64×64']);
});

describe('a video file', () => {
  const file = () => {
    const path = join(folder, 'film.mp4');
    writeFileSync(path, 'not looked at by these programs');
    return path;
  };
  /** A program that answers both calls as ffmpeg does. */
  const fake = (name: string, script: string) => {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
    return path;
  };

  it('without ffmpeg is an error that says what to do', async () => {
    const opening = openVideo(file(), { ffmpeg: join(folder, 'no-such-program') });
    await expect(opening).rejects.toMatchObject({ code: 'ffmpeg-missing' });
    await expect(opening).rejects.toThrow(/ENOENT.*Install ffmpeg, or pass a folder/);
  });

  it('is sampled once per second, and its frames come one by one', async () => {
    const ffmpeg = fake(
      'plays',
      `case "$*" in
        *-progress*) echo "  Stream #0:0: Video: h264, yuv420p, 320x240, 9.98 fps, 10 tbr" >&2; printf 'frame=3\\nframe=31\\nprogress=end\\n';;
        *"eq(n\\\\,0)+eq(n\\\\,10)+eq(n\\\\,20)+eq(n\\\\,30)"*) for i in 1 2 3 4; do printf 'P6\\n2 1\\n255\\nabcdef'; done;;
        *) echo "unexpected: $*" >&2; exit 9;;
      esac`,
    );
    const video = await openVideo(file(), { ffmpeg });
    expect(video).toMatchObject({ total: 31, chosen: [0, 10, 20, 30] });
    expect(await sizes(video)).toEqual(['2×1', '2×1', '2×1', '2×1']);
  });

  it.each([
    ['that is no video', 'echo "film.mp4: Invalid data found" >&2; exit 1', /Invalid data found/],
    ['without frames', 'echo progress=end', /without frames/],
  ])('%s is an error', async (name, script, message) => {
    const opening = openVideo(file(), { ffmpeg: fake(name.replaceAll(' ', '-'), script) });
    await expect(opening).rejects.toMatchObject({ code: 'video-unreadable' });
    await expect(opening).rejects.toThrow(message);
  });

  it('that ends before its last frame is an error', async () => {
    const ffmpeg = fake(
      'short',
      `case "$*" in *-progress*) printf 'frame=3\\n';; *) printf 'P6\\n2 1\\n255\\nabcdef';; esac`,
    );
    await expect(openVideo(file(), { ffmpeg }).then(sizes)).rejects.toThrow('1 of 3 frames');
  });
});

const installed = process.env.FFMPEG ?? 'ffmpeg';
const works = spawnSync(installed, ['-version']).status === 0;
test.skipIf(!works)('the real ffmpeg: frames by number, lossless colours', async () => {
  const film = join(folder, 'real.mkv');
  // 40 frames at 10 per second; the brightness of frame n is 3 n.
  const source = 'color=black:size=32x16:rate=10:duration=4,format=rgb24,geq=r=3*N:g=3*N:b=3*N';
  const made = spawnSync(installed, ['-v', 'error', '-f', 'lavfi', '-i', source, '-c:v', 'ffv1', '-y', film]);
  expect(made.stderr.toString()).toBe('');
  const levels = async (video: Video) => {
    const found: number[] = [];
    for await (const { data } of video.frames) found.push(data[0]);
    return found;
  };
  const everySecond = await openVideo(film, { ffmpeg: installed });
  expect(everySecond).toMatchObject({ total: 40, chosen: [0, 10, 20, 30] });
  expect(await levels(everySecond)).toEqual([0, 30, 60, 90]);
  const three = await openVideo(film, { ffmpeg: installed, frames: 3 });
  expect(three.chosen).toEqual([0, 19, 39]);
  expect(await levels(three)).toEqual([0, 57, 117]);
});
