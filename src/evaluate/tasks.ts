import { chair } from './chair.js';
import { composites } from './composites.js';
import { mme } from './mme.js';
import { nanoBench } from './nano/nano-bench.js';
import { nanoPope } from './nano/nano-pope.js';
import { pope } from './pope.js';
import type { Task } from './task.js';

/** Every task by name; command line, run files and reports iterate over this table. */
export const tasks = {
  pope,
  chair,
  mme,
  'nano-bench': nanoBench,
  'nano-pope': nanoPope,
  composites,
} as Readonly<Record<string, Task>>;
