import { TesseraeError } from '../base/error.js';
import type { Engine } from './engine.js';
import type { EngineRequest, EngineResponse, ModelFacts } from './protocol.js';

/**
 * What a model's thread does: opens it, then answers requests as streams of parts.
 *
 * @param send posts to the caller
 * @param breathe resolves after waiting messages were received: lets a cancellation in between steps
 * @returns what to call with every message of the caller
 */
export function serveEngine(
  opening: Promise<Engine>,
  send: (message: EngineResponse) => void,
  breathe: () => Promise<void>,
): (message: EngineRequest) => Promise<void> {
  const running = new Map<number, AbortController>();
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
  return async (message) => {
    if (message.type === 'cancel') {
      running.get(message.id)?.abort();
      return;
    }
    const controller = new AbortController();
    running.set(message.id, controller);
    try {
      const engine = await opening;
      for await (const part of engine.generate(message.request, controller.signal)) {
        send({ id: message.id, type: 'part', part });
        await breathe();
      }
      send({ id: message.id, type: 'end' });
    } catch (error) {
      fail(message.id, error);
    } finally {
      running.delete(message.id);
    }
  };
}
