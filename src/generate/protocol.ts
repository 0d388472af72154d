import type { Failure } from '../base/error.js';
import type { GeneratePart, GenerateRequest } from './request.js';

/** What a loaded model says of itself. */
export interface ModelFacts {
  /** `model_type` of its configuration. */
  modelType: string;
  /** Positions of the context. */
  contextLength: number;
  loadMs: number;
}

/** Messages to the model's thread. */
export type EngineRequest =
  | { type: 'generate'; id: number; request: GenerateRequest }
  | { type: 'cancel'; id: number }
  /** Cancels everything and frees the model. */
  | { type: 'close' };

/** Messages from the model's thread; id 0 is the loading. */
export type EngineResponse =
  | { id: number; type: 'ready'; facts: ModelFacts }
  | { id: number; type: 'part'; part: GeneratePart }
  | { id: number; type: 'end' }
  | { id: number; type: 'error'; code: string; failure: Omit<Failure, 'cause'> }
  | { id: number; type: 'crash'; message: string; stack?: string };
