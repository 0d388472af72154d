import type { Picture, Size } from '../image/index.js';

/** Pixels between the pictures of a sheet, and around them. */
const gap = 8;

/**
 * Pastes pictures side by side into one, row by row, each at its own size in a cell as large as the largest of them.
 *
 * @example
 * writeFileAtomic('sheet.png', await encodePng(contactSheet(pictures, 5)));
 */
export function contactSheet(pictures: readonly Picture[], columns: number): Picture {
  const cell = largest(pictures);
  const used = Math.min(columns, pictures.length);
  const rows = Math.ceil(pictures.length / columns);
  const width = used * (cell.width + gap) + gap;
  const height = rows * (cell.height + gap) + gap;
  const sheet = { width, height, data: new Uint8Array(width * height * 3).fill(128) };
  pictures.forEach((picture, i) => {
    const left = gap + (i % columns) * (cell.width + gap);
    const top = gap + Math.floor(i / columns) * (cell.height + gap);
    paste(sheet, picture, left, top);
  });
  return sheet;
}

function largest(pictures: readonly Picture[]): Size {
  return {
    width: Math.max(0, ...pictures.map(({ width }) => width)),
    height: Math.max(0, ...pictures.map(({ height }) => height)),
  };
}

function paste(sheet: Picture, picture: Picture, left: number, top: number): void {
  const stride = picture.width * 3;
  for (let y = 0; y < picture.height; y++) {
    sheet.data.set(picture.data.subarray(y * stride, (y + 1) * stride), ((top + y) * sheet.width + left) * 3);
  }
}
