import { Worker } from 'node:worker_threads';
import type { Batch } from './batch.js';
import { stageAt, type TrainConfig } from './config.js';
import type { Feed } from './feed.js';

/** Batches asked for ahead of the step that needs them. */
const ahead = 2;

/** A feed on a worker thread that works ahead while the graph runs. */
export class WorkerFeed implements Feed {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { resolve(batches: Batch[]): void; reject(error: unknown): void }>();
  private readonly prepared = new Map<string, Promise<Batch[]>>();
  private nextId = 0;

  constructor(
    private readonly config: TrainConfig,
    configPath: string,
  ) {
    // From source files (tests) the compiled worker is used.
    const compiled = import.meta.url.replace(/\/src\/train\/[^/]*\.ts$/, '/dist/train/');
    const url = new URL('feed-worker.js', compiled);
    this.worker = new Worker(url, { workerData: { configPath } });
    this.worker.on('message', ({ id, batches, error }: { id: number; batches?: Batch[]; error?: unknown }) => {
      const entry = this.waiting.get(id);
      this.waiting.delete(id);
      if (batches) entry?.resolve(batches);
      else entry?.reject(error);
    });
    this.worker.on('error', (error) => {
      for (const entry of this.waiting.values()) entry.reject(error);
      this.waiting.clear();
    });
  }

  async batch(step: number, part: number): Promise<Batch> {
    let next: [number, number] | undefined = [step, part];
    for (let i = 0; next && i <= ahead; i++) {
      const [s, p]: [number, number] = next;
      const key = `${s}/${p}`;
      if (!this.prepared.has(key)) this.prepared.set(key, this.ask({ step: s, part: p }));
      next = this.after(s, p);
    }
    const key = `${step}/${part}`;
    const [batch] = await this.prepared.get(key)!;
    this.prepared.delete(key);
    return batch;
  }

  heldOut(): Promise<Batch[]> {
    return this.ask({});
  }

  async dispose(): Promise<void> {
    await this.worker.terminate();
  }

  private after(step: number, part: number): [number, number] | undefined {
    const stage = stageAt(this.config, step)?.stage;
    if (stage && part + 1 < stage.accumulate) return [step, part + 1];
    return stageAt(this.config, step + 1) ? [step + 1, 0] : undefined;
  }

  private ask(request: { step?: number; part?: number }): Promise<Batch[]> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...request });
    });
  }
}
