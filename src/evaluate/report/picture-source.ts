import { readFileSync } from 'node:fs';
import { dirname, extname, relative, resolve, sep } from 'node:path';

/** How a page shows pictures: as links to the files where they are, or carried inside the page. */
export type PictureMode = 'link' | 'embed';

const mimeTypes: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
};

/** Value of `src` for a picture on the page `page`; undefined if it is to be embedded and cannot be read. */
export function pictureSource(picture: string, page: string, mode: PictureMode): string | undefined {
  if (picture.startsWith('data:image/')) return picture;
  if (mode === 'link') {
    const steps = relative(dirname(resolve(page)), resolve(picture)).split(sep);
    return steps.map(encodeURIComponent).join('/');
  }
  const type = mimeTypes[extname(picture).toLowerCase()];
  if (!type) return undefined;
  try {
    return `data:${type};base64,${readFileSync(picture).toString('base64')}`;
  } catch {
    return undefined;
  }
}
