import { messageOf, TesseraeError } from '../base/error.js';
import type { EngineThread } from './engine-thread.js';
import type { EngineRequest, EngineResponse, ModelFacts } from './protocol.js';
import type { GeneratePart, GenerateRequest, GenerateResult } from './request.js';

/** A loaded model. It lives on a thread of its own; the caller's event loop stays free while it works. */
export class Model {
  private readonly streams = new Map<number, (message: EngineResponse) => void>();
  private nextId = 1;
  private closed = false;
  /** Why the thread ended, once it has. */
  private ended: string | undefined;

  private constructor(
    private readonly thread: EngineThread,
    /** What it was loaded from. */
    readonly path: string,
    readonly facts: ModelFacts,
  ) {}

  /** Waits until the model on a thread is loaded; `loadModel` starts such a thread. */
  static async open(thread: EngineThread, path: string): Promise<Model> {
    let model: Model | undefined;
    try {
      const facts = await new Promise<ModelFacts>((resolve, reject) => {
        thread.onMessage((message) => {
          if (model) model.streams.get(message.id)?.(message);
          else if (message.type === 'ready') resolve(message.facts);
          else reject(errorOf(message));
        });
        thread.onEnd((reason) => {
          if (model) model.end(reason);
          else reject(errorOf({ id: 0, type: 'crash', message: reason }));
        });
      });
      model = new Model(thread, path, facts);
      return model;
    } catch (error) {
      await thread.terminate();
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
    const post = (message: EngineRequest) => this.thread.post(message);
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

  private end(reason: string): void {
    this.ended ??= reason;
    for (const [id, receive] of this.streams) receive(this.lost(id));
  }

  /** What a request gets that the thread will not answer. */
  private lost(id: number): EngineResponse {
    if (!this.closed) return { id, type: 'crash', message: this.ended ?? 'the thread ended' };
    const failure = { expected: 'a model in use', received: 'one that was disposed', action: 'Load it again.' };
    return { id, type: 'error', code: 'model-disposed', failure };
  }

  /** Gives up what is running, ends the thread and frees the weights. */
  async dispose(): Promise<void> {
    this.closed = true;
    this.end('the model was disposed');
    await this.thread.terminate();
  }
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
