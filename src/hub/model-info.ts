import { z } from 'zod';
import { messageOf } from '../base/error.js';
import type { Answer, HubClient } from './client.js';
import { type ContentId, isContentId } from './content-hash.js';
import { hubError, quoted } from './error.js';
import type { ModelName } from './model-name.js';
import { checkPaths } from './safe-path.js';
import { statusError } from './status-error.js';

/** A file of a model at one commit. */
export interface HubFile {
  /** With forward slashes, relative to the folder of the model. */
  path: string;
  /** Bytes. */
  size: number;
  id: ContentId;
}

/** As the list of a model gives it: some servers name the files and nothing else. */
export interface ListedFile {
  path: string;
  size?: number;
  id?: ContentId;
}

/** A revision, resolved: all that is fetched afterwards is asked for by commit. */
export interface ModelInfo {
  commit: string;
  files: ListedFile[];
}

const size = z.number().int().nonnegative();
const schema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z
    .array(
      z.object({
        rfilename: z.string(),
        size: size.nullish(),
        blobId: z.string().nullish(),
        lfs: z.object({ sha256: z.string(), size }).nullish(),
      }),
    )
    .max(100_000),
});

/** A list of 100,000 files fits into it. */
const longestList = 2 ** 25;

/**
 * Asks the hub for the commit of a revision and for its files.
 *
 * @throws TesseraeError `hub-unauthorized`, `hub-gated`, `hub-not-found`, `hub-revision`, `hub-rate-limit`, `hub-server`,
 *   `hub-network`, `hub-redirect`; `hub-answer` for anything that is not a list of files, `hub-unsafe-path`
 */
export async function fetchModelInfo(
  client: HubClient,
  { id, revision }: Required<ModelName>,
  signal?: AbortSignal,
): Promise<ModelInfo> {
  const url = `${client.endpoint}/api/models/${id}/revision/${encodeURIComponent(revision)}?blobs=true`;
  const what = `${id} at ${revision} from ${client.endpoint}`;
  const answer = await client.send({ url, headers: { accept: 'application/json' }, signal });
  if (answer.response.status !== 200) {
    await answer.discard();
    throw statusError(answer.response, { what, authorised: answer.authorised });
  }
  const { sha, siblings } = readList(await readText(answer, what), what);
  const files = siblings.map(({ rfilename: path, size, blobId, lfs }) => ({
    path,
    size: lfs?.size ?? size ?? undefined,
    id: contentIdOf(lfs?.sha256 ?? blobId ?? undefined, path),
  }));
  checkPaths(files.map(({ path }) => path));
  return { commit: sha, files };
}

function readList(text: string, what: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    const received = /^\s*</.test(text) ? `a web page, ${quoted(text)}` : quoted(text);
    throw answerError(`a list of files in JSON for ${what}`, received);
  }
  const list = schema.safeParse(json);
  if (list.success) return list.data;
  const [{ path, message }] = list.error.issues;
  throw answerError(`a list of files for ${what}`, `JSON with ${quoted(path.join('.'))} wrong: ${messageOf(message)}`);
}

async function readText(answer: Answer, what: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.chunks()) {
    length += part.length;
    if (length > longestList) throw answerError(`a list of files for ${what}`, `more than ${longestList} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/**
 * Size and content id of one file by the headers of its own address, for servers whose lists lack them.
 *
 * @throws TesseraeError as `fetchModelInfo`
 */
export async function describeFile(
  client: HubClient,
  url: string,
  path: string,
  signal?: AbortSignal,
): Promise<HubFile> {
  // The address of a large file leads away from the hub; what we ask for is in the answer that says so.
  const answer = await client.send({ url, method: 'HEAD', followAway: false, signal });
  await answer.discard();
  const { status, headers } = answer.response;
  if (status >= 400) throw statusError(answer.response, { what: path, authorised: answer.authorised });
  const tag = headers.get('x-linked-etag') ?? (status === 200 ? headers.get('etag') : null);
  const length = headers.get('x-linked-size') ?? (status === 200 ? headers.get('content-length') : null);
  const id = contentIdOf(tag?.replace(/^W\//, '').replaceAll('"', ''), path);
  if (id === undefined || !size.safeParse(Number(length ?? 'none')).success) {
    throw answerError(`an ETag and a length for ${quoted(path)}`, `${quoted(tag ?? '')} and ${quoted(length ?? '')}`);
  }
  return { path, size: Number(length), id };
}

function contentIdOf(text: string | undefined, path: string): ContentId | undefined {
  if (text === undefined || isContentId(text)) return text;
  throw answerError(`a SHA-256 or a git hash for ${quoted(path)}`, quoted(text));
}

function answerError(expected: string, received: string) {
  return hubError(
    'hub-answer',
    expected,
    received,
    'Check HF_ENDPOINT, and whether a proxy or a login page is in between.',
  );
}
