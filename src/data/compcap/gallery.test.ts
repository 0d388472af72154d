import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromium, openPage, type Page } from '../../../test/chromium.js';
import type { Box } from '../picture/kind.js';
import { composeSample } from './compose-sample.js';
import { drawnSource } from './drawn-source.js';
import { composeGallery } from './gallery.js';
import { parseShares } from './shares.js';

const sources = drawnSource();
const html = await composeGallery({ count: 1, seed: 5, shares: parseShares('table=1'), sources });
const { record } = await composeSample({ seed: 5, index: 0, type: 'table', sources });

it('the page needs nothing else, and holds every element and question', () => {
  expect(html).not.toMatch(/(?:src|href)="(?!data:|#)/);
  expect(html.match(/class="box"/g)).toHaveLength(record.elements.length);
  expect(html.match(/<li /g)).toHaveLength(record.questions.length);
});

if (!chromium) console.warn('No chromium on this machine: the gallery is not tested in a browser.');

describe.skipIf(!chromium)('in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tesserae-gallery-'));
  let page: Page;
  beforeAll(async () => {
    const file = join(folder, 'gallery.html');
    writeFileSync(file, html);
    page = await openPage(pathToFileURL(file).href);
  });
  afterAll(async () => {
    await page?.close();
    rmSync(folder, { recursive: true });
  });

  /** The frame that is shown, in pixels of the picture, with its name. */
  const shown = () =>
    page.evaluate<(Box & { name: string }) | null>(`(() => {
      const pointer = document.querySelector('.pointer');
      const name = pointer.querySelector('.name');
      if (getComputedStyle(pointer).display === 'none' || name.getBoundingClientRect().width < 5) return null;
      const [frame, picture] = [pointer, document.querySelector('img')].map((node) => node.getBoundingClientRect());
      const scale = ${record.width} / picture.width;
      const [x, y] = [scale * (frame.x - picture.x), scale * (frame.y - picture.y)];
      return { x, y, width: scale * frame.width, height: scale * frame.height, name: name.textContent };
    })()`);
  /** Within a pixel: places are percentages of three decimals. */
  const expectFrame = async ({ x, y, width, height }: Box, name: string) => {
    const frame = await shown();
    expect(frame?.name).toBe(name);
    for (const [got, wanted] of [
      [frame!.x, x],
      [frame!.y, y],
      [frame!.width, width],
      [frame!.height, height],
    ])
      expect(Math.abs(got - wanted)).toBeLessThan(1);
  };
  const middle = (node: string) =>
    page.evaluate<[number, number]>(`(() => {
      const node = ${node};
      node.scrollIntoView({ block: 'center' });
      const { x, y, width, height } = node.getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    })()`);
  const bySize = [...record.elements].sort((a, b) => b.width * b.height - a.width * a.height);

  it('an element has its frame and its name where the mouse is', async () => {
    const last = bySize.at(-1)!;
    await page.move(...(await middle(`[...document.querySelectorAll('.box')].at(-1)`)));
    await expectFrame(last, `${last.kind}: ${last.words}`);
    await page.move(1, 1);
    expect(await shown()).toBeNull();
  });

  it('and where the keyboard is: arrows go from one to the next and around', async () => {
    await page.evaluate(`document.querySelector('.box').focus()`);
    await expectFrame(bySize[0], `${bySize[0].kind}: ${bySize[0].words}`);
    await page.press('ArrowRight');
    await expectFrame(bySize[1], `${bySize[1].kind}: ${bySize[1].words}`);
    for (const _ of [1, 2]) await page.press('ArrowLeft');
    const last = bySize.at(-1)!;
    await expectFrame(last, `${last.kind}: ${last.words}`);
    await page.evaluate('document.activeElement.blur()');
    expect(await shown()).toBeNull();
  });

  it('a question shows where its answer is, by mouse and by keyboard', async () => {
    await page.evaluate(`document.querySelector('details').open = true`);
    const place = record.questions.findIndex(({ box }) => box);
    const { answer, box } = record.questions[place];
    await page.move(...(await middle(`document.querySelectorAll('li')[${place}]`)));
    await expectFrame(box!, answer);
    await page.move(1, 1);
    await page.evaluate(`document.querySelector('summary').focus()`);
    await page.press('Tab');
    for (let i = 0; i < place; i++) await page.press('ArrowRight');
    await expectFrame(box!, answer);
  });
});
