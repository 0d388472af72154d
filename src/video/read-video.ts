import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraeError } from '../base/error.js';
import { decodeImage, type Picture } from '../image/index.js';
import { decodeFrames, inspectVideo } from './ffmpeg.js';
import { sampleFrames } from './sample.js';

/** A video file, a folder of pictures in the order of their names, or the frames themselves (paths, file bytes, pixels). */
export type VideoSource = string | readonly (string | Uint8Array | Picture)[];

export interface VideoOptions {
  /** Frames at most. @default 8 */
  frames?: number;
  /** The program that reads video files. @default 'ffmpeg' */
  ffmpeg?: string;
}

/** The chosen frames of a video. */
export interface Video {
  /** `null` where the frames were passed. */
  path: string | null;
  /** Frames that there are. */
  total: number;
  /** Numbers of the chosen ones. */
  chosen: number[];
  /** Decodes the chosen ones, one at a time. */
  frames: AsyncIterable<Picture>;
}

/** Frames of a video that a model is shown unless more are asked for. */
export const defaultFrames = 8;

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

function fromPictures(pictures: Exclude<VideoSource, string>, path: string | null, limit: number): Video {
  if (pictures.length === 0) {
    throw new TesseraeError('video-empty', {
      expected: 'at least one frame',
      received: path === null ? 'an empty list' : `no picture in ${path}`,
      action: 'Pass frames as PNG, JPEG, WebP or GIF.',
    });
  }
  const chosen = sampleFrames(pictures.length, limit);
  return { path, total: pictures.length, chosen, frames: decodeEach(chosen.map((frame) => pictures[frame])) };
}

async function* decodeEach(pictures: Exclude<VideoSource, string>): AsyncGenerator<Picture> {
  for (const picture of pictures) {
    yield typeof picture === 'string' || picture instanceof Uint8Array ? await decodeImage(picture) : picture;
  }
}

/** Pictures of a folder, `frame2` before `frame10`. */
async function picturesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => /\.(png|jpe?g|webp|gif)$/i.test(name));
  const order = new Intl.Collator('en', { numeric: true });
  return names.sort(order.compare).map((name) => join(folder, name));
}
