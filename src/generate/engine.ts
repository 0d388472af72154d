import { TesseraeError } from '../base/error.js';
import { Random } from '../base/random.js';
import { contrast, createSampler, type FinishReason, Stopper } from '../decode/index.js';
import type { ImageOptions } from '../image/index.js';
import { type Checkpoint, openCheckpoint } from '../model/checkpoint.js';
import { type Capabilities, tokensPerLayer } from '../reduce/index.js';
import { Detokenizer, expandImageTokens } from '../text/index.js';
import { seePictures } from './pictures.js';
import { promptIds, promptText } from './prompt.js';
import { planReduction, type Reduction } from './reduction.js';
import {
  checkRequest,
  type DamroRequest,
  type GeneratePart,
  type GenerateRequest,
  type ImageReport,
} from './request.js';
import { type StagedDrops, TextDecoder } from './text-decoder.js';
import { VisionEncoder } from './vision.js';

export interface EngineOptions {
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
  /** Departures from how the checkpoint says that pictures are cut, for example `{ mode: 'pad' }` for LLaVA-1.5. */
  image?: ImageOptions;
}

/** A request, ready for the decoder. */
export interface PreparedPrompt {
  ids: number[];
  embeddings: Float32Array;
  images: ImageReport[];
  visionMs: number;
  /** Embeddings of the second branch: the same text, with attention outliers alone in place of the pictures. */
  branch?: Float32Array;
  /** Visual tokens that are dropped between decoder layers. */
  staged?: StagedDrops;
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
   * @throws TesseraeError `generate-request`, `empty-prompt`, `image-count`, `context-length`, `cancelled`, those of the
   *   picture and sampling options, of `planReduction` and the reducers, and `outlier-count`
   */
  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GeneratePart> {
    checkRequest(request);
    const { decode: damro } = request;
    const processors = damro ? [contrast({ alpha: damro.alpha, beta: damro.beta })] : [];
    const sample = createSampler(samplingOf(request), new Random(request.seed ?? 0), processors);
    const started = performance.now();
    const prepared = await this.prepare(request);
    const { ids, embeddings, images, visionMs, staged } = prepared;
    stopIfCancelled(signal);
    yield { type: 'images', images };

    const beforePrefill = performance.now();
    const { logits: first, state } = await this.decoder.prefill(embeddings, undefined, staged);
    const second = prepared.branch && (await this.decoder.prefill(prepared.branch));
    const prefillMs = performance.now() - beforePrefill;
    const history = [...ids];
    const tokenIds: number[] = [];
    const detokenizer = new Detokenizer(this.checkpoint.tokenizer);
    const stopper = new Stopper({
      endIds: this.checkpoint.endIds,
      maxTokens: request.maxTokens ?? 256,
      room: this.checkpoint.text.contextLength - Math.max(ids.length, second?.state.caches[0].length ?? 0),
      stopStrings: request.stop,
    });
    let answer = '';
    let logits = first;
    let branch = second?.logits;
    let firstTokenMs = 0;
    let finishReason: FinishReason | undefined;
    while (finishReason === undefined) {
      stopIfCancelled(signal);
      const id = sample({ logits, history, branch });
      if (tokenIds.length === 0) firstTokenMs = performance.now() - started;
      tokenIds.push(id);
      history.push(id);
      const { show, reason } = stopper.push(id, detokenizer.push(id));
      finishReason = reason;
      const text = reason && reason !== 'stop-string' ? show + stopper.finish(detokenizer.finish()) : show;
      answer += text;
      if (text) yield { type: 'text', text };
      if (finishReason) break;
      logits = await this.decoder.next(state, id);
      if (second) branch = await this.decoder.next(second.state, id);
    }
    const totalMs = performance.now() - started;
    const decodeMsPerToken = tokenIds.length > 1 ? (totalMs - firstTokenMs) / (tokenIds.length - 1) : null;
    const timings = { loadMs: this.loadMs, visionMs, prefillMs, firstTokenMs, decodeMsPerToken, totalMs };
    const visualTokensPerLayer =
      staged && tokensPerLayer(staged.visual.length, staged.drops, this.checkpoint.text.layers);
    yield { type: 'finish', answer, tokenIds, finishReason, images, timings, visualTokensPerLayer };
  }

  /** What the decoder is given for a request: ids with repeated picture marks, and embeddings `[S, D]` with the pictures' rows. */
  async prepare(request: GenerateRequest): Promise<PreparedPrompt> {
    const started = performance.now();
    const { vision, decoder } = planReduction(request.reduce, this.capabilities());
    const sources = request.images ?? [];
    if (request.decode) checkDamro(request.decode, sources.length, this.checkpoint);
    const seen = await seePictures(sources, this.checkpoint, this.vision, vision, request.decode);
    const visionMs = performance.now() - started;
    const prompt = promptIds(promptText(request, this.checkpoint), this.checkpoint);
    const rows = seen.map((picture) => picture.rows);
    const branchRows = seen.map((picture) => picture.branchRows!);
    const { ids, embeddings } = await this.embed(prompt, rows);
    const branch = request.decode && (await this.embed(prompt, branchRows));
    const images = seen.map(({ report }) => report);
    const staged = decoder && this.stage(ids, decoder);
    return { ids, embeddings, images, visionMs, branch: branch?.embeddings, staged };
  }

  async dispose(): Promise<void> {
    await this.decoder.dispose();
    await this.vision?.dispose();
  }

  /** The sequence that the decoder sees: ids with picture marks repeated, and embeddings with the pictures' rows in their place. */
  private async embed(
    prompt: readonly number[],
    pictures: readonly Float32Array[],
  ): Promise<{ ids: number[]; embeddings: Float32Array }> {
    const { width, contextLength } = this.checkpoint.text;
    const imageTokenId = this.checkpoint.llava?.imageTokenId ?? -1;
    const counts = pictures.map((rows) => rows.length / width);
    const ids = expandImageTokens(prompt, imageTokenId, counts);
    if (ids.length >= contextLength) {
      throw new TesseraeError('context-length', {
        expected: `a prompt of fewer than ${contextLength} tokens`,
        received: `${ids.length} tokens, ${ids.filter((id) => id === imageTokenId).length} of them visual`,
        action: 'Shorten the text, pass fewer or smaller pictures, or reduce their tokens.',
      });
    }
    const embeddings = await this.decoder.embed(ids);
    const rows = pictures.flatMap((picture, i) =>
      Array.from({ length: counts[i] }, (_, row) => picture.subarray(row * width, (row + 1) * width)),
    );
    let next = 0;
    ids.forEach((id, position) => {
      if (id === imageTokenId) embeddings.set(rows[next++], position * width);
    });
    return { ids, embeddings };
  }

  /** The drops of a decoder reducer over the visual tokens of all pictures together. */
  private stage(ids: readonly number[], { reducer, keep, options }: NonNullable<Reduction['decoder']>): StagedDrops {
    const imageTokenId = this.checkpoint.llava?.imageTokenId ?? -1;
    const visual = ids.flatMap((id, position) => (id === imageTokenId ? [position] : []));
    const { layers } = this.checkpoint.text;
    const drops = visual.length > 0 ? reducer.plan(visual.length, layers, keep, options) : [];
    return { visual, drops, select: reducer.select };
  }

  /** What reducers can ask of this model. */
  private capabilities(): Capabilities {
    const { llava, text, folder } = this.checkpoint;
    return {
      model: String((folder.config as { model_type: string }).model_type),
      signals: llava ? ['cls-attention', 'patch-features', 'decoder-attention'] : [],
      towerLayers: llava?.vision.layers ?? 0,
      decoderLayers: text.layers,
    };
  }
}

function samplingOf({ temperature, topK, topP, minP, repetitionPenalty }: GenerateRequest) {
  return { temperature, topK, topP, minP, repetitionPenalty };
}

/** DAMRO needs pictures, and a tower layer that there is. */
function checkDamro({ layer = -2 }: DamroRequest, pictures: number, { llava }: Checkpoint): void {
  if (pictures === 0) {
    throw new TesseraeError('generate-request', {
      expected: 'a picture for damro',
      received: 'none',
      action: 'Leave decode out, or pass a picture.',
    });
  }
  const layers = llava?.vision.layers;
  if (layers === undefined || (layer >= -layers && layer < layers)) return;
  throw new TesseraeError('generate-request', {
    expected: `a tower layer from ${-layers} to ${layers - 1} for damro`,
    received: `${layer}`,
    action: 'Correct decode.layer.',
  });
}

function stopIfCancelled(signal?: AbortSignal): void {
  if (!signal?.aborted) return;
  throw new TesseraeError('cancelled', {
    expected: 'an answer to be finished',
    received: 'a request to stop',
    action: 'Ask again when it is wanted.',
  });
}
