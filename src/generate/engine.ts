import { Random } from '../base/random.js';
import { contrast, createSampler, type FinishReason, type Sampler, Stopper } from '../decode/index.js';
import type { ImageOptions } from '../image/index.js';
import { type Checkpoint, openCheckpoint } from '../model/checkpoint.js';
import { towerSignals } from '../model/registry.js';
import { type Capabilities, tokensPerLayer } from '../reduce/index.js';
import { type Device, requireDevice } from '../runtime/index.js';
import { Detokenizer } from '../text/index.js';
import { stopIfCancelled } from './cancel.js';
import { contextFull } from './context-full.js';
import { checkDamro } from './damro.js';
import { seePictures } from './pictures.js';
import { promptIds, promptText, questionIds } from './prompt.js';
import { planReduction, type Reduction, refusePatchReducers } from './reduction.js';
import {
  checkRequest,
  type GeneratePart,
  type GenerateRequest,
  type ImageReport,
  type VideoReport,
} from './request.js';
import { expandMarks, markIds, spliceRows, type Visual } from './splice.js';
import { type DecoderState, type StagedDrops, TextDecoder } from './text-decoder.js';
import { seeVideos } from './videos.js';
import { VisionEncoder } from './vision.js';

export interface EngineOptions {
  /** Threads inside an operator. @default number of cores, at most 8 */
  threads?: number;
  /** @default 'cpu' */
  device?: Device;
  /** Departures from how the checkpoint says that pictures are cut, for example `{ mode: 'pad' }` for LLaVA-1.5. */
  image?: ImageOptions;
}

/** A request, ready for the decoder. */
export interface PreparedPrompt {
  ids: number[];
  embeddings: Float32Array;
  images: ImageReport[];
  /** Absent where the request has none. */
  videos?: VideoReport[];
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

  /** Loads a Hugging Face model folder. @throws TesseraeError as `loadModel` does */
  static async open(path: string, { threads, device = 'cpu', image }: EngineOptions = {}): Promise<Engine> {
    requireDevice(device);
    const started = performance.now();
    const checkpoint = openCheckpoint(path, image);
    const parts = await Promise.allSettled([
      TextDecoder.open(checkpoint, threads, device),
      checkpoint.llava ? VisionEncoder.open(checkpoint, threads, device) : undefined,
    ]);
    const [decoder, vision] = parts;
    if (decoder.status === 'fulfilled' && vision.status === 'fulfilled') {
      return new Engine(checkpoint, decoder.value, vision.value, performance.now() - started);
    }
    for (const part of parts) if (part.status === 'fulfilled') await part.value?.dispose();
    throw parts.find((part) => part.status === 'rejected')!.reason;
  }

  /**
   * Answers a request as a stream.
   *
   * @throws TesseraeError `generate-request`, `empty-prompt`, `image-count`, `context-length`, `cancelled`, those of the
   *   picture and sampling options, of `planReduction` and the reducers, and `outlier-count`
   */
  async *generate(request: GenerateRequest, signal?: AbortSignal): AsyncGenerator<GeneratePart> {
    checkRequest(request);
    const sample = samplerOf(request);
    const started = performance.now();
    const prepared = await this.prepare(request, signal);
    const { ids, embeddings, images, videos, visionMs, staged } = prepared;
    stopIfCancelled(signal);
    yield { type: 'images', images, videos };

    const held: DecoderState[] = [];
    try {
      const beforePrefill = performance.now();
      const { logits: first, state } = await this.decoder.prefill(embeddings, undefined, staged);
      held.push(state);
      const second = prepared.branch && (await this.decoder.prefill(prepared.branch));
      if (second) held.push(second.state);
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
      yield { type: 'finish', answer, tokenIds, finishReason, images, videos, timings, visualTokensPerLayer };
    } finally {
      for (const state of held) await this.decoder.release(state);
    }
  }

  /** What the decoder is given for a request: ids with repeated marks, and embeddings `[S, D]` with the rows of pictures and videos. */
  async prepare(request: GenerateRequest, signal?: AbortSignal): Promise<PreparedPrompt> {
    const { images: sources = [], videos: films = [], decode: damro } = request;
    const { checkpoint } = this;
    if (checkpoint.llava?.qformer) refusePatchReducers(request.reduce, 'the queries of a Q-Former');
    if (films.length > 0) refusePatchReducers(request.reduce, 'frames of a video, made smaller');
    const { vision, decoder } = planReduction(request.reduce, this.capabilities());
    if (damro) checkDamro(damro, sources.length, checkpoint.llava);
    const text = promptText(request, checkpoint);
    const prompt = promptIds(text, checkpoint, sources.length);
    const question = questionIds(text, checkpoint);
    const room = this.room(prompt, { pictures: sources.map(() => 0), videos: films.map(() => 0) });
    const looking = performance.now();
    const options = { damro, question, room, signal };
    const seen = await seePictures(sources, checkpoint, this.vision, vision, options);
    const left = room - seen.reduce((sum, { rows }) => sum + rows.length / checkpoint.text.width, 0);
    const watched = await seeVideos(films, checkpoint, this.vision, request.frames, left, signal);
    const visionMs = performance.now() - looking;
    const videos = watched.map(({ rows }) => rows);
    const { ids, embeddings } = await this.embed(prompt, { pictures: seen.map(({ rows }) => rows), videos });
    const branch = damro && (await this.embed(prompt, { pictures: seen.map(({ branchRows }) => branchRows!), videos }));
    return {
      ids,
      embeddings,
      images: seen.map(({ report }) => report),
      videos: films.length > 0 ? watched.map(({ report }) => report) : undefined,
      visionMs,
      branch: branch?.embeddings,
      staged: decoder && this.stage(ids, decoder),
    };
  }

  async dispose(): Promise<void> {
    await this.decoder.dispose();
    await this.vision?.dispose();
  }

  /** Positions that a prompt leaves to pictures and videos. What is wrong with their number shows before any is looked at. */
  private room(prompt: readonly number[], none: Visual<number>): number {
    const { llava, text } = this.checkpoint;
    if (!llava) return text.contextLength - prompt.length;
    const { length } = expandMarks(prompt, llava, none);
    if (length >= text.contextLength) throw contextFull(text.contextLength, `${length} tokens without the pictures`);
    return text.contextLength - length;
  }

  /** The sequence that the decoder sees: ids with marks repeated, and embeddings with rows in their place. */
  private async embed(
    prompt: readonly number[],
    { pictures, videos }: Visual<Float32Array>,
  ): Promise<{ ids: number[]; embeddings: Float32Array }> {
    const { llava, text } = this.checkpoint;
    const count = (rows: Float32Array) => rows.length / text.width;
    const ids = expandMarks(prompt, llava, { pictures: pictures.map(count), videos: videos.map(count) });
    const visual = [...pictures, ...videos].reduce((sum, rows) => sum + count(rows), 0);
    if (ids.length >= text.contextLength) {
      throw contextFull(text.contextLength, `${ids.length} tokens, ${visual} of them visual`);
    }
    const embeddings = await this.decoder.embed(ids);
    spliceRows(embeddings, ids, llava, { pictures, videos });
    return { ids, embeddings };
  }

  /** The drops of a decoder reducer over the visual tokens of all pictures and videos together. */
  private stage(ids: readonly number[], { reducer, keep, options }: NonNullable<Reduction['decoder']>): StagedDrops {
    const marks = markIds(this.checkpoint.llava);
    const visual = ids.flatMap((id, position) => (marks.includes(id) ? [position] : []));
    const { layers } = this.checkpoint.text;
    const drops = visual.length > 0 ? reducer.plan(visual.length, layers, keep, options) : [];
    return { visual, drops, select: reducer.select };
  }

  /** What reducers can ask of this model. */
  private capabilities(): Capabilities {
    const { llava, text, folder } = this.checkpoint;
    return {
      model: String((folder.config as { model_type: string }).model_type),
      signals: llava ? [...towerSignals(llava), 'decoder-attention'] : [],
      towerLayers: llava?.vision.layers ?? 0,
      decoderLayers: text.layers,
    };
  }
}

/** The sampler of a request; where DAMRO ignores the sampling options, wrong ones are refused all the same. */
function samplerOf(request: GenerateRequest): Sampler {
  const { temperature, topK, topP, minP, repetitionPenalty, seed, decode: damro } = request;
  const random = new Random(seed ?? 0);
  const first = damro ? [contrast({ alpha: damro.alpha, beta: damro.beta })] : [];
  const sampler = createSampler({ temperature, topK, topP, minP, repetitionPenalty }, random, first);
  if (damro?.processors !== 'none') return sampler;
  return createSampler({ temperature: temperature ? 1 : 0 }, random, first);
}
