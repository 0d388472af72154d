import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file of a model on the server: `large` ones are kept like Git LFS does, on another origin. */
export interface ServedFile {
  content: Buffer;
  large?: boolean;
}

export interface ServedModel {
  commit: string;
  files: Record<string, ServedFile>;
  /** Only for those who send it. */
  token?: string;
  /** Wants its terms accepted. */
  gated?: boolean;
}

export interface SeenRequest {
  /** Which of the two origins was asked. */
  at: 'hub' | 'store';
  method: string;
  path: string;
  authorization?: string;
  range?: string;
}

/** Answers a request in place of the server; `false` leaves it to the server. */
export type Fault = (request: SeenRequest, response: ServerResponse, index: number) => boolean;

export const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
export const gitHash = (content: Buffer) =>
  createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
export const contentId = ({ content, large }: ServedFile) => (large ? sha256(content) : gitHash(content));

/**
 * A hub on this machine: the list of a revision, addresses of files by revision, redirections of large files to a store on another
 * origin, ranges, and the headers that the protocol uses. Faults are laid over it.
 */
export class HubServer {
  readonly seen: SeenRequest[] = [];
  readonly models: Record<string, ServedModel> = {};
  /** Branches and tags: `OWNER/NAME@REVISION` → commit. */
  readonly refs: Record<string, string> = {};
  /** Whether lists tell sizes and hashes, as the hub does. */
  describes = true;
  fault: Fault = () => false;
  /** Addresses of the two origins. */
  endpoint = '';
  store = '';
  private readonly servers: Server[] = [];

  static async start(): Promise<HubServer> {
    const server = new HubServer();
    server.endpoint = await server.listen('hub');
    server.store = await server.listen('store');
    return server;
  }

  async stop(): Promise<void> {
    for (const server of this.servers) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
  }

  /** Adds a model; its branch `main` is this commit. */
  add(id: string, model: ServedModel): void {
    this.models[id] = model;
    this.refs[`${id}@main`] = model.commit;
  }

  /** Requests for contents, in order. */
  downloads(): SeenRequest[] {
    return this.seen.filter(
      ({ at, method, path }) => method === 'GET' && (at === 'store' || path.includes('/resolve/')),
    );
  }

  private async listen(at: 'hub' | 'store'): Promise<string> {
    const server = createServer((request, response) => this.receive(at, request, response));
    this.servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  private receive(at: 'hub' | 'store', request: IncomingMessage, response: ServerResponse): void {
    const { authorization, range } = request.headers;
    const seen: SeenRequest = { at, method: request.method!, path: request.url!, authorization, range };
    this.seen.push(seen);
    if (this.fault(seen, response, this.seen.length - 1)) return;
    if (at === 'store') this.serveStored(seen, response);
    else this.serveHub(seen, response);
  }

  private serveHub(seen: SeenRequest, response: ServerResponse): void {
    const path = decodeURIComponent(seen.path.split('?')[0]);
    const list = path.match(/^\/api\/models\/([^/]+\/[^/]+)\/revision\/(.+)$/);
    const file = path.match(/^\/([^/]+\/[^/]+)\/resolve\/([0-9a-f]{40})\/(.+)$/);
    const [, id, revision] = list ?? file ?? [];
    const model = this.models[id];
    const known = revision === model?.commit || this.refs[`${id}@${revision}`] !== undefined;
    const found = file && model?.files[file[3]];
    if (!model || (model.token && seen.authorization !== `Bearer ${model.token}`)) {
      refuse(response, 401, 'RepoNotFound', 'Repository not found');
    } else if (model.gated && !list) refuse(response, 403, 'GatedRepo', 'Access to this model is restricted');
    else if (!known) refuse(response, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`);
    else if (list) this.serveList(id, model, response);
    else if (!found) refuse(response, 404, 'EntryNotFound', 'Entry not found');
    else if (!found.large) serveContent(found, seen, response);
    else {
      const location = `${this.store}/${id}/${encodeURIComponent(file[3])}`;
      const linked = { 'x-linked-etag': `"${contentId(found)}"`, 'x-linked-size': found.content.length };
      response.writeHead(302, { location, ...linked, 'x-repo-commit': model.commit }).end();
    }
  }

  private serveList(id: string, { commit, files }: ServedModel, response: ServerResponse): void {
    const siblings = Object.entries(files).map(([rfilename, file]) => {
      const size = file.content.length;
      const lfs = file.large ? { sha256: sha256(file.content), size, pointerSize: 134 } : undefined;
      return this.describes ? { rfilename, size, blobId: gitHash(file.content), lfs } : { rfilename };
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id, modelId: id, sha: commit, private: false, siblings }));
  }

  /** Sends what the store has. */
  serveStored(seen: SeenRequest, response: ServerResponse): void {
    const [, owner, name, path] = seen.path.split('/').map(decodeURIComponent);
    const file = this.models[`${owner}/${name}`]?.files[path];
    if (file) serveContent(file, seen, response);
    else response.writeHead(404).end();
  }
}

/** Sends a content, or the range of it that was asked for. */
export function serveContent(file: ServedFile, { method, range }: SeenRequest, response: ServerResponse): void {
  const { content } = file;
  const start = Number(range?.match(/^bytes=(\d+)-$/)?.[1] ?? 0);
  if (start > 0 && start >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const headers = { etag: `"${contentId(file)}"`, 'content-length': content.length - start, 'accept-ranges': 'bytes' };
  const last = content.length - 1;
  if (start > 0) response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${last}/${content.length}` });
  else response.writeHead(200, headers);
  response.end(method === 'HEAD' ? undefined : content.subarray(start));
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { 'x-error-code': code, 'x-error-message': message });
  response.end(JSON.stringify({ error: message }));
}
