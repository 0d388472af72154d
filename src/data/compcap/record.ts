import type { Element } from './canvas.js';
import type { CompositeQuestion, CompositeType } from './kind.js';

/** One sample of a data set without its picture's bytes; one JSON line. */
export interface CompositeRecord {
  /** `chart-000017`. */
  id: string;
  type: CompositeType;
  kind: string;
  /** Path of the picture below the data set's folder, or the name of its file within the shard. */
  image: string;
  width: number;
  height: number;
  caption: string;
  /** `template`, or the model that wrote it. */
  captionBy: string;
  questions: CompositeQuestion[];
  /** Where things are, in pixels. */
  elements: Element[];
  provenance: Provenance;
}

/** What made a record: with it the sample can be made again. */
export interface Provenance {
  generator: string;
  seed: number;
  index: number;
  /** Draws that were thrown away because they were near-duplicates within the shard. */
  redrawn: number;
  /** SHA-256 over the shipped fonts, first 16 digits. */
  fonts: string;
  /** Source pictures with their licences. */
  sources: { id: string; licence: string }[];
  /** Statements of the caption that were compared with the metadata, all of them right. */
  statements: number;
  /** Answers that a language model needed. @default none was asked */
  tries?: number;
  /** Raw data and configuration. */
  meta: unknown;
}

/** Requests that a caption answers. */
export const CAPTION_REQUESTS = [
  'Describe the image in detail.',
  'What does the image show? Give all details.',
  'Write a detailed caption for this image.',
  'Please describe this picture as completely as you can.',
  'Give a thorough description of the image.',
] as const;

/** One turn of a LLaVA conversation. */
export interface Turn {
  from: 'human' | 'gpt';
  value: string;
}

/** The LLaVA form of a record: the caption first, then its questions with short answers. */
export function toConversation({ id, type, image, caption, questions, provenance }: CompositeRecord): {
  id: string;
  type: CompositeType;
  image: string;
  conversations: Turn[];
} {
  const request = CAPTION_REQUESTS[(provenance.index + provenance.seed) % CAPTION_REQUESTS.length];
  const turns = questions.flatMap(({ question, answer }): Turn[] => [
    { from: 'human', value: `${question}\nAnswer the question using a single word or phrase.` },
    { from: 'gpt', value: answer },
  ]);
  return {
    id,
    type,
    image,
    conversations: [{ from: 'human', value: `<image>\n${request}` }, { from: 'gpt', value: caption }, ...turns],
  };
}
