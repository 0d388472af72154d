import type { GenerateRequest, GenerateResult, Model } from '../generate/index.js';
import type { Answer, EvaluateOptions } from './evaluate.js';
import type { Task } from './task.js';

/** How a model is to answer: reducers, decoding, sampling. What it is asked comes from the task. */
export type AnswerRequest = Omit<GenerateRequest, 'images' | 'videos' | 'frames' | 'prompt' | 'messages' | 'raw'>;

/** What is kept of an answer beside its text. */
export interface AnswerDetails {
  tokens: number;
  finishReason: GenerateResult['finishReason'];
  /** Visual tokens of the pictures. */
  visualTokens: number;
  /** Those that the decoder saw, as a mean over its layers. */
  kept: number;
  timings: GenerateResult['timings'];
}

/**
 * Lets a loaded model answer the items of a task, for `evaluate`.
 *
 * @throws TesseraeError those of `model.answer`, when an item is answered
 * @example
 * const answer = answerWithModel(model, task, { reduce: { method: 'hired', keep: 0.2 } });
 * const run = await evaluate({ task, items, answer, model: 'hired 0.2', out: 'runs/hired.jsonl' });
 */
export function answerWithModel(
  model: Pick<Model, 'answer'>,
  task: Task,
  request: AnswerRequest = {},
  signal?: AbortSignal,
): EvaluateOptions['answer'] {
  const maxTokens = request.maxTokens ?? task.maxTokens;
  return async (_, prompt): Promise<Answer> => {
    const names = prompt.flatMap((piece) => (piece.type === 'image' ? [piece.image] : []));
    const images = task.draw ? names.map(task.draw) : names;
    const content = prompt.map((piece) => (piece.type === 'image' ? { type: piece.type } : piece));
    const result = await model.answer({ ...request, maxTokens, images, messages: [{ role: 'user', content }] }, signal);
    return { text: result.answer, ...detailsOf(result) };
  };
}

function detailsOf({ tokenIds, finishReason, images, timings, visualTokensPerLayer }: GenerateResult): AnswerDetails {
  const layers = visualTokensPerLayer ?? [images.reduce((sum, { kept }) => sum + kept, 0)];
  return {
    tokens: tokenIds.length,
    finishReason,
    visualTokens: images.reduce((sum, { visualTokens }) => sum + visualTokens, 0),
    kept: layers.reduce((sum, count) => sum + count, 0) / layers.length,
    timings,
  };
}
