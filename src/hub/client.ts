import { messageOf } from '../base/error.js';
import { hubError, quoted } from './error.js';
import { PassingFailure } from './retry.js';

export interface ClientOptions {
  /** The token goes to the origin of this address only. */
  endpoint: string;
  token?: string;
  /** Milliseconds without a byte after which a connection counts as broken. */
  timeout: number;
}

export interface ClientRequest {
  url: string;
  method?: 'GET' | 'HEAD';
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Follow a redirection to another origin; without it that answer is returned. @default true */
  followAway?: boolean;
}

/** An answer of any status but a followed redirection. Either read the body or `discard` it. */
export interface Answer {
  response: Response;
  /** Whether the token was sent to the one who answered. */
  authorised: boolean;
  /** @throws PassingFailure `hub-network` when the connection breaks or stalls */
  chunks(): AsyncGenerator<Uint8Array>;
  discard(): Promise<void>;
}

const mostRedirects = 10;

/** Speaks HTTP to a hub: redirections under control, the token kept at home, no connection that hangs. */
export class HubClient {
  private readonly origin: string;

  constructor(private readonly options: ClientOptions) {
    this.origin = new URL(options.endpoint).origin;
  }

  get endpoint(): string {
    return this.options.endpoint;
  }

  /**
   * Sends a request and returns the head of the answer.
   *
   * @throws TesseraeError `hub-redirect` for endless or unsafe redirections, `hub-network` where trying again is in vain
   * @throws PassingFailure `hub-network`
   */
  async send({ url: first, method = 'GET', headers = {}, signal, followAway = true }: ClientRequest): Promise<Answer> {
    let url = new URL(first);
    for (let hops = 0; ; hops++) {
      const watch = new Watch(this.options.timeout, signal);
      const authorised = this.options.token !== undefined && url.origin === this.origin;
      const response = await this.fetch(url, method, headers, authorised, watch);
      const answer = {
        response,
        authorised,
        chunks: () => chunks(response, watch),
        discard: () => discard(response, watch),
      };
      const location = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('location') : null;
      if (location === null) return answer;

      const next = redirection(url, location);
      if (!followAway && next.origin !== url.origin) return answer;
      await answer.discard();
      if (hops === mostRedirects) throw redirectError(`more than ${mostRedirects}, the last to ${next.host}`);
      url = next;
    }
  }

  private async fetch(url: URL, method: string, headers: Record<string, string>, authorised: boolean, watch: Watch) {
    try {
      return await fetch(url, {
        method,
        // Lengths and ranges count the bytes as they are stored.
        headers: {
          'accept-encoding': 'identity',
          'user-agent': 'tesserae',
          ...headers,
          ...(authorised && { authorization: `Bearer ${this.options.token}` }),
        },
        redirect: 'manual',
        signal: watch.signal,
      });
    } catch (error) {
      throw watch.explain(error, url.host);
    }
  }
}

/**
 * Where a redirection leads.
 *
 * @throws TesseraeError `hub-redirect` for an address that is none, has a password, or gives up encryption
 */
export function redirection(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (!to) throw redirectError(quoted(location));
  // From https to http anyone on the way could read along.
  const safe = to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
  if (!safe || to.username || to.password) throw redirectError(`${to.protocol}//${to.host}`);
  return to;
}

function redirectError(received: string) {
  return hubError('hub-redirect', 'a redirection that leads to the file', received, 'Check HF_ENDPOINT and any proxy.');
}

async function* chunks(response: Response, watch: Watch): AsyncGenerator<Uint8Array> {
  try {
    if (response.body) {
      for await (const chunk of response.body) {
        watch.touch();
        yield chunk;
        watch.touch(); // The time that the reader took is not the server's.
      }
    }
  } catch (error) {
    throw watch.explain(error, new URL(response.url).host);
  } finally {
    watch.end();
  }
}

async function discard(response: Response, watch: Watch): Promise<void> {
  watch.end();
  await response.body?.cancel().catch(() => {}); // Broken already: nothing left to discard.
}

/** Ends a request when nothing moves for a while, or when the caller wants it. */
class Watch {
  private readonly stalled = new AbortController();
  private timer: NodeJS.Timeout;
  readonly signal: AbortSignal;

  constructor(
    private readonly timeout: number,
    private readonly caller?: AbortSignal,
  ) {
    this.signal = caller ? AbortSignal.any([this.stalled.signal, caller]) : this.stalled.signal;
    this.timer = this.start();
  }

  touch(): void {
    this.timer.refresh();
  }

  end(): void {
    clearTimeout(this.timer);
  }

  /** What to throw for an error of `fetch`. */
  explain(error: unknown, host: string): unknown {
    this.end();
    if (this.caller?.aborted) return this.caller.reason;
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    const received = this.stalled.signal.aborted
      ? `nothing for ${this.timeout / 1000} s`
      : messageOf(cause?.message ? cause : error);
    const action = 'Check the network, or use --offline with what is in the cache.';
    const failure = hubError('hub-network', `an answer of ${host}`, received, action, error);
    const final = /^(ENOTFOUND$|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/.test(cause?.code ?? '');
    return final ? failure : new PassingFailure(failure);
  }

  private start(): NodeJS.Timeout {
    return setTimeout(() => this.stalled.abort(), this.timeout);
  }
}
