import { TesseraeError } from '../base/error.js';
import { MAX_PIXELS, type Picture } from '../image/index.js';

/** `P6`, width, height and 255, parted by single spaces or line ends: what ffmpeg writes. */
const HEADER = /^P6\s(\d{1,6})\s(\d{1,6})\s255\s/;
const LONGEST_HEADER = 32;

/**
 * Pictures out of a stream of binary PPM files, one after the other; only the one that is arriving is held.
 *
 * @throws TesseraeError `video-stream` for anything else, an end in the middle of a picture included
 */
export async function* readPpmStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Picture> {
  let held: Uint8Array[] = [];
  let size = 0;
  /** Bytes wanted before there is something to do. */
  let wanted = LONGEST_HEADER;
  const join = () => {
    const all = held.length === 1 ? held[0] : Buffer.concat(held);
    held = [all];
    return all;
  };
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.length;
    while (size >= wanted) {
      const all = join();
      const { width, height, start } = readHeader(all);
      const end = start + width * height * 3;
      wanted = Math.max(end, LONGEST_HEADER);
      if (size < end) break;
      yield { width, height, data: new Uint8Array(all.subarray(start, end)) };
      held = [all.subarray(end)];
      size -= end;
      wanted = LONGEST_HEADER;
    }
  }
  // Tiny pictures at the end may be shorter than the longest header.
  while (size > 0) {
    const all = join();
    const { width, height, start } = readHeader(all);
    const end = start + width * height * 3;
    if (size < end) throw wrong(`${end} bytes of a ${width}×${height} frame`, `${size} at the end of the stream`);
    yield { width, height, data: new Uint8Array(all.subarray(start, end)) };
    held = [all.subarray(end)];
    size -= end;
  }
}

function readHeader(bytes: Uint8Array): { width: number; height: number; start: number } {
  const text = Buffer.from(bytes.subarray(0, LONGEST_HEADER)).toString('latin1');
  const match = HEADER.exec(text);
  if (!match) throw wrong('frames as PPM', JSON.stringify(text.slice(0, 16)));
  const [width, height] = [Number(match[1]), Number(match[2])];
  if (width * height > MAX_PIXELS || width * height === 0) {
    throw wrong(`frames of at most ${MAX_PIXELS} pixels`, `${width}×${height}`);
  }
  return { width, height, start: match[0].length };
}

const wrong = (expected: string, received: string) =>
  new TesseraeError('video-stream', { expected, received, action: 'Check that the file plays, or convert it first.' });
