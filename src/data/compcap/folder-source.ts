import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { createCanvas, ImageData } from '@napi-rs/canvas';
import sharp from 'sharp';
import { messageOf, TesseraeError } from '../../base/error.js';
import { MAX_PIXELS } from '../../image/index.js';
import { type CaptionRow, readCaptionRows } from './folder-captions.js';
import { pictureList, type SourcePicture, type Sources, unitVector } from './sources.js';

/** A usable picture of the folder; plain JSON, so that it travels to worker threads. */
export interface FolderPicture extends SourcePicture {
  /** Path below the folder. */
  file: string;
  /** 4 x 4 thumbnail, RGB, mean removed: what the looks are compared by. */
  looks: number[];
}

/** What was found in a folder. */
export interface FolderIndex {
  folder: string;
  pictures: FolderPicture[];
  /** What was left out and why, one line each; the rest is usable. */
  skipped: string[];
}

/**
 * Reads a folder of captioned pictures: `captions.jsonl` or another `.jsonl` or `.json` file (JSON lines with `image` and
 * `caption`, or LLaVA conversations), image paths below the folder. What cannot be read, or has no caption, is left out and
 * listed.
 *
 * @throws TesseraeError `source-folder`, `source-captions`, `source-empty`
 * @example
 * const source = folderSource(await indexFolder('photos'));
 */
export async function indexFolder(folder: string): Promise<FolderIndex> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new TesseraeError('source-folder', {
      expected: 'a folder of pictures with a caption file',
      received: JSON.stringify(folder),
      action: 'Check the path.',
    });
  }
  const { rows, skipped } = readCaptionRows(folder);
  const pictures: FolderPicture[] = [];
  const seen = new Set<string>();
  const queue = rows.entries();
  const work = async (): Promise<void> => {
    for (const [place, row] of queue) {
      try {
        if (seen.has(row.id)) throw new Error('the id occurs twice');
        seen.add(row.id);
        pictures[place] = await indexPicture(folder, row);
      } catch (error) {
        skipped.push(`${row.file}: ${messageOf(error)}`);
      }
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  const usable = pictures.filter((picture) => picture !== undefined);
  if (usable.length >= 8) return { folder: resolve(folder), pictures: usable, skipped: skipped.sort() };
  throw new TesseraeError('source-empty', {
    expected: `at least 8 captioned pictures in "${folder}"`,
    received: `${usable.length} usable, ${skipped.length} left out${skipped.length > 0 ? `, the first: ${skipped[0]}` : ''}`,
    action: 'Add pictures with captions, or leave --images away to use the embedded drawings.',
  });
}

async function indexPicture(
  folder: string,
  { id, file, caption, licence, entities }: CaptionRow,
): Promise<FolderPicture> {
  const inside = relative(resolve(folder), resolve(folder, file));
  if (inside.startsWith('..') || isAbsolute(inside)) throw new Error('the path leaves the folder');
  const path = join(folder, inside);
  const { data, info } = await sharp(path, { failOn: 'error', limitInputPixels: MAX_PIXELS })
    .autoOrient()
    .resize(4, 4, { fit: 'fill' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, orientation = 1 } = await sharp(path).metadata();
  const turned = orientation > 4;
  const means = [0, 1, 2].map(
    (c) => data.reduce((sum, value, i) => sum + (i % info.channels === c ? value : 0), 0) / 16,
  );
  const looks = Array.from(data, (value, i) => Math.round(value - means[i % info.channels]));
  return {
    id,
    file: inside,
    width: turned ? height : width,
    height: turned ? width : height,
    caption,
    ...phraseOf(caption),
    licence,
    entities: entities ?? properNames(caption).map((name) => ({ name })),
    looks: [...looks, ...means.map((mean) => Math.round(mean - 128))],
  };
}

/** A single sentence that begins with an article and has no finite verb among the commonest can follow `shows`. */
function phraseOf(caption: string): { phrase?: string } {
  const single = /^(An?|The|Two|Three|Four|Five|Several|Some) [^.!?]*\.?$/.exec(caption);
  if (!single || /\b(is|are|was|were|has|have|[a-z]+(?<!s)s (?:a|an|the|on|in|at))\b/.test(caption)) return {};
  return { phrase: caption.charAt(0).toLowerCase() + caption.slice(1).replace(/\.$/, '') };
}

/** Runs of capitalised words inside a sentence: people, landmarks, brands. */
function properNames(caption: string): string[] {
  return [...new Set([...caption.matchAll(/(?<=[a-z,] )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)*/gu)].map(([name]) => name))];
}

/** The pictures of an indexed folder. */
export function folderSource({ folder, pictures }: FolderIndex): Sources {
  const list = pictureList(
    pictures,
    pictures.map((picture) => unitVector(picture.looks)),
    JSON.stringify(folder),
  );
  return {
    ...list,
    async paint(id, { context }, box) {
      const { file } = list.find(id);
      const [width, height] = [Math.max(1, Math.round(box.width)), Math.max(1, Math.round(box.height))];
      let data: Buffer;
      try {
        data = await sharp(join(folder, file), { failOn: 'error', limitInputPixels: MAX_PIXELS })
          .autoOrient()
          .resize(width, height, { fit: 'cover' })
          .flatten({ background: '#ffffff' })
          .toColourspace('srgb')
          .ensureAlpha()
          .raw()
          .toBuffer();
      } catch (cause) {
        throw new TesseraeError('source-unreadable', {
          expected: `a picture that can be decoded at ${file}`,
          received: messageOf(cause),
          action: 'Remove the picture from the caption file and start again.',
          cause,
        });
      }
      // putImageData ignores clips, which round the corners of pictures; drawing a surface does not.
      const surface = createCanvas(width, height);
      surface.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0);
      context.drawImage(surface, box.x, box.y);
    },
  };
}
