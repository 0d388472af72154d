import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraeError } from '../base/error.js';
import { decodeFrames, inspectVideo } from './ffmpeg.js';
import { defaultFrames, fromPictures, type Video, type VideoOptions, type VideoSource } from './frame-list.js';
import { sampleFrames } from './sample.js';

/**
 * Opens a video: chooses frames, decodes none yet.
 *
 * Of a file one frame per second is taken, of a folder or a list every one; more than `frames` are thinned out evenly.
 *
 * @throws TesseraeError `video-missing`, `video-empty`, and those of `inspectVideo`; while frames are read, those of
 *   `decodeFrames` and `decodeImage`
 * @example
 * const { frames, chosen } = await openVideo('walk.mp4', { frames: 16 });
 * for await (const picture of frames) console.log(picture.width);
 */
export async function openVideo(source: VideoSource, options: VideoOptions = {}): Promise<Video> {
  const { frames: limit = defaultFrames, ffmpeg } = options;
  if (typeof source !== 'string') return fromPictures(source, null, limit);
  const info = await stat(source).catch((cause: unknown) => {
    throw new TesseraeError('video-missing', {
      expected: 'a video file or a folder of pictures',
      received: `${source}, which cannot be read`,
      action: 'Check the path.',
      cause,
    });
  });
  if (info.isDirectory()) return fromPictures(await picturesIn(source), source, limit);
  const { frames, framesPerSecond } = await inspectVideo(source, ffmpeg);
  const chosen = sampleFrames(frames, limit, Math.max(1, Math.round(framesPerSecond)));
  return { path: source, total: frames, chosen, frames: decodeFrames(source, chosen, ffmpeg) };
}

/** Pictures of a folder, `frame2` before `frame10`. */
async function picturesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.(png|jpe?g|webp|gif)$/i.test(name));
  const order = new Intl.Collator('en', { numeric: true });
  return names.sort(order.compare).map((name) => join(folder, name));
}
