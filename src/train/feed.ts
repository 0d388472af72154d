import { mixSeed, Random } from '../base/random.js';
import type { ImageConfig } from '../image/index.js';
import { patchSide } from '../image/index.js';
import type { TextConfig } from '../model/config.js';
import { type Batch, type PackedExample, packBatch } from './batch.js';
import { type Stage, stageAt, type TrainConfig } from './config.js';
import { drawShare } from './draw-share.js';
import { dropFeeds, dropSchedule, stagedShape } from './drop-schedule.js';
import { longestVisual, packExample, type RawExample, type TurnText, viewOf } from './example.js';
import type { BatchShape } from './loss.js';
import { thinVisual } from './thin-visual.js';

/** Batches by step; the same step always gives the same batch. */
export interface Feed {
  batch(step: number, part: number): Promise<Batch>;
  /** Batches that training never sees, the same at every call. */
  heldOut(): Promise<Batch[]>;
  dispose(): Promise<void>;
}

/** Gives the `index`-th example whose picture has this many tiles. */
export type ExampleSource = (query: {
  split: 'train' | 'held-out';
  index: number;
  tiles: number;
  stage: Stage;
  random: Random;
}) => RawExample | Promise<RawExample>;

/** Learned tokens a picture may have, as a share of the text positions. */
const learnedShare = 0.6;

/** Draws, cuts, encodes and packs on the calling thread. */
export class DirectFeed implements Feed {
  constructor(
    private readonly config: TrainConfig,
    private readonly image: ImageConfig,
    private readonly text: TurnText,
    private readonly decoder: Pick<TextConfig, 'vocabulary' | 'layers'>,
    private readonly source: ExampleSource,
  ) {}

  async batch(step: number, part: number): Promise<Batch> {
    const { stage } = stageAt(this.config, step)!;
    const random = new Random(mixSeed(this.config.seed, step, part));
    const first = (step * stage.accumulate + part) * stage.batch;
    return this.pack('train', stage, this.pickTiles(random, stage), first, random);
  }

  async heldOut(): Promise<Batch[]> {
    const stage = this.config.stages[this.config.stages.length - 1];
    const count = Math.ceil(this.config.evaluatePictures / stage.batch);
    const batches: Batch[] = [];
    for (let i = 0; i < count; i++) {
      const random = new Random(mixSeed(this.config.seed, 0x68656c64, i));
      batches.push(await this.pack('held-out', stage, this.pickTiles(random, stage), i * stage.batch, random));
    }
    return batches;
  }

  async dispose(): Promise<void> {}

  private pickTiles(random: Random, stage: Stage): number {
    return Number(drawShare(random, stage.tiles ?? this.config.tiles));
  }

  private async pack(split: 'train' | 'held-out', stage: Stage, tiles: number, first: number, random: Random) {
    const { vocabulary, layers } = this.decoder;
    const longest = longestVisual(tiles, this.image);
    const sequence = this.text.before.length + longest + stage.textLength;
    // Judging is without drops where training is only at times with them.
    const { pyramiddropShare = 1 } = stage;
    const drops = pyramiddropShare === 1 || (split === 'train' && random.chance(pyramiddropShare));
    const schedule = drops ? dropSchedule(this.config, stage, layers, longest) : undefined;
    // Beside the questions of a picture its caption.
    const questions = stage.questions + 1;
    const shape: BatchShape = {
      pictures: stage.batch,
      tiles,
      sequence,
      learned: Math.ceil(stage.batch * stage.textLength * learnedShare),
      staged: schedule && stagedShape(schedule, { sequence, longest, text: stage.textLength, questions }),
    };
    const examples: PackedExample[] = [];
    for (let i = 0; i < stage.batch; i++) {
      const raw = await this.source({ split, index: first + i, tiles, stage, random });
      const example = packExample(raw, viewOf(this.image, tiles), this.text);
      const { share, least } = (split === 'train' && stage.thinned) || { share: 0, least: 1 };
      const keep = share > 0 && random.chance(share) ? least + (1 - least) * random.uniform() : 1;
      examples.push(keep < 1 ? thinVisual(example, keep, patchSide(this.image) ** 2, random) : example);
    }
    const batch = packBatch(examples, shape, patchSide(this.image) ** 2, vocabulary);
    if (schedule) Object.assign(batch.feeds, dropFeeds(batch, examples, schedule));
    return batch;
  }
}
