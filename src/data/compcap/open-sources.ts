import { existsSync, readFileSync } from 'node:fs';
import { drawnSource } from './drawn-source.js';
import { type FolderIndex, folderSource } from './folder-source.js';
import type { Sources } from './sources.js';

/** The pictures of an index that `indexFolder` made and the data set's folder keeps; without one our own drawings. */
export function openSources(indexPath?: string): Sources {
  if (indexPath === undefined || !existsSync(indexPath)) return drawnSource();
  return folderSource(JSON.parse(readFileSync(indexPath, 'utf8')) as FolderIndex);
}
