import { TesseraeError } from '../base/error.js';
import { fastervlm } from './fastervlm.js';
import { globalcom2 } from './globalcom2.js';
import { hired } from './hired.js';
import { none } from './none.js';
import { pyramiddrop } from './pyramiddrop.js';
import { random } from './random.js';
import type { Reducer } from './reducer.js';
import { uniform } from './uniform.js';

/** All visual-token reducers, by name; help texts, tests and benchmarks iterate over this table. */
export const reducers = { none, random, uniform, hired, fastervlm, globalcom2, pyramiddrop } as const;

export type ReducerName = keyof typeof reducers;

/** The reducer of a name. @throws TesseraeError `reducer-name` */
export function findReducer(name: string): Reducer {
  if (Object.hasOwn(reducers, name)) return reducers[name as ReducerName];
  throw new TesseraeError('reducer-name', {
    expected: `one of ${Object.keys(reducers).join(', ')}`,
    received: JSON.stringify(name),
    action: 'Choose one of these visual-token reducers.',
  });
}
