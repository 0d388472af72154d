import { TesseraeError } from '../base/error.js';
import { Random } from '../base/random.js';
import { createSampler, type FinishReason, Stopper } from '../decode/index.js';
import { cutTiles, decodeImage, type ImageLayout, type ImageOptions, multiPictureConfig } from '../image/index.js';
import { type Checkpoint, openCheckpoint } from '../model/checkpoint.js';
import { Detokenizer, expandImageTokens } from '../text/index.js';
import { promptIds, promptText } from './prompt.js';
import {
  checkRequest,
  type GeneratePart,
  type GenerateRequest,
  type ImageReport,
  type ImageSource,
} from './request.js';
import { TextDecoder } from './text-decoder.js';
import { VisionEncoder } from './vision.js';

export interface EngineOptions {
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
  /** Departures from how the checkpoint says that pictures are cut, for example `{ mode: 'pad' }` for LLaVA-1.5. */
  image?: ImageOptions;
}

interface SeenImage {
  layout: ImageLayout;
  rows: Float32Array;
  report: ImageReport;
}

/** A request, ready for the decoder. */
export interface PreparedPrompt {
  ids: number[];
  embeddings: Float32Array;
  images: ImageReport[];
  visionMs: number;
}

/** A loaded model on the calling thread. Most programs want `loadModel`, which keeps their own thread free. */
export class Engine {
  private constructor(
    readonly checkpoint: Checkpoint,
    readonly decoder: TextDecoder,
    readonly vision: VisionEncoder | undefined,
    readonly loadMs: number,
  ) {}

  /** Loads a Hugging Face model folder. */
  static async open(path: string, { threads, image }: EngineOptions = {}): Promise<Engine> {
    const started = performance.now();
    const checkpoint = openCheckpoint(path, image);
    const [decoder, vision] = await Promise.all([
      TextDecoder.open(checkpoint, threads),
      checkpoint.llava ? VisionEncoder.open(checkpoint, threads) : undefined,
    ]);
    return new Engine(checkpoint, decoder, vision, performance.now() - started);
  }

  /**
   * Answers a request as a stream.
   *
   * @throws TesseraeError `generate-request`, `empty-prompt`, `image-count`, `context-length`, `cancelled`, and those of the
   *   picture and sampling options
   */
  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GeneratePart> {
    checkRequest(request);
    const sample = createSampler(samplingOf(request), new Random(request.seed ?? 0));
    const started = performance.now();
    const { ids, embeddings, images, visionMs } = await this.prepare(request);
    stopIfCancelled(signal);
    yield { type: 'images', images };

    const beforePrefill = performance.now();
    const { logits: first, state } = await this.decoder.prefill(embeddings);
    const prefillMs = performance.now() - beforePrefill;
    const history = [...ids];
    const tokenIds: number[] = [];
    const detokenizer = new Detokenizer(this.checkpoint.tokenizer);
    const stopper = new Stopper({
      endIds: this.checkpoint.endIds,
      maxTokens: request.maxTokens ?? 256,
      room: this.checkpoint.text.contextLength - ids.length,
      stopStrings: request.stop,
    });
    let answer = '';
    let logits = first;
    let firstTokenMs = 0;
    let finishReason: FinishReason | undefined;
    while (finishReason === undefined) {
      stopIfCancelled(signal);
      const id = sample({ logits, history });
      if (tokenIds.length === 0) firstTokenMs = performance.now() - started;
      tokenIds.push(id);
      history.push(id);
      const { show, reason } = stopper.push(id, detokenizer.push(id));
      finishReason = reason;
      const text = reason && reason !== 'stop-string' ? show + stopper.finish(detokenizer.finish()) : show;
      answer += text;
      if (text) yield { type: 'text', text };
      if (!reason) logits = await this.decoder.next(state, id);
    }
    const totalMs = performance.now() - started;
    const decodeMsPerToken = tokenIds.length > 1 ? (totalMs - firstTokenMs) / (tokenIds.length - 1) : null;
    const timings = { loadMs: this.loadMs, visionMs, prefillMs, firstTokenMs, decodeMsPerToken, totalMs };
    yield { type: 'finish', answer, tokenIds, finishReason, images, timings };
  }

  /** What the decoder is given for a request: ids with repeated picture marks, and embeddings `[S, D]` with the pictures' rows. */
  async prepare(request: GenerateRequest): Promise<PreparedPrompt> {
    const started = performance.now();
    const seen = await this.look(request.images ?? []);
    const visionMs = performance.now() - started;
    const ids = this.sequence(request, seen);
    return { ids, embeddings: await this.embed(ids, seen), images: seen.map(({ report }) => report), visionMs };
  }

  async dispose(): Promise<void> {
    await this.decoder.dispose();
    await this.vision?.dispose();
  }

  /** Ids of the sequence, one per position, picture marks repeated. */
  private sequence(request: GenerateRequest, seen: readonly SeenImage[]): number[] {
    const prompt = promptIds(promptText(request, this.checkpoint), this.checkpoint);
    const imageTokenId = this.checkpoint.llava?.imageTokenId ?? -1;
    const ids = expandImageTokens(
      prompt,
      imageTokenId,
      seen.map(({ layout }) => layout.tokens.length),
    );
    const { contextLength } = this.checkpoint.text;
    if (ids.length >= contextLength) {
      throw new TesseraeError('context-length', {
        expected: `a prompt of fewer than ${contextLength} tokens`,
        received: `${ids.length} tokens, ${ids.filter((id) => id === imageTokenId).length} of them visual`,
        action: 'Shorten the text or pass fewer or smaller pictures.',
      });
    }
    return ids;
  }

  /** Embeddings of the sequence with the pictures' rows in place of their marks. */
  private async embed(ids: readonly number[], seen: readonly SeenImage[]): Promise<Float32Array> {
    const { width } = this.checkpoint.text;
    const imageTokenId = this.checkpoint.llava?.imageTokenId ?? -1;
    const embeddings = await this.decoder.embed(ids);
    const rows = seen.flatMap(({ rows, layout }) =>
      layout.tokens.map((_, i) => rows.subarray(i * width, (i + 1) * width)),
    );
    let next = 0;
    ids.forEach((id, position) => {
      if (id === imageTokenId) embeddings.set(rows[next++], position * width);
    });
    return embeddings;
  }

  private async look(sources: readonly ImageSource[]): Promise<SeenImage[]> {
    if (sources.length === 0) return [];
    if (!this.vision || !this.checkpoint.image) {
      throw new TesseraeError('no-vision', {
        expected: 'a model that sees',
        received: `a text model with ${sources.length} picture${sources.length === 1 ? '' : 's'}`,
        action: 'Leave the pictures out, or use a LLaVA checkpoint.',
      });
    }
    const config = sources.length > 1 ? multiPictureConfig(this.checkpoint.image) : this.checkpoint.image;
    const seen: SeenImage[] = [];
    for (const source of sources) {
      const path = typeof source === 'string' ? source : null;
      const picture = typeof source === 'string' || source instanceof Uint8Array ? await decodeImage(source) : source;
      const { tiles, layout } = cutTiles(picture, config);
      const rows = await this.vision.encode(tiles, layout);
      const { canvas, grid, tokens } = layout;
      const report: ImageReport = {
        path,
        width: picture.width,
        height: picture.height,
        canvas: [canvas.height, canvas.width],
        grid: grid ? [grid.rows, grid.cols] : null,
        visualTokens: tokens.length,
        kept: tokens.length,
      };
      seen.push({ layout, rows, report });
    }
    return seen;
  }
}

function samplingOf({ temperature, topK, topP, minP, repetitionPenalty }: GenerateRequest) {
  return { temperature, topK, topP, minP, repetitionPenalty };
}

function stopIfCancelled(signal?: AbortSignal): void {
  if (!signal?.aborted) return;
  throw new TesseraeError('cancelled', {
    expected: 'an answer to be finished',
    received: 'a request to stop',
    action: 'Ask again when it is wanted.',
  });
}
