import { TesseraeError } from '../base/error.js';
import type { Engine } from './engine.js';
import type { EngineRequest, EngineResponse, ModelFacts } from './protocol.js';
import type { GenerateRequest } from './request.js';

/**
 * What a model's thread does: opens it, then answers requests as streams of parts.
 *
 * @param send posts to the caller
 * @param breathe resolves after waiting messages were received: lets a cancellation in between steps
 * @returns what to call with every message of the caller; done once it is answered
 */
export function serveEngine(
  opening: Promise<Engine>,
  send: (message: EngineResponse) => void,
  breathe: () => Promise<void>,
): (message: EngineRequest) => Promise<void> {
  const running = new Map<number, { controller: AbortController; answered: Promise<void> }>();
  const fail = (id: number, error: unknown): void => {
    if (error instanceof TesseraeError) {
      const { code, expected, received, action } = error;
      send({ id, type: 'error', code, failure: { expected, received, action } });
    } else send({ id, type: 'crash', message: String(error), stack: (error as Error)?.stack });
  };
  opening.then(
    (engine) => {
      const facts: ModelFacts = {
        modelType: String((engine.checkpoint.folder.config as { model_type: string }).model_type),
        contextLength: engine.checkpoint.text.contextLength,
        loadMs: engine.loadMs,
      };
      send({ id: 0, type: 'ready', facts });
    },
    (error: unknown) => fail(0, error),
  );
  const answer = async (id: number, request: GenerateRequest, signal: AbortSignal): Promise<void> => {
    try {
      const engine = await opening;
      for await (const part of engine.generate(request, signal)) {
        send({ id, type: 'part', part });
        await breathe();
      }
      send({ id, type: 'end' });
    } catch (error) {
      fail(id, error);
    }
  };
  const close = async (): Promise<void> => {
    for (const { controller } of running.values()) controller.abort();
    for (const { answered } of running.values()) await answered;
    await opening.then(
      (engine) => engine.dispose(),
      () => {},
    );
  };
  return async (message) => {
    if (message.type === 'cancel') running.get(message.id)?.controller.abort();
    if (message.type === 'close') await close();
    if (message.type !== 'generate') return;
    const controller = new AbortController();
    const answered = answer(message.id, message.request, controller.signal);
    running.set(message.id, { controller, answered });
    await answered;
    running.delete(message.id);
  };
}
