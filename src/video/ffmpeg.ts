import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { TesseraeError } from '../base/error.js';
import type { Picture } from '../image/index.js';
import { readPpmStream } from './ppm.js';

/** What a video file says of itself. */
export interface VideoFacts {
  frames: number;
  framesPerSecond: number;
}

/** The file, and nothing that the file may name: no network, no other files. */
const source = (path: string) => ['-protocol_whitelist', 'file', '-i', `file:${resolve(path)}`, '-map', '0:v:0'];

/**
 * Number and rate of the frames of a video file; packets are counted, nothing is decoded.
 *
 * @param program the system's ffmpeg
 * @throws TesseraeError `ffmpeg-missing`, `video-unreadable`
 */
export async function inspectVideo(path: string, program = 'ffmpeg'): Promise<VideoFacts> {
  const run = startFfmpeg(path, program, [
    ...source(path),
    ...['-c', 'copy', '-f', 'null', '-progress', 'pipe:1', '-'],
  ]);
  const progress = await textOf(run.stdout);
  const log = await run.finished;
  const frames = Number(
    progress
      .match(/^frame=(\d+)/gm)
      ?.at(-1)
      ?.slice('frame='.length) ?? 0,
  );
  const framesPerSecond = Number(/Video: .* (\d+(?:\.\d+)?) fps/.exec(log)?.[1] ?? 0);
  if (frames > 0) return { frames, framesPerSecond };
  throw unreadable(path, 'a video stream without frames');
}

/**
 * Frames of a video file by number, decoded by the system's ffmpeg in one pass; rotated as the file says.
 *
 * @param frames ascending numbers
 * @throws TesseraeError `ffmpeg-missing`, `video-unreadable` where the file ends or breaks before the last of them
 */
export async function* decodeFrames(
  path: string,
  frames: readonly number[],
  program = 'ffmpeg',
): AsyncGenerator<Picture> {
  const chosen = frames.map((frame) => `eq(n\\,${frame})`).join('+');
  // The output has a constant rate, at which long frames are repeated and close ones dropped (the option against it has another
  // name in old versions). So slow a rate and times that fit it make every chosen frame come once.
  const run = startFfmpeg(path, program, [
    ...source(path),
    ...['-vf', `select=${chosen},setpts=N*1000/TB`, '-r', '1/1000', '-frames:v', `${frames.length}`],
    ...['-c:v', 'ppm', '-pix_fmt', 'rgb24', '-f', 'image2pipe', 'pipe:1'],
  ]);
  let count = 0;
  try {
    for await (const picture of readPpmStream(run.stdout)) {
      count += 1;
      yield picture;
    }
    await run.finished;
  } finally {
    run.stop();
  }
  if (count < frames.length) throw unreadable(path, `${count} of ${frames.length} frames`);
}

function startFfmpeg(path: string, program: string, options: readonly string[]) {
  const child = spawn(program, ['-hide_banner', '-nostdin', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const log = textOf(child.stderr);
  const finished = new Promise<string>((done, fail) => {
    child.once('error', (cause) => fail(missing(program, cause)));
    child.once('close', async (code) => {
      const text = await log;
      const last = text.trim().split('\n').at(-1) ?? '';
      if (code === 0) done(text);
      else fail(unreadable(path, `${program} ended with ${code}: ${last.trim()}`));
    });
  });
  // Whoever reads the frames first learns of a failure from `finished`; until then it must not count as unhandled.
  finished.catch(() => {});
  return { stdout: child.stdout, finished, stop: () => child.kill() };
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const missing = (program: string, cause: Error) =>
  new TesseraeError('ffmpeg-missing', {
    expected: 'the program ffmpeg, which reads video files',
    received: `"${program}", which does not start (${(cause as NodeJS.ErrnoException).code ?? cause.message})`,
    action: 'Install ffmpeg, or pass a folder with the frames as pictures.',
    cause,
  });

const unreadable = (path: string, received: string) =>
  new TesseraeError('video-unreadable', {
    expected: `frames in ${path}`,
    received,
    action: 'Check that the file plays, or pass a folder with the frames as pictures.',
  });
