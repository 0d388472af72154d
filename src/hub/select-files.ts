import { hubError, quoted } from './error.js';
import { matchesGlob } from './glob.js';

/**
 * The files of a model to fetch: those that fit one of the patterns, or, without patterns, the ones that this package reads
 * (JSON, chat template, safetensors of the top folder) and the terms of use. Checkpoints in other formats stay where they are.
 *
 * @throws TesseraeError `hub-no-files` when nothing is left
 */
export function selectFiles<T extends { path: string }>(files: readonly T[], include?: readonly string[]): T[] {
  const wanted = (path: string) => (include ? include.some((glob) => matchesGlob(path, glob)) : isRead(path));
  const selected = files.filter(({ path }) => wanted(path));
  if (selected.length > 0) return selected;
  const what = include ? `files that fit ${include.map(quoted).join(', ')}` : 'a checkpoint in Hugging Face layout';
  const names = files.slice(0, 5).map(({ path }) => quoted(path));
  const received = files.length === 0 ? 'no files' : `${names.join(', ')}${files.length > 5 ? ', …' : ''}`;
  throw hubError('hub-no-files', what, received, 'Choose another model, or name files with --include.');
}

function isRead(path: string): boolean {
  if (path.includes('/')) return false;
  // `consolidated.safetensors` is the same weights again, in the layout of another program.
  if (/\.safetensors$/.test(path)) return !path.startsWith('consolidated');
  return /\.(json|jinja)$/.test(path) || /^(README\.md|LICENSE.*|NOTICE.*)$/i.test(path);
}
