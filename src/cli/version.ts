/** Version of the package. */
export { packageVersion as version } from '../evaluate/package-version.js';
