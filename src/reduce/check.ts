import { TesseraeError } from '../base/error.js';
import type { Reducer, Signal } from './reducer.js';
import { reducers } from './reducers.js';
import { signalKey } from './signals.js';

/** What a loaded model can tell a reducer. */
export interface Capabilities {
  /** How messages call the model. */
  model: string;
  /** Signals the model can give; without a CLS token there is no `cls-attention`. */
  signals: readonly Signal['kind'][];
  towerLayers: number;
  decoderLayers: number;
}

/**
 * Makes sure, before anything is computed, that a model has the signals a reducer needs.
 *
 * @throws TesseraeError `reducer-signals`, naming the reducers that do work on this model
 * @example
 * checkReducer(reducers.hired, { model: 'siglip', signals: ['patch-features'], towerLayers: 27, decoderLayers: 24 });
 * // Expected cls-attention/0/probabilities … Use one of none, random, uniform, globalcom2 with {"score":"dissimilarity"}.
 */
export function checkReducer(reducer: Reducer, capabilities: Capabilities, options?: object): void {
  const missing = missingSignals(reducer, capabilities, options);
  if (missing.length === 0) return;
  const hasCls = capabilities.signals.includes('cls-attention');
  throw new TesseraeError('reducer-signals', {
    expected: `${missing.map(signalKey).join(', ')} for ${reducer.name}`,
    received: `${capabilities.model}${hasCls ? '' : ' without CLS token'}, ${capabilities.towerLayers} tower and ${
      capabilities.decoderLayers
    } decoder layers, with ${capabilities.signals.join(', ') || 'no signals'}`,
    action: `Use one of ${workingReducers(capabilities).join(', ')}.`,
  });
}

/** The reducers that work on a model, with the options they need where the defaults do not do. */
export function workingReducers(capabilities: Capabilities): string[] {
  return Object.values(reducers).flatMap((reducer: Reducer) => {
    if (missingSignals(reducer, capabilities).length === 0) return [reducer.name];
    const { withoutCls } = reducer;
    if (!withoutCls || missingSignals(reducer, capabilities, withoutCls).length > 0) return [];
    return [`${reducer.name} with ${JSON.stringify(withoutCls)}`];
  });
}

function missingSignals(reducer: Reducer, capabilities: Capabilities, options?: object): Signal[] {
  const needs =
    reducer.stage === 'vision' ? reducer.needs(options) : reducer.needs(capabilities.decoderLayers, options);
  return needs.filter((signal) => {
    if (!capabilities.signals.includes(signal.kind)) return true;
    // Drops between decoder layers are checked where the schedule is made.
    if (signal.kind === 'decoder-attention') return false;
    const layer = signal.layer < 0 ? capabilities.towerLayers + signal.layer : signal.layer;
    return layer < 0 || layer >= capabilities.towerLayers;
  });
}
