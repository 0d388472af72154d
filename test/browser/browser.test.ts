/**
 * The library in headless chromium, bundled from `dist` as an application would bundle it, against the same library in Node.
 * WebGPU runs on the processor here, about a hundred times slower than WebAssembly: its answers are cut short.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveFolders } from '../../examples/browser/serve.mjs';
import { bundleBrowser } from '../../scripts/bundle-browser.mjs';
import { Engine } from '../../src/generate/engine.js';
import type { GenerateRequest } from '../../src/generate/request.js';
import { cutTiles, decodeImage } from '../../src/image/index.js';
import { chromium, openPage, softwareWebgpu } from '../chromium.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const pictures = readdirSync(join(root, 'examples')).filter((name) => name.endsWith('.png'));

type Question = Omit<GenerateRequest, 'images'> & { picture: string };
const questions: Question[] = [
  { picture: 'bar-chart.png', prompt: 'Which bar is the shortest?' },
  { picture: 'table.png', prompt: 'Which row has the highest pay?', reduce: { method: 'hired', keep: 0.5 } },
  { picture: 'collage.png', prompt: 'What is in row 2, column 2?' },
];

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

if (!chromium) console.warn('browser.test.ts: left out, since there is no chromium on this machine');

describe.skipIf(!chromium)('in a browser', () => {
  const out = mkdtempSync(join(tmpdir(), 'tesserae-browser-'));
  const closing: (() => unknown)[] = [];
  let engine: Engine;
  beforeAll(async () => {
    await bundleBrowser(join(here, 'page.mjs'), out);
    copyFileSync(join(here, 'index.html'), join(out, 'index.html'));
    engine = await Engine.open(join(root, 'models', 'tesserae-nano'));
  }, 120_000);
  afterAll(async () => {
    for (const close of closing) await close();
    await engine?.dispose();
    rmSync(out, { recursive: true, force: true });
  });

  /** A page of its own; `isolated` ones may use threads. */
  async function open(isolated: boolean, graphics?: readonly string[]) {
    const folders = { '/': out, '/models/': join(root, 'models'), '/examples/': join(root, 'examples') };
    const server = await serveFolders(folders, { isolated });
    closing.push(() => server.close());
    const page = await openPage(`${server.url}/`, graphics);
    let closed = false;
    const close = async () => {
      if (!closed) await page.close();
      closed = true;
    };
    closing.push(close);
    return { ...page, close };
  }

  const answersInNode = async (asked: readonly Question[]) => {
    const answers: number[][] = [];
    for (const { picture, ...request } of asked) {
      const stream = engine.generate({ ...request, images: [join(root, 'examples', picture)] });
      for await (const part of stream) if (part.type === 'finish') answers.push(part.tokenIds);
    }
    return answers;
  };

  /** What the page does: loads, asks, and gives ids, streamed text and whole answers. */
  const script = (device: string, asked: readonly Question[]) => `(async () => {
    const model = await tesserae.loadModel('/models/tesserae-nano', { device: '${device}' });
    const answers = [];
    for (const { picture, ...request } of ${JSON.stringify(asked)}) {
      let streamed = '';
      for await (const part of model.generate({ ...request, images: ['examples/' + picture] })) {
        if (part.type === 'text') streamed += part.text;
        if (part.type === 'finish') answers.push({ ids: part.tokenIds, streamed, answer: part.answer });
      }
    }
    await model.dispose();
    return { isolated: crossOriginIsolated, answers };
  })()`;
  type Answers = { isolated: boolean; answers: { ids: number[]; streamed: string; answer: string }[] };

  test('equal: pictures, tiles, answers on one thread of WebAssembly; errors keep their codes', async () => {
    const page = await open(false);
    const seen = await page.evaluate<Record<string, string[]>>(`(async () => {
      const digest = async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
        (byte) => byte.toString(16).padStart(2, '0')).join('');
      const json = async (name) => (await fetch('/models/tesserae-nano/' + name)).json();
      const config = tesserae.readImageConfig(await json('config.json'), await json('preprocessor_config.json'));
      const seen = {};
      for (const name of ${JSON.stringify(pictures)}) {
        const file = await (await fetch('/examples/' + name)).blob();
        const picture = await tesserae.decodeImage(file);
        seen[name] = [await digest(picture.data), await digest(tesserae.cutTiles(picture, config).tiles)];
      }
      return seen;
    })()`);
    for (const name of pictures) {
      const picture = await decodeImage(join(root, 'examples', name));
      const { tiles } = cutTiles(picture, engine.checkpoint.image!);
      expect([name, seen[name]]).toEqual([name, [sha256(picture.data), sha256(tiles)]]);
    }

    const { isolated, answers } = await page.evaluate<Answers>(script('wasm', questions));
    expect(isolated).toBe(false);
    expect(answers.map(({ ids }) => ids)).toEqual(await answersInNode(questions));
    for (const { streamed, answer } of answers) expect(streamed).toBe(answer);

    const codes = await page.evaluate<string[]>(`(async () => {
      const codeOf = (promise) => promise.then(() => 'none', (error) => error.code);
      const model = await tesserae.loadModel('/models/tesserae-nano');
      const codes = [
        await codeOf(tesserae.loadModel('/nowhere')),
        await codeOf(model.answer({ prompt: 'What?', images: ['/nowhere.png'] })),
        await codeOf(model.answer({ prompt: 'What?', images: [new Blob(['no picture'])] })),
        await codeOf(model.answer({ prompt: 'What?', videos: ['walk.mp4'] })),
        await codeOf(tesserae.loadModel(new Map([['config.json', new TextEncoder().encode('{')]]))),
      ];
      const cut = codeOf(model.answer({ prompt: 'Describe the picture.', images: ['/examples/shapes.png'] }));
      await model.dispose();
      return [...codes, await cut, await codeOf(model.answer({ prompt: 'What?' }))];
    })()`);
    const broken = ['model-folder', 'image-missing', 'image-format', 'no-video', 'model-json'];
    expect(codes).toEqual([...broken, 'model-disposed', 'model-disposed']);
    await page.close();
  });

  test('law: an aborted request ends as cancelled before its answer does, and the next one is answered', async () => {
    const page = await open(false);
    const seen = await page.evaluate<{ whole: string[]; again: string; cut: string[]; code: string; early: string }>(
      `(async () => {
        const model = await tesserae.loadModel('/models/tesserae-nano');
        const request = { prompt: 'Describe the picture.', images: ['/examples/shapes.png'], maxTokens: 60 };
        const read = async (pieces, signal, after) => {
          for await (const part of model.generate(request, signal)) {
            if (part.type === 'text') pieces.push(part.text);
            if (pieces.length === 2) after?.();
          }
        };
        const codeOf = (promise) => promise.then(() => 'none', (error) => error.code);
        const [whole, cut] = [[], []];
        await read(whole);
        const controller = new AbortController();
        const code = await codeOf(read(cut, controller.signal, () => controller.abort()));
        const early = await codeOf(read([], AbortSignal.abort()));
        for await (const part of model.generate(request)) if (part.type === 'text') break;
        const { answer: again } = await model.answer(request);
        await model.dispose();
        return { whole, again, cut, code, early };
      })()`,
    );
    expect([seen.code, seen.early]).toEqual(['cancelled', 'cancelled']);
    expect(seen.cut).toEqual(seen.whole.slice(0, seen.cut.length));
    expect(seen.cut.length).toBeLessThan(seen.whole.length / 2);
    expect(seen.again).toBe(seen.whole.join(''));
    await page.close();
  });

  test('equal: answers on several threads, where the page is isolated', async () => {
    const page = await open(true);
    const { isolated, answers } = await page.evaluate<Answers>(script('wasm', questions));
    expect(isolated).toBe(true);
    expect(answers.map(({ ids }) => ids)).toEqual(await answersInNode(questions));
    await page.close();
  });

  test('equal: answers on WebGPU', async (context) => {
    const page = await open(true, softwareWebgpu);
    const adapter = await page.evaluate<boolean>('(async () => Boolean(await navigator.gpu?.requestAdapter()))()');
    if (!adapter) context.skip('this chromium offers no WebGPU adapter');
    const [plain, ...others] = questions;
    // Drawn from almost flat distributions, ids differ as soon as logits do by some hundredths; the likeliest ids would not.
    const drawn = { maxTokens: 3, temperature: 8, seed: 1 };
    const short = [{ ...plain, maxTokens: 4 }, ...others.map((question) => ({ ...question, ...drawn }))];
    const { answers } = await page.evaluate<Answers>(script('webgpu', short));
    expect(answers.map(({ ids }) => ids)).toEqual(await answersInNode(short));
    await page.close();
  });
});
