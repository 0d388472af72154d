import type { EngineRequest, EngineResponse } from './protocol.js';

/** The thread that an engine lives on, seen from its caller: a worker thread in Node, a Web Worker in browsers. */
export interface EngineThread {
  /** Throws where a message cannot be copied. */
  post(message: EngineRequest): void;
  onMessage(receive: (message: EngineResponse) => void): void;
  /** Called once the thread is lost, with why. */
  onEnd(receive: (reason: string) => void): void;
  /** Ends the thread; in Node once the program that it runs has ended. */
  terminate(): Promise<void>;
}
