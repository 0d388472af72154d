import { hubError, quoted } from './error.js';

/** Whether a path with forward slashes stays inside its folder, on every system. */
export function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > 1024 || /[\\\p{Cc}]/u.test(path)) return false;
  if (process.platform === 'win32' && /[:*?"<>|]|[. ](\/|$)/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/**
 * Checks the file names of a model before anything is written: each inside the folder, none twice, none both file and folder.
 *
 * @throws TesseraeError `hub-unsafe-path`
 */
export function checkPaths(paths: readonly string[]): void {
  const files = new Set<string>();
  for (const path of paths) {
    if (!isSafePath(path)) throw unsafe('file names inside the folder of the model', quoted(path));
    if (files.has(path)) throw unsafe('every file once', `${quoted(path)} twice`);
    files.add(path);
  }
  for (const path of paths) {
    for (let end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
      const folder = path.slice(0, end);
      if (files.has(folder)) throw unsafe('files or folders', `${quoted(folder)} as both`);
    }
  }
}

function unsafe(expected: string, received: string) {
  return hubError('hub-unsafe-path', expected, received, 'Do not trust this model or its server. Nothing was written.');
}
