import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../../base/random.js';
import { checkCaption } from './check-caption.js';
import { collage } from './collage/index.js';
import { folderSource, indexFolder } from './folder-source.js';
import { paintComposite } from './paint-composite.js';
import { groupEntities } from './sources.js';

const root = mkdtempSync(join(tmpdir(), 'tesserae-folder-'));
afterAll(() => rmSync(root, { recursive: true }), 60_000);

const CAPTIONS = [
  'A man riding a wave on a blue surfboard.',
  'Two dogs run across a snowy field. One of them carries a stick.',
  'The Eiffel Tower at night seen from a boat.',
  'A red bus parks near the Eiffel Tower while 3 people wait.',
  'A plate of pasta with basil beside a glass of water.',
  'Tourists take photos in front of the Eiffel Tower.',
  'An old clock on a brick wall shows twenty past four.',
  'A child with a green umbrella jumps into a puddle.',
  'Several sheep are grazing on a hill, says the sign "Keep out".',
];

function folderOf(name: string, rows: (id: number) => unknown): string {
  const folder = join(root, name);
  mkdirSync(join(folder, 'photos'), { recursive: true });
  CAPTIONS.forEach((_, i) => {
    const surface = createCanvas(90 + 12 * i, 80);
    const context = surface.getContext('2d');
    context.fillStyle = `hsl(${40 * i} 80% 50%)`;
    context.fillRect(0, 0, 300, 80);
    writeFileSync(join(folder, `photos/${i}.png`), surface.toBuffer('image/png'));
  });
  writeFileSync(join(folder, 'captions.jsonl'), CAPTIONS.map((_, i) => `${JSON.stringify(rows(i))}\n`).join(''));
  return folder;
}

const plain = folderOf('plain', (i) => ({
  id: `p${i}`,
  image: `photos/${i}.png`,
  caption: CAPTIONS[i],
  license: 'CC-BY-4.0',
}));

describe('a folder of captioned pictures', () => {
  it('gives pictures with sizes, licences and entities', async () => {
    const { pictures, skipped } = await indexFolder(plain);
    expect(skipped).toEqual([]);
    expect(pictures.map(({ width, height }) => [width, height])).toEqual(CAPTIONS.map((_, i) => [90 + 12 * i, 80]));
    expect(new Set(pictures.map(({ licence }) => licence))).toEqual(new Set(['CC-BY-4.0']));
    expect(pictures[0].phrase).toBe('a man riding a wave on a blue surfboard');
    expect(pictures[1].phrase).toBeUndefined();
    expect(folderSource({ folder: plain, pictures, skipped }).entities().get('Eiffel Tower')).toEqual([2, 3, 5]);
  });

  it('makes collages that its captions vouch for', async () => {
    const sources = folderSource(await indexFolder(plain));
    for (let seed = 0; seed < 40; seed++) {
      const meta = await collage.sample(new Random(seed), sources);
      const caption = collage.caption(meta, new Random(seed));
      expect(checkCaption(caption, collage.claims(meta)).errors, caption).toEqual([]);
      if (seed > 3) continue;
      const { surface } = await paintComposite(collage, meta, sources);
      const { box, id } = meta.pictures[0];
      const [r, g, b] = surface
        .getContext('2d')
        .getImageData(box.x + Math.floor(box.width / 2), box.y + Math.floor(box.height / 2), 1, 1).data;
      const expected = createCanvas(1, 1).getContext('2d');
      expected.fillStyle = `hsl(${40 * Number(id.slice(1))} 80% 50%)`;
      expected.fillRect(0, 0, 1, 1);
      const [er, eg, eb] = expected.getImageData(0, 0, 1, 1).data;
      expect(Math.max(Math.abs(r - er), Math.abs(g - eg), Math.abs(b - eb))).toBeLessThan(6);
    }
  });

  it('reads LLaVA conversations too', async () => {
    const folder = folderOf('llava', (i) => ({
      id: i,
      image: `photos/${i}.png`,
      conversations: [
        { from: 'human', value: '<image>\nDescribe.' },
        { from: 'gpt', value: CAPTIONS[i] },
      ],
    }));
    expect((await indexFolder(folder)).pictures.map(({ caption }) => caption)).toEqual(CAPTIONS);
  });

  it('leaves out what cannot be used, and says why', async () => {
    const folder = folderOf('bad', (i) => ({ image: `photos/${i}.png`, caption: CAPTIONS[i] }));
    const bad = [
      { image: 'photos/none.png', caption: 'Nothing.' },
      { image: '../plain/photos/0.png', caption: 'Somewhere else.' },
      { image: 'broken.png', caption: 'Not a picture.' },
      { image: 'photos/0.png', caption: '  <image> ' },
      { image: 'photos/0.png', caption: 'The same id again.' },
      { caption: 'No picture.' },
      null,
    ];
    writeFileSync(join(folder, 'broken.png'), 'not a picture');
    const lines = [...CAPTIONS.map((caption, i) => ({ image: `photos/${i}.png`, caption })), ...bad].map((row) =>
      JSON.stringify(row),
    );
    writeFileSync(join(folder, 'captions.jsonl'), `\ufeff${lines.join('\r\n')}\n{"image": \n`);
    const { pictures, skipped } = await indexFolder(folder);
    expect(pictures).toHaveLength(CAPTIONS.length);
    expect(skipped).toHaveLength(bad.length + 1);
    expect(skipped.join('\n')).toMatch(/leaves the folder/);
    expect(skipped.join('\n')).toMatch(/no caption/);
    expect(skipped.join('\n')).toMatch(/occurs twice/);
  });

  it.each([
    ['source-folder', join(root, 'nowhere')],
    ['source-captions', join(plain, 'photos')],
  ])('%s', async (code, folder) => {
    await expect(indexFolder(folder)).rejects.toMatchObject({ code });
  });

  it('source-empty', async () => {
    const folder = folderOf('empty', (i) => ({ image: `photos/${i}.png`, caption: i < 3 ? CAPTIONS[i] : '' }));
    await expect(indexFolder(folder)).rejects.toMatchObject({
      code: 'source-empty',
      received: expect.stringContaining('3 usable, 6 left out'),
    });
  });
});

it('an entity that appears twice is dropped, three times kept', () => {
  const lists = [
    ['a', 'b'],
    ['a', 'b'],
    ['b', 'b'],
  ].map((names) => names.map((name) => ({ name })));
  expect([...groupEntities(lists)]).toEqual([['b', [0, 1, 2]]]);
});
