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

/** Where an image element finds its picture: a file, or an entry of the list that the page carries. */
export type PictureSource = { link: string } | { embedded: number };

/** The pictures of a page; one that many items share is carried once. */
export class PictureShelf {
  /** Data URIs that the page carries. */
  readonly embedded: string[] = [];
  private readonly sources = new Map<string, PictureSource | undefined>();

  /**
   * @param page Path of the page, which links are relative to.
   * @param folder Where relative paths of pictures start.
   */
  constructor(
    private readonly page: string,
    private readonly mode: PictureMode,
    private readonly folder = '.',
  ) {}

  /** The source of a picture, a path or a data URI; undefined if it is to be embedded and cannot be read. */
  place(picture: string): PictureSource | undefined {
    if (!this.sources.has(picture)) this.sources.set(picture, this.find(picture));
    return this.sources.get(picture);
  }

  private find(picture: string): PictureSource | undefined {
    if (picture.startsWith('data:image/')) return this.embed(picture);
    if (this.mode === 'link') {
      const steps = relative(dirname(resolve(this.page)), resolve(this.folder, picture)).split(sep);
      return { link: steps.map(encodeURIComponent).join('/') };
    }
    const type = mimeTypes[extname(picture).toLowerCase()];
    if (!type) return undefined;
    try {
      return this.embed(`data:${type};base64,${readFileSync(resolve(this.folder, picture)).toString('base64')}`);
    } catch {
      return undefined;
    }
  }

  private embed(data: string): PictureSource {
    return { embedded: this.embedded.push(data) - 1 };
  }
}
