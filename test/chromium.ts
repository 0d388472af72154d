/** A headless chromium, driven by its DevTools protocol through pipes: no dependency, no port. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser of this machine, or nothing. */
export const chromium = places.find((path) => existsSync(path));

const drivers = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'].find((folder) =>
  ['libvulkan.so.1', 'vk_swiftshader_icd.json'].every((name) => existsSync(join(folder, name))),
);

/** Environment in which a process finds the browser's Vulkan driver that draws without a graphics card, or nothing. */
export const softwareVulkan = drivers
  ? { LD_LIBRARY_PATH: drivers, VK_DRIVER_FILES: join(drivers, 'vk_swiftshader_icd.json') }
  : undefined;

/** A page that is open. */
export interface Page {
  /** Value of an expression in the page, as JSON; a promise is waited for. */
  evaluate<T>(expression: string): Promise<T>;
  /** Moves the mouse to a point of the window. */
  move(x: number, y: number): Promise<void>;
  press(key: 'Tab' | 'ArrowRight' | 'ArrowLeft'): Promise<void>;
  /** What the window shows, as a PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

const keyCodes = { Tab: 9, ArrowLeft: 37, ArrowRight: 39 };

/** Draws without a graphics card, WebGPU included. */
export const softwareWebgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/**
 * Opens a page in a window of 1200 x 900 and waits until it is loaded.
 *
 * @param graphics options of the browser in place of `--disable-gpu`
 */
export async function openPage(url: string, graphics: readonly string[] = ['--disable-gpu']): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'tesserae-chromium-'));
  const options = ['--headless=new', '--no-sandbox', ...graphics, '--remote-debugging-pipe', '--window-size=1200,900'];
  const browser = spawn(chromium!, [...options, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => browser.once('exit', () => resolve()));
  const [commands, answers] = [browser.stdio[3] as Writable, browser.stdio[4] as Readable];
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let [number, text] = [0, ''];
  answers.setEncoding('utf8').on('data', (part: string) => {
    const messages = (text + part).split('\0');
    text = messages.pop()!;
    for (const { id, result, error } of messages.map((message) => JSON.parse(message))) {
      if (error) waiting.get(id)?.reject(new Error(error.message));
      else waiting.get(id)?.resolve(result as never);
    }
  });
  const send = <T>(method: string, params: object, sessionId?: string): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting.set(++number, { resolve, reject });
      commands.write(`${JSON.stringify({ id: number, method, params, sessionId })}\0`);
    });
  const { targetId } = await send<{ targetId: string }>('Target.createTarget', { url });
  const { sessionId } = await send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const page: Page = {
    async evaluate<T>(expression: string) {
      const { result, exceptionDetails } = await send<{ result: { value: T }; exceptionDetails?: object }>(
        'Runtime.evaluate',
        { expression, returnByValue: true, awaitPromise: true },
        sessionId,
      );
      if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    async move(x, y) {
      await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y }, sessionId);
    },
    async press(key) {
      for (const type of ['keyDown', 'keyUp']) {
        await send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: keyCodes[key] }, sessionId);
      }
    },
    async screenshot() {
      const { data } = await send<{ data: string }>('Page.captureScreenshot', { format: 'png' }, sessionId);
      return Buffer.from(data, 'base64');
    },
    async close() {
      browser.kill();
      await ended;
      // Its helper processes end a moment later and may still write; the delay grows with every try.
      rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
  // Between two documents there is nothing to ask.
  const state = () => page.evaluate('location.href + document.readyState').catch(() => undefined);
  while ((await state()) !== `${url}complete`) await wait(20);
  return page;
}
