import { TesseraeError } from '../base/error.js';
import { decodeImage, type Picture } from '../image/index.js';
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

/** A list of pictures as a video. @throws TesseraeError `video-empty` */
export function fromPictures(pictures: Exclude<VideoSource, string>, path: string | null, limit: number): Video {
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
