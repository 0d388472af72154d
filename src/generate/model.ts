import { SHARE_ENV, Worker } from 'node:worker_threads';
import { messageOf, TesseraeError } from '../base/error.js';
import { resolveModel } from '../hub/resolve-model.js';
import type { EngineRequest, EngineResponse, ModelFacts } from './protocol.js';
import type { GeneratePart, GenerateRequest, GenerateResult } from './request.js';

export interface LoadOptions {
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
}

/** A loaded model. It lives on a thread of its own; the caller's event loop stays free while it works. */
export class Model {
  private readonly streams = new Map<number, (message: EngineResponse) => void>();
  private nextId = 1;
  private closed = false;
  /** Why the thread ended, once it has. */
  private ended: string | undefined;

  private constructor(
    private readonly worker: Worker,
    /** The folder it was loaded from. */
    readonly path: string,
    readonly facts: ModelFacts,
  ) {
    worker.on('message', (message: EngineResponse) => this.streams.get(message.id)?.(message));
    const end = (message: string) => {
      this.ended ??= message;
      for (const [id, receive] of this.streams) receive(this.lost(id));
    };
    worker.on('error', (error) => end(String(error)));
    worker.on('exit', () => end('the thread ended'));
  }

  static async load(path: string, options: LoadOptions = {}): Promise<Model> {
    // From source files (tests) the compiled thread is used.
    const here = import.meta.url;
    const built = here.endsWith('.ts') ? here.replace('/src/generate/', '/dist/generate/') : here;
    const url = new URL('engine-worker.js', built);
    const worker = new Worker(url, { env: SHARE_ENV, workerData: { path, threads: options.threads } });
    try {
      const facts = await new Promise<ModelFacts>((resolve, reject) => {
        worker.once('message', (message: EngineResponse) => {
          if (message.type === 'ready') resolve(message.facts);
          else reject(errorOf(message));
        });
        worker.once('error', reject);
        worker.once('exit', () => reject(errorOf({ id: 0, type: 'crash', message: 'the thread ended' })));
      });
      return new Model(worker, path, facts);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  /**
   * Answers a request as a stream of parts: pictures, text as it comes, the whole result. Leaving the loop early, or aborting
   * the signal, stops the work before the next token.
   *
   * @throws TesseraeError `generate-request`, `empty-prompt`, `image-count`, `context-length`, `cancelled`, `model-disposed`,
   *   and those of pictures and sampling options
   *
   * @example
   * for await (const part of model.generate({ images: ['chart.png'], prompt: 'How many bars are there?' })) {
   *   if (part.type === 'text') process.stdout.write(part.text);
   * }
   */
  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GeneratePart> {
    const id = this.nextId++;
    if (this.closed || this.ended !== undefined) throw errorOf(this.lost(id));
    const queue: EngineResponse[] = [];
    let wake = () => {};
    this.streams.set(id, (message) => {
      queue.push(message);
      wake();
    });
    const post = (message: EngineRequest) => this.worker.postMessage(message);
    const cancel = () => post({ type: 'cancel', id });
    let finished = false;
    try {
      send(() => post({ type: 'generate', id, request }));
      signal?.addEventListener('abort', cancel);
      if (signal?.aborted) cancel();
      for (;;) {
        if (queue.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        const message = queue.shift()!;
        if (message.type === 'part') yield message.part;
        else {
          finished = true;
          if (message.type === 'end') return;
          throw errorOf(message);
        }
      }
    } finally {
      signal?.removeEventListener('abort', cancel);
      if (!finished && !this.closed) cancel();
      this.streams.delete(id);
    }
  }

  /** Answers a request and returns the whole result. */
  async answer(request: GenerateRequest, signal?: AbortSignal): Promise<GenerateResult> {
    for await (const part of this.generate(request, signal)) {
      if (part.type !== 'finish') continue;
      const { type: _, ...result } = part;
      return result;
    }
    throw new TesseraeError('cancelled', {
      expected: 'a finished answer',
      received: 'a stream that ended early',
      action: 'Ask again.',
    });
  }

  /** What a request gets that the thread will not answer. */
  private lost(id: number): EngineResponse {
    if (!this.closed) return { id, type: 'crash', message: this.ended ?? 'the thread ended' };
    const failure = { expected: 'a model in use', received: 'one that was disposed', action: 'Load it again.' };
    return { id, type: 'error', code: 'model-disposed', failure };
  }

  /** Ends the thread and frees the weights. */
  async dispose(): Promise<void> {
    this.closed = true;
    await this.worker.terminate();
  }
}

/**
 * Loads a Hugging Face model folder of a supported kind, or a model of the hub that was pulled (`OWNER/NAME`).
 *
 * @throws TesseraeError `model-missing`, and those of a missing, incomplete or unsupported folder
 *
 * @example
 * const model = await loadModel('models/tesserae-nano');
 * const { answer } = await model.answer({ images: ['chart.png'], prompt: 'How many bars are there?' });
 * await model.dispose();
 */
export async function loadModel(model: string, options?: LoadOptions): Promise<Model> {
  return Model.load(resolveModel(model), options);
}

/** What cannot cross to another thread (functions, say) is no request. */
function send(post: () => void): void {
  try {
    post();
  } catch (cause) {
    throw new TesseraeError('generate-request', {
      expected: 'a request of plain data',
      received: messageOf(cause),
      action: 'Correct the request.',
      cause,
    });
  }
}

function errorOf(message: EngineResponse): Error {
  if (message.type === 'error') return new TesseraeError(message.code, message.failure);
  const text = message.type === 'crash' ? message.message : message.type;
  return new TesseraeError('engine-crash', {
    expected: "the model's thread to answer",
    received: text,
    action: 'Set TESSERAE_DEBUG=1 and report what it prints.',
    cause: message.type === 'crash' ? message.stack : undefined,
  });
}
