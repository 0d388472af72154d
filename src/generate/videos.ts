import { TesseraeError } from '../base/error.js';
import { cutTiles, patchSide } from '../image/index.js';
import type { Checkpoint } from '../model/checkpoint.js';
import { framePatches } from '../model/config.js';
import { openVideo, type Video, type VideoSource } from '../video/index.js';
import { stopIfCancelled } from './cancel.js';
import { contextFull } from './context-full.js';
import { joinRows } from './packing.js';
import type { VideoReport } from './request.js';
import type { VisionEncoder } from './vision.js';

/** A video as the decoder gets it. */
export interface SeenVideo {
  /** Rows of its tokens, `[tokens, D]`. */
  rows: Float32Array;
  report: VideoReport;
}

/** Frames that go through the tower together. */
const batch = 8;

/**
 * Sees the videos of a request.
 *
 * @param limit frames of a video at most
 * @param room positions of the context that are left for them
 * @throws TesseraeError `no-video`, `context-length`, `cancelled`, and those of `openVideo`
 */
export async function seeVideos(
  sources: readonly VideoSource[],
  checkpoint: Checkpoint,
  vision: VisionEncoder | undefined,
  limit: number | undefined,
  room: number,
  signal?: AbortSignal,
): Promise<SeenVideo[]> {
  if (sources.length === 0) return [];
  const { llava, frame, text, folder } = checkpoint;
  if (!vision || !frame || !llava?.video) {
    throw new TesseraeError('no-video', {
      expected: 'a model that watches videos: llava_next_video or llava_onevision',
      received: `${folder.config.model_type} with ${sources.length} video${sources.length === 1 ? '' : 's'}`,
      action: 'Use a checkpoint of one of these kinds, or pass frames as pictures.',
    });
  }
  const perFrame = framePatches(llava.video, patchSide(frame)) ** 2;
  const seen: SeenVideo[] = [];
  let taken = 0;
  for (const source of sources) {
    const video = await openVideo(source, { frames: limit });
    const count = video.chosen.length * perFrame + vision.videoEnd.length / text.width;
    taken += count;
    if (taken >= room) {
      const frames = `${video.chosen.length} frames of ${perFrame} visual tokens`;
      throw contextFull(text.contextLength, `${taken} visual tokens of videos (${frames}), and the rest of the prompt`);
    }
    const rows = joinRows([...(await frameRows(video, frame, vision, signal)), vision.videoEnd]);
    const { path, total, chosen } = video;
    seen.push({ rows, report: { path, totalFrames: total, frames: chosen, visualTokens: count } });
  }
  return seen;
}

/** Decodes, cuts and encodes the chosen frames, a few at a time. */
async function frameRows(
  video: Video,
  config: NonNullable<Checkpoint['frame']>,
  vision: VisionEncoder,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const rows: Float32Array[] = [];
  const bytes = 3 * config.tile ** 2;
  const tiles = new Uint8Array(batch * bytes);
  let waiting = 0;
  const encode = async () => {
    if (waiting === 0) return;
    const { hidden } = await vision.encode(tiles.subarray(0, waiting * bytes), waiting, [], config);
    rows.push(await vision.frameRows(hidden));
    waiting = 0;
  };
  for await (const picture of video.frames) {
    stopIfCancelled(signal);
    tiles.set(cutTiles(picture, config).tiles, waiting * bytes);
    waiting += 1;
    if (waiting === batch) await encode();
  }
  await encode();
  return rows;
}
