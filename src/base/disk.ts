/**
 * What reading a checkpoint asks of the file system. In browsers `disk.browser.ts` takes the place of this file and answers from
 * memory, so that readers need not know where they run.
 */
export { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
export { basename, dirname, join } from 'node:path';
