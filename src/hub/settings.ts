import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { hubError, quoted } from './error.js';

/** Where models come from and where they lie. */
export interface HubSettings {
  /** Address of the hub, without a slash at the end. */
  endpoint: string;
  /** Folder that holds `models--OWNER--NAME`. */
  cache: string;
  /** Sent to the origin of `endpoint`, and nowhere else. */
  token?: string;
  /** Nothing is asked of the network. */
  offline: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings that Hugging Face tools share: `HF_ENDPOINT`; `HF_HUB_CACHE`, `HUGGINGFACE_HUB_CACHE`, `HF_HOME`,
 * `XDG_CACHE_HOME`; `HF_TOKEN`, `HUGGING_FACE_HUB_TOKEN`, else the file that `hf auth login` writes (`HF_TOKEN_PATH`);
 * `HF_HUB_OFFLINE`, `TRANSFORMERS_OFFLINE`. What is given goes before them.
 *
 * @throws TesseraeError `hub-endpoint`, `hub-token`
 */
export function hubSettings(given: Partial<HubSettings> = {}, environment: Environment = process.env): HubSettings {
  const home = hubHome(environment);
  return {
    endpoint: readEndpoint(given.endpoint ?? (environment.HF_ENDPOINT || 'https://huggingface.co')),
    cache: given.cache ?? cacheFolder(environment),
    token: readToken(given.token ?? tokenOf(environment, home)),
    offline: given.offline ?? isOn(environment.HF_HUB_OFFLINE || environment.TRANSFORMERS_OFFLINE),
  };
}

/** The cache of the environment; needs neither a valid endpoint nor a token. */
export function cacheFolder(environment: Environment = process.env): string {
  const folder = environment.HF_HUB_CACHE || environment.HUGGINGFACE_HUB_CACHE;
  return folder ? expandHome(folder) : join(hubHome(environment), 'hub');
}

function hubHome(environment: Environment): string {
  if (environment.HF_HOME) return expandHome(environment.HF_HOME);
  return join(expandHome(environment.XDG_CACHE_HOME || join(homedir(), '.cache')), 'huggingface');
}

function expandHome(path: string): string {
  return /^~(?=$|[/\\])/.test(path) ? join(homedir(), path.slice(1)) : path;
}

function readEndpoint(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const good = url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
  if (good) return url.href.replace(/\/+$/, '');
  // An address with a password in it is not repeated.
  const received = url?.password ? 'one with a password' : quoted(text);
  throw hubError('hub-endpoint', 'an http(s) address of a hub', received, 'Correct HF_ENDPOINT.');
}

function tokenOf(environment: Environment, home: string): string | undefined {
  const direct = environment.HF_TOKEN?.trim() || environment.HUGGING_FACE_HUB_TOKEN?.trim();
  if (direct) return direct;
  const path = expandHome(environment.HF_TOKEN_PATH || join(home, 'token'));
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined; // Not readable for this user: as good as none; a private model then says that it needs one.
  }
}

function readToken(text: string | undefined): string | undefined {
  const token = text?.trim();
  if (!token) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  const received = 'one with spaces, line breaks or other characters';
  throw hubError('hub-token', 'a token of one word', received, 'Correct HF_TOKEN or the token file.');
}

function isOn(text: string | undefined): boolean {
  return /^(1|on|yes|true)$/i.test(text ?? '');
}
