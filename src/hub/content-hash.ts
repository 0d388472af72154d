import { createHash } from 'node:crypto';

/** Names a content: 64 hexadecimal digits are its SHA-256 (large files), 40 the SHA-1 of its git blob (the others). */
export type ContentId = string;

/** Whether a text is one; nothing else becomes a file name. */
export function isContentId(text: unknown): text is ContentId {
  return typeof text === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

export interface ContentHash {
  update(bytes: Uint8Array): void;
  digest(): ContentId;
}

/** A running hash of the kind that `id` is. Git puts `blob SIZE\0` before the content, so `size` must be known. */
export function contentHash(id: ContentId, size: number): ContentHash {
  const hash = createHash(id.length === 64 ? 'sha256' : 'sha1');
  if (id.length === 40) hash.update(`blob ${size}\0`);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
}
