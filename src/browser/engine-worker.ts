import { mount } from '../base/disk.browser.js';
import { Engine } from '../generate/engine.js';
import type { EngineRequest, EngineResponse } from '../generate/protocol.js';
import { serveEngine } from '../generate/serve-engine.js';
import type { Device } from '../runtime/device.js';
import { type BrowserRuntime, useRuntime } from '../runtime/session.browser.js';
import { fetchModelFiles } from './model-files.js';

/** The first message to the worker: what to load. */
export interface OpenMessage extends BrowserRuntime {
  type: 'open';
  /** Name of the folder; without `files` its address. */
  path: string;
  files?: ReadonlyMap<string, Uint8Array>;
  threads?: number;
  device?: Device;
}

/** The part of a Web Worker's scope that is used here. */
const scope = globalThis as unknown as {
  postMessage(message: EngineResponse): void;
  onmessage: (event: { data: OpenMessage | EngineRequest }) => void;
};

let receive: ReturnType<typeof serveEngine>;
scope.onmessage = ({ data }) => {
  if (data.type === 'open') receive = serveEngine(open(data), (message) => scope.postMessage(message), breathe);
  else receive(data);
};

async function open({ path, files, threads, device, ...runtime }: OpenMessage): Promise<Engine> {
  useRuntime(runtime);
  mount(path, files ?? (await fetchModelFiles(path)));
  return Engine.open(path, { threads, device });
}

/** A message to oneself comes after those that wait; a timer would come milliseconds later. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const received = () => {
      port1.close();
      resolve();
    };
    Object.assign(port1, { onmessage: received });
    port2.postMessage(undefined);
  });
}
