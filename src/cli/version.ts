import { createRequire } from 'node:module';

/** Version of the package. */
export const version: string = createRequire(import.meta.url)('../../package.json').version;
