import { TesseraeError } from '../base/error.js';
import type { Signal, Signals } from './reducer.js';

/** Name of a signal in the map of computed signals, for example `cls-attention/-2/probabilities`. */
export function signalKey(signal: Signal): string {
  switch (signal.kind) {
    case 'cls-attention':
      return `cls-attention/${signal.layer}/${signal.form}${signal.heads ? '/single-head' : ''}`;
    case 'decoder-attention':
      return `decoder-attention/${signal.afterLayer}`;
    default:
      return `${signal.kind}/${signal.layer}`;
  }
}

/**
 * One signal out of the map, checked: there, `cells` rows long, every value finite.
 *
 * @throws TesseraeError `signal-missing`, `signal-shape`, `signal-values`
 */
export function readSignal(signals: Signals, signal: Signal, cells: number): Float32Array {
  const key = signalKey(signal);
  const values = signals.get(key);
  if (!values) {
    throw new TesseraeError('signal-missing', {
      expected: `the signal ${key}`,
      received: [...signals.keys()].join(', ') || 'no signals',
      action: 'Compute every signal that the reducer lists in needs().',
    });
  }
  const fits = signal.kind === 'patch-features' ? values.length >= cells && values.length % cells === 0 : false;
  if (values.length !== cells && !fits) {
    throw new TesseraeError('signal-shape', {
      expected: `${cells} values (tiles × patches) in ${key}`,
      received: `${values.length}`,
      action: 'Leave the CLS column out and average over the heads before passing the signal on.',
    });
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new TesseraeError('signal-values', {
      expected: `finite numbers in ${key}`,
      received: `${values[bad]} at index ${bad}`,
      action: 'Compute attention in float32; half precision overflows.',
    });
  }
  return values;
}

/**
 * Per-head CLS rows (T, H, 1 + P), column 0 the CLS key, to the (T, P) mean over heads that reducers read.
 *
 * HiRED sums and FasterVLM averages over heads; budgets are shares and selection is a ranking, so both come out equal.
 */
export function headMean(rows_THK: ArrayLike<number>, tiles: number, heads: number): Float32Array {
  const keys = rows_THK.length / (tiles * heads);
  const mean_TP = new Float32Array(tiles * (keys - 1));
  for (let tile = 0; tile < tiles; tile++) {
    for (let patch = 0; patch < keys - 1; patch++) {
      let sum = 0;
      for (let head = 0; head < heads; head++) sum += rows_THK[(tile * heads + head) * keys + 1 + patch];
      mean_TP[tile * (keys - 1) + patch] = sum / heads;
    }
  }
  return mean_TP;
}
