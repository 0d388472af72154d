import { createRequire } from 'node:module';

/** Version of the package, which every run records. */
export const packageVersion: string = createRequire(import.meta.url)('../../package.json').version;
