import { existsSync, readFileSync } from 'node:fs';
import { drawnSource } from './drawn-source.js';
import { type FolderIndex, folderSource } from './folder-source.js';
import type { CompositeSize } from './kind.js';
import { smallSource } from './small/source.js';
import type { Sources } from './sources.js';

/**
 * The pictures of an index that `indexFolder` made and the data set's folder keeps; without one our own drawings, for small
 * composites the plain ones.
 */
export function openSources(indexPath?: string, size: CompositeSize = 'large'): Sources {
  if (size === 'small') return smallSource();
  if (indexPath === undefined || !existsSync(indexPath)) return drawnSource();
  return folderSource(JSON.parse(readFileSync(indexPath, 'utf8')) as FolderIndex);
}
