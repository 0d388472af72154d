import type { z } from 'zod';
import type { Picture } from '../image/index.js';

/** One part of a prompt, in the order in which the model reads it. */
export type PromptPiece = { type: 'image'; image: string } | { type: 'text'; text: string };

/** One question of a task, with the truth that its answer is judged by. */
export interface Item<Truth = unknown> {
  /** Unique within the task; runs are resumed and compared by it. */
  id: string;
  /** Path of the picture, or its name where the task draws it; absent where the question is about none. */
  image?: string;
  question: string;
  truth: Truth;
  /** The part of the task that is also scored on its own. */
  category: string;
  /** Items of one cluster share a picture, so their answers are not independent: intervals resample clusters. */
  cluster: string;
}

/** An answered item: what `score` sees. */
export interface Judged<Truth = unknown, Parsed = unknown> {
  id: string;
  category: string;
  cluster: string;
  truth: Truth;
  /** The raw answer. */
  text: string;
  parsed: Parsed;
  /** Credit of this answer in [0, 1]; 1 is right. */
  score: number;
}

/** Metrics by name, in percent or points; NaN where a metric is undefined, such as precision without a "yes". */
export type Metrics = Record<string, number>;

export interface Score {
  metrics: Metrics;
  perCategory: Record<string, Metrics>;
}

/** The files that a task reads, as a user names them. */
export interface TaskData {
  /** What is needed, for messages, for example "a folder of MME's sub-tasks". */
  expected: string;
  /** Task options for paths of files or folders. Throws `evaluation-data` for paths that are something else. */
  locate(paths: readonly string[]): Record<string, unknown>;
}

/**
 * A way of judging a model: where the questions come from, how they are put, how answers are read and counted.
 *
 * `prompt`, `parse`, `grade` and `score` are pure; no model is known here. `score` never depends on the order of the
 * records, only on their ids, categories and clusters.
 */
export interface Task<Truth = unknown, Parsed = unknown, Options = unknown> {
  name: string;
  /** One sentence for a listing. */
  summary: string;
  options: z.ZodType<Options>;
  /** Tokens that an answer needs at most; models are stopped there unless a setting says otherwise. */
  maxTokens: number;
  /** Absent where items are generated. */
  data?: TaskData;
  /** Shapes of `truth` and `parsed` in a run file, checked when one is read. */
  truth: z.ZodType<Truth>;
  parsed: z.ZodType<Parsed>;
  /** The metrics that are quoted, in order. */
  headline: readonly string[];
  /** What each metric says, by name. */
  metrics: Record<string, string>;
  /** Reads the items. Throws `task-options`, or `evaluation-data` naming file and line. */
  load(options: unknown): Promise<Item<Truth>[]>;
  /** Draws the picture that items name in `image`; absent where pictures are files. */
  draw?(name: string): Picture;
  prompt(item: Item<Truth>): PromptPiece[];
  parse(text: string, item: Item<Truth>): Parsed;
  /** Credit in [0, 1]. */
  grade(parsed: Parsed, truth: Truth): number;
  /** The right answer in words, where `truth` holds more than that. */
  truthText?(truth: Truth): string;
  score(records: readonly Judged<Truth, Parsed>[]): Score;
}

/** The usual prompt: the picture, then the question. */
export function pictureThenQuestion({ image, question }: Item): PromptPiece[] {
  const text: PromptPiece = { type: 'text', text: question };
  return image === undefined ? [text] : [{ type: 'image', image }, text];
}

/** Records by category, categories in the order of their first record. */
export function byCategory<T extends { category: string }>(records: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const record of records) {
    const group = groups.get(record.category);
    if (group) group.push(record);
    else groups.set(record.category, [record]);
  }
  return groups;
}

/** `100 · part / whole`; NaN of nothing. */
export function percent(part: number, whole: number): number {
  return whole === 0 ? Number.NaN : (100 * part) / whole;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
