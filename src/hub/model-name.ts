import { hubError, quoted } from './error.js';
import { isSafePath } from './safe-path.js';

/** What names one state of a model on the hub. */
export interface ModelName {
  /** `OWNER/NAME`. */
  id: string;
  /** Branch, tag or commit, where one was given. */
  revision?: string;
}

/** The revision that is meant where none is given. */
export const defaultRevision = 'main';

/** As the hub allows: letters, digits, `-`, `_`, `.`; none of `-` and `.` at the ends, neither `--` nor `..` inside. */
const part = /^(?!.*(--|\.\.))[A-Za-z0-9_]([\w.-]{0,94}[A-Za-z0-9_])?$/;

/**
 * Reads `OWNER/NAME` or `OWNER/NAME@REVISION`; `undefined` for other texts.
 *
 * @example
 * readModelName('llava-hf/llava-1.5-7b-hf@v1'); // { id: 'llava-hf/llava-1.5-7b-hf', revision: 'v1' }
 */
export function readModelName(text: string): ModelName | undefined {
  const at = text.indexOf('@');
  const id = at < 0 ? text : text.slice(0, at);
  const revision = at < 0 ? undefined : text.slice(at + 1);
  const parts = id.split('/');
  if (parts.length !== 2 || !parts.every((word) => part.test(word))) return undefined;
  if (revision !== undefined && !isRevision(revision)) return undefined;
  return revision === undefined ? { id } : { id, revision };
}

/**
 * The same, with the revision of an option.
 *
 * @throws TesseraeError `hub-model-name` for other texts, and for two different revisions
 */
export function requireModelName(text: string, option?: string): Required<ModelName> {
  const name = readModelName(text);
  if (!name) {
    throw hubError(
      'hub-model-name',
      'a model of the hub, OWNER/NAME or OWNER/NAME@REVISION',
      quoted(text),
      'Copy the name from the page of the model.',
    );
  }
  if (option !== undefined && !isRevision(option)) {
    throw hubError('hub-model-name', 'a branch, a tag or a commit', quoted(option), 'Check the revision.');
  }
  if (option !== undefined && name.revision !== undefined && option !== name.revision) {
    throw hubError('hub-model-name', 'one revision', `${name.revision} and ${option}`, 'Give one of them.');
  }
  return { id: name.id, revision: option ?? name.revision ?? defaultRevision };
}

/** The revision becomes a file name under `refs`, so it must not lead out of it. */
function isRevision(text: string): boolean {
  return isSafePath(text) && !/[\s~^:?*[]/.test(text);
}
