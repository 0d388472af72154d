import { TesseraeError } from '../base/error.js';
import { defaultFrames, fromPictures, type Video, type VideoOptions, type VideoSource } from './frame-list.js';

/**
 * The browser's twin of `read-video.ts`: chooses among frames that are passed as a list.
 *
 * @throws TesseraeError `video-missing` for a file or a folder, `video-empty`
 */
export async function openVideo(source: VideoSource, { frames = defaultFrames }: VideoOptions = {}): Promise<Video> {
  if (typeof source !== 'string') return fromPictures(source, null, frames);
  throw new TesseraeError('video-missing', {
    expected: 'a list of frames, since there is no ffmpeg in a browser',
    received: source,
    action: 'Draw the frames of a <video> to a canvas and pass their pixels.',
  });
}
