import { expect, it } from 'vitest';
import { goldenPath } from '../../test/golden.js';
import { decodeImage } from './decode.js';
import { encodePng } from './encode.js';

it('law: a PNG gives back the pixels', async () => {
  for (const file of ['odd.png', 'tiny.png', 'photo.jpg', 'grey.png']) {
    const { width, height, data } = await decodeImage(goldenPath('images', 'source', file));
    const png = await encodePng({ width, height, data });
    expect(await decodeImage(png), file).toMatchObject({ width, height, data, format: 'png' });
  }
});
