import type { Answer, HubClient } from './client.js';
import { type ContentHash, contentHash } from './content-hash.js';
import { hubError } from './error.js';
import type { HubFile } from './model-info.js';
import { PartialFile } from './partial-file.js';
import { PassingFailure, type RetryPolicy, withRetries } from './retry.js';
import { statusError } from './status-error.js';

export interface DownloadOptions {
  client: HubClient;
  url: string;
  file: HubFile;
  /** Where the bytes gather, and where they are when all of them are right. */
  partial: string;
  target: string;
  retry: RetryPolicy;
  signal?: AbortSignal;
  /** Told of bytes that are there now; the number is below zero when some turn out to be useless. */
  onBytes: (count: number, source: 'network' | 'disk') => void;
}

/** Bytes after which an attempt counts as progress. */
const progress = 2 ** 20;

/**
 * Fetches one file to `target`, going on where `partial` ends.
 *
 * @throws TesseraeError `hub-checksum`, `hub-length` when the server has another file, and those of the client
 */
export async function downloadFile(options: DownloadOptions): Promise<void> {
  const { file, target, retry } = options;
  const download = await Download.open(options);
  try {
    for (let clean = false; ; clean = true) {
      await withRetries(() => download.fetchRest(), retry);
      const received = download.digest();
      if (received === file.id) break;
      // A file of several pieces may have a bad one from an earlier day: it gets one more chance, in one piece.
      if (download.pieces > 1 && !clean) await download.restart();
      else {
        await download.partial.remove();
        const action = 'Run the command again; if it stays, do not trust the server or the proxy on the way.';
        throw hubError('hub-checksum', `${file.path} with the hash ${file.id}`, received, action);
      }
    }
    await download.partial.publish(target);
  } finally {
    await download.partial.close();
  }
}

class Download {
  private hash: ContentHash;
  /** Connections, and earlier runs, that the bytes came from. */
  pieces = 0;

  private constructor(
    private readonly options: DownloadOptions,
    readonly partial: PartialFile,
  ) {
    this.hash = contentHash(options.file.id, options.file.size);
  }

  static async open(options: DownloadOptions): Promise<Download> {
    const download = new Download(options, await PartialFile.open(options.partial));
    try {
      await download.takeUp();
      return download;
    } catch (error) {
      await download.partial.close();
      throw error;
    }
  }

  digest(): string {
    return this.hash.digest();
  }

  async restart(): Promise<void> {
    this.options.onBytes(-this.partial.length, 'disk');
    await this.partial.restart();
    this.hash = contentHash(this.options.file.id, this.options.file.size);
    this.pieces = 0;
  }

  /** One connection: from the end of what is there to the end of the file. */
  async fetchRest(): Promise<void> {
    const { client, url, file, signal } = this.options;
    const start = this.partial.length;
    if (start === file.size) return;
    const headers: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
    const answer = await client.send({ url, headers, signal });
    try {
      await this.checkHead(answer, start);
      this.pieces++;
      await this.readBody(answer, start);
    } catch (error) {
      await answer.discard();
      throw error;
    }
  }

  /** Hashes what an earlier run has left. */
  private async takeUp(): Promise<void> {
    const { file, signal, onBytes } = this.options;
    if (this.partial.length === 0) return;
    if (this.partial.length > file.size) return this.partial.restart();
    await this.partial.hashInto(this.hash, signal);
    onBytes(this.partial.length, 'disk');
    this.pieces = 1;
  }

  /** Makes sure that the body is what it should be, before any of it is written. */
  private async checkHead({ response, authorised }: Answer, start: number): Promise<void> {
    const { file } = this.options;
    const { status, headers } = response;
    if (status === 206 && start > 0) {
      const range = headers.get('content-range') ?? 'none';
      if (range === `bytes ${start}-${file.size - 1}/${file.size}`) return;
      await this.restart();
      throw new PassingFailure(lengthError(file, `the range ${JSON.stringify(range)} for the one from ${start}`));
    }
    if (status === 416) {
      await this.restart();
      throw new PassingFailure(lengthError(file, `a refusal to go on from ${start}`));
    }
    if (status !== 200) throw statusError(response, { what: file.path, authorised });
    const length = headers.has('content-encoding') ? null : headers.get('content-length');
    if (length !== null && length !== String(file.size)) throw lengthError(file, `${length} bytes${kindOf(headers)}`);
    if (start > 0) await this.restart();
  }

  private async readBody(answer: Answer, start: number): Promise<void> {
    const { file, onBytes } = this.options;
    const from = answer.response.status === 206 ? start : 0;
    try {
      for await (const chunk of answer.chunks()) {
        if (this.partial.length + chunk.length > file.size) {
          await this.restart();
          throw lengthError(file, `more than that${kindOf(answer.response.headers)}`);
        }
        await this.partial.append(chunk);
        this.hash.update(chunk);
        onBytes(chunk.length, 'network');
      }
    } catch (error) {
      if (!(error instanceof PassingFailure)) throw error;
      throw new PassingFailure(error.failure, { progressed: this.partial.length - from >= progress });
    }
    if (this.partial.length < file.size) {
      const progressed = this.partial.length - from >= progress;
      const received = `an end after ${this.partial.length}${kindOf(answer.response.headers)}`;
      throw new PassingFailure(lengthError(file, received), { progressed });
    }
  }
}

/** A login page in place of a file is worth a word. */
function kindOf(headers: Headers): string {
  return /^text\/html/i.test(headers.get('content-type') ?? '') ? ' of a web page' : '';
}

function lengthError({ path, size }: HubFile, received: string) {
  return hubError(
    'hub-length',
    `${size} bytes of ${path}`,
    received,
    'Run the command again, or check any proxy on the way.',
  );
}
