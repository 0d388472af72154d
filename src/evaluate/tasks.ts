import { chair } from './chair.js';
import { mme } from './mme.js';
import { pope } from './pope.js';
import type { Task } from './task.js';

/** Every task by name; command line, run files and reports iterate over this table. */
export const tasks: Readonly<Record<string, Task>> = { pope, chair, mme };
