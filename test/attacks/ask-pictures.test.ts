import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/cli.testing.js';
import { goldenPath } from '../golden.js';
import { refusal, Workshop } from './attack.testing.js';

/** Pictures that are none, through the whole command: `ask` on a real model, and `image`, which needs none. */

const shop = new Workshop();
afterAll(() => shop.dispose());

const model = goldenPath('checkpoints', 'llava-next-llama');
const question = 'What is it?';
const photo = goldenPath('images', 'source', 'photo.png');
const corrupt = (name: string) => goldenPath('images', 'corrupt', name);
const source = (name: string) => readFileSync(goldenPath('images', 'source', name));
const half = (bytes: Uint8Array) => bytes.subarray(0, bytes.length >> 1);

const webp = await sharp(photo).webp({ lossless: true }).toBuffer();
const gif = await sharp(photo).gif().toBuffer();

/** A picture with other bytes at a place. */
const patched = (bytes: Uint8Array, at: number, patch: readonly number[]) => {
  const copy = Uint8Array.from(bytes);
  copy.set(patch, at);
  return copy;
};
const jpeg = source('photo.jpg');
const jpegFrame = jpeg.indexOf(Uint8Array.of(0xff, 0xc0));
/** Width and height of a PNG, big-endian; the checksum no longer fits, but sizes are refused before anything is decoded. */
const pngSize = (width: number, height: number) => {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  return patched(source('small.png'), 16, [...size]);
};

const bad: readonly [title: string, path: () => string, words: string][] = [
  ['a missing file', () => shop.at('missing.png'), 'which does not exist'],
  ['an empty path', () => '', '"", which does not exist'],
  ['a path with a null character', () => 'a\0b.png', 'which does not exist'],
  ['a path that would steer the terminal', () => 'a\n\u001b[31mb.png', 'which does not exist'],
  ['a path longer than any', () => `${'x'.repeat(5000)}.png`, 'ENAMETOOLONG'],
  ['a file below a file', () => `${photo}/below.png`, 'which does not exist'],
  ['a directory', () => shop.folder, 'the folder'],
  ['text', () => shop.file('notes.png', 'these are words'), 'PNG, JPEG, WebP or GIF content'],
  ['an SVG', () => shop.file('drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), 'PNG, JPEG, WebP or GIF'],
  ['nothing', () => corrupt('empty.png'), 'without any bytes'],
  ['a wrong signature', () => corrupt('wrong-magic.png'), 'PNG, JPEG, WebP or GIF content'],
  ['a wrong checksum', () => corrupt('bad-checksum.png'), 'intact png'],
  ['a PNG that ends early', () => corrupt('truncated.png'), 'complete and intact png'],
  ['a JPEG that ends early', () => corrupt('truncated.jpg'), 'complete and intact jpeg'],
  ['a WebP that ends early', () => shop.file('cut.webp', half(webp)), 'complete and intact webp'],
  ['a GIF that ends early', () => shop.file('cut.gif', half(gif)), 'gif'],
  ['a PNG that ends in its header', () => shop.file('head.png', source('small.png').subarray(0, 20)), 'png header'],
  ['a JPEG that ends in its header', () => shop.file('head.jpg', jpeg.subarray(0, 20)), 'jpeg header'],
  ['a WebP that ends in its header', () => shop.file('head.webp', webp.subarray(0, 18)), 'webp header'],
  ['a GIF that ends in its header', () => shop.file('head.gif', gif.subarray(0, 8)), 'gif header'],
  ['a bomb', () => corrupt('bomb.png'), '60000×60000'],
  ['a PNG side of 50,000', () => shop.file('wide.png', pngSize(50_000, 1)), '50000×1'],
  ['a PNG of 50,000×50,000', () => shop.file('huge.png', pngSize(50_000, 50_000)), '50000×50000'],
  [
    'a JPEG of 50,000×50,000',
    () => shop.file('huge.jpg', patched(jpeg, jpegFrame + 5, [0xc3, 0x50, 0xc3, 0x50])),
    '50000×50000',
  ],
  ['a GIF of 50,000×50,000', () => shop.file('huge.gif', patched(gif, 6, [0x50, 0xc3, 0x50, 0xc3])), '50000×50000'],
  ['a zero side', () => corrupt('zero-size.png'), 'at least 1×1'],
  ['a zero width', () => shop.file('flat.png', pngSize(0, 5)), '0×5'],
  ['a zero height of a GIF', () => shop.file('flat.gif', patched(gif, 8, [0, 0])), '×0'],
];

describe.each(['ask', 'image'])('%s', (command) => {
  it.each(bad)('%s', async (_, path, words) => {
    const argv = command === 'ask' ? [question, '--model', model, '--explain', shop.at('out', 'kept.png')] : [];
    expect(await refusal(command, path(), ...argv)).toContain(words);
    expect(shop.leftovers()).toEqual([]);
  });

  it('one bad picture among good ones', async () => {
    const argv = command === 'ask' ? [question, '--model', model] : ['--model', model];
    const bomb = corrupt('bomb.png');
    const { code, stderr } = await runCommand(command, photo, bomb, photo, ...argv);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^tesserae: [^\n]*bomb\.png[^\n]*\n$/);
  });
});

describe.runIf(process.platform === 'linux')('what looks like a file', () => {
  const special: readonly [string, () => string, string][] = [
    ['/dev/zero', () => '/dev/zero', 'the device or pipe "/dev/zero"'],
    ['/dev/null', () => '/dev/null', 'the device or pipe'],
    [
      'a pipe that nobody writes to',
      () => {
        execFileSync('mkfifo', [shop.at('pipe')]);
        return shop.at('pipe');
      },
      'the device or pipe',
    ],
    [
      'a link to itself',
      () => {
        symlinkSync(shop.at('loop.png'), shop.at('loop.png'));
        return shop.at('loop.png');
      },
      'which cannot be read (ELOOP)',
    ],
    // Also for the administrator, whom permissions do not stop: reading it fails.
    ['a file that cannot be read', () => '/proc/self/mem', '/proc/self/mem (EIO)'],
  ];

  it.each(special)('%s', async (_, path, words) => {
    expect(await refusal('ask', path(), question, '--model', model)).toContain(words);
  });
});

describe('odd, but right', () => {
  const ask = (...argv: string[]) => runCommand('ask', ...argv, '--model', model, '--max-tokens', '2', '--json');

  it.each([
    ['a name in many scripts', () => shop.file('Größe 图 🦊 `$(x)`.png', readFileSync(photo))],
    ['an extension that lies', () => goldenPath('images', 'source', 'misnamed.png')],
    ['a WebP', () => shop.file('whole.webp', webp)],
    ['a GIF', () => shop.file('whole.gif', gif)],
    [
      'a link',
      () => {
        symlinkSync(photo, shop.at('link.png'));
        return shop.at('link.png');
      },
    ],
  ])('%s is answered', async (_, path) => {
    const name = path();
    const { code, stdout, stderr } = await ask(name, question);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout).images).toMatchObject([{ path: name }]);
  });

  it('the same picture twice is two pictures', async () => {
    const { stdout } = await ask(photo, photo, question);
    const { images } = JSON.parse(stdout);
    expect(images).toHaveLength(2);
    expect(images[1]).toEqual(images[0]);
  });

  it('an explanation goes into a folder that is not there yet', async () => {
    const out = shop.at('new', 'deep', 'kept.png');
    expect((await ask(photo, question, '--explain', out)).code).toBe(0);
    expect(readFileSync(out).subarray(1, 4).toString()).toBe('PNG');
  });

  it('a place that cannot be written to is refused before the model works', async () => {
    mkdirSync(shop.at('folder'));
    for (const out of [shop.at('folder'), `${photo}/kept.png`, '']) {
      expect(await refusal('ask', photo, question, '--model', model, '--explain', out)).toContain('--explain');
    }
  });
});
