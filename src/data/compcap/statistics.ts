import { COMPOSITE_TYPES, type CompositeType } from './kind.js';
import type { CompositeRecord } from './record.js';
import { PAPER_LENGTHS, PAPER_SHARES } from './shares.js';

/** Counts of one type that add up over shards. */
export interface TypeCounts {
  samples: number;
  /** Characters of captions: sum and sum of squares. */
  characters: number;
  squares: number;
  questions: number;
  statements: number;
  bytes: number;
  redrawn: number;
  /** Captions by `template` or a model's name. */
  captionsBy: Record<string, number>;
  /** Tries that the model's captions needed, in all. */
  tries: number;
}

export type Counts = Partial<Record<CompositeType, TypeCounts>>;

/** What adds up as a number. */
const sums = ['samples', 'characters', 'squares', 'questions', 'statements', 'bytes', 'redrawn', 'tries'] as const;

function noCounts(): TypeCounts {
  const zeros = Object.fromEntries(sums.map((key) => [key, 0])) as Record<(typeof sums)[number], number>;
  return { ...zeros, captionsBy: {} };
}

export function countSample(counts: Counts, record: CompositeRecord, bytes: number): void {
  const counted = (counts[record.type] ??= noCounts());
  counted.samples++;
  counted.characters += record.caption.length;
  counted.squares += record.caption.length ** 2;
  counted.questions += record.questions.length;
  counted.statements += record.provenance.statements;
  counted.bytes += bytes;
  counted.redrawn += record.provenance.redrawn;
  counted.captionsBy[record.captionBy] = (counted.captionsBy[record.captionBy] ?? 0) + 1;
  counted.tries += record.provenance.tries ?? 0;
}

export function addCounts(total: Counts, part: Counts): void {
  for (const type of COMPOSITE_TYPES) {
    const from = part[type];
    if (!from) continue;
    const to = (total[type] ??= noCounts());
    for (const key of sums) to[key] += from[key];
    for (const [by, count] of Object.entries(from.captionsBy)) to.captionsBy[by] = (to.captionsBy[by] ?? 0) + count;
  }
}

/** One line of the report: measured values beside the paper's. */
export interface TypeReport {
  type: CompositeType;
  samples: number;
  /** Percent of all samples. */
  share: number;
  paperShare: number;
  /** Characters of a caption. */
  meanLength: number;
  lengthDeviation: number;
  paperLength: number;
  questionsPerSample: number;
  /** Statements per caption that were compared with the metadata. */
  statementsPerCaption: number;
  kilobytesPerPicture: number;
  redrawn: number;
  captionsBy: Record<string, number>;
  /** Share of captions that the model got right within three tries; none without a model. */
  passRate?: number;
}

export function reportCounts(counts: Counts): TypeReport[] {
  const all = COMPOSITE_TYPES.reduce((sum, type) => sum + (counts[type]?.samples ?? 0), 0);
  return COMPOSITE_TYPES.flatMap((type): TypeReport[] => {
    const counted = counts[type];
    if (!counted) return [];
    const { samples, characters, squares, captionsBy, tries } = counted;
    const mean = characters / samples;
    return [
      {
        type,
        samples,
        share: round((100 * samples) / all),
        paperShare: PAPER_SHARES[type],
        meanLength: Math.round(mean),
        lengthDeviation: Math.round(Math.sqrt(Math.max(0, squares / samples - mean * mean))),
        paperLength: PAPER_LENGTHS[type],
        questionsPerSample: round(counted.questions / samples),
        statementsPerCaption: round(counted.statements / samples),
        kilobytesPerPicture: round(counted.bytes / samples / 1000),
        redrawn: counted.redrawn,
        captionsBy,
        ...(tries > 0 ? { passRate: round(1 - (captionsBy.template ?? 0) / samples, 4) } : {}),
      },
    ];
  });
}

function round(value: number, decimals = 1): number {
  return Number(value.toFixed(decimals));
}
