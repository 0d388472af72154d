/**
 * The browser's twin of `disk.ts`: folders in memory, under the names that they were mounted with. Only what readers ask is
 * here, and nothing can be written.
 */

/** Bytes of files, by path. */
const files = new Map<string, Uint8Array>();
const opened = new Map<number, Uint8Array>();
let nextDescriptor = 1;

/**
 * Puts a folder of files there; one of the same name is replaced.
 *
 * @param contents bytes by name; a name may have a folder in front, `qformer_tokenizer/tokenizer.json`
 */
export function mount(folder: string, contents: ReadonlyMap<string, Uint8Array>): void {
  const root = join(folder);
  for (const path of [...files.keys()]) if (path.startsWith(`${root}/`)) files.delete(path);
  for (const [name, bytes] of contents) files.set(join(root, name), bytes);
}

/** Files that lie directly in a folder: name → bytes. */
export function filesIn(folder: string): Map<string, Uint8Array> {
  const root = join(folder);
  return new Map([...files].flatMap(([path, bytes]) => (dirname(path) === root ? [[basename(path), bytes]] : [])));
}

/** Joins parts with one slash each; the two of `https://` stay. */
export function join(...parts: string[]): string {
  const path = parts.filter((part) => part !== '').join('/');
  return path.replace(/(?<!:)\/+/g, '/').replace(/(?<=[^/])\/$/, '');
}

export function dirname(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, Math.max(slash, 1));
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export const existsSync = (path: string): boolean => files.has(join(path)) || isFolder(path);
export const realpathSync = (path: string): string => join(path);

export function statSync(path: string): { size: number; isFile(): boolean; isDirectory(): boolean } {
  if (isFolder(path)) return { size: 0, isFile: () => false, isDirectory: () => true };
  const size = readFileSync(path).length;
  return { size, isFile: () => true, isDirectory: () => false };
}

export function readFileSync(path: string): Uint8Array {
  const bytes = files.get(join(path));
  if (!bytes) throw new Error(`no such file: ${path}`);
  return bytes;
}

export function openSync(path: string, _mode: 'r'): number {
  opened.set(nextDescriptor, readFileSync(path));
  return nextDescriptor++;
}

export const fstatSync = (descriptor: number): { size: number } => ({ size: opened.get(descriptor)!.length });

/** Copies bytes and returns how many: fewer than `length` at the end of the file. */
export function readSync(
  descriptor: number,
  into: Uint8Array,
  offset: number,
  length: number,
  position: number,
): number {
  const part = opened.get(descriptor)!.subarray(position, position + length);
  into.set(part, offset);
  return part.length;
}

export function closeSync(descriptor: number): void {
  opened.delete(descriptor);
}

function isFolder(path: string): boolean {
  const start = `${join(path)}/`;
  return [...files.keys()].some((file) => file.startsWith(start));
}
