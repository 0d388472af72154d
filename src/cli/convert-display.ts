import { createProgress, type Progress, type ProgressStream } from '../base/progress.js';
import type { ConvertOptions } from '../weights/index.js';

/** Progress of a conversion in megabytes of the source, and why it waits. */
export function convertDisplay(
  stream: ProgressStream,
): Required<Pick<ConvertOptions, 'onProgress' | 'onWait'>> & { close(): void } {
  let progress: Progress | undefined;
  return {
    onProgress({ done, total }) {
      progress ??= createProgress({ label: 'convert (MB)', total: megabytes(total), stream });
      progress.update(megabytes(done));
    },
    onWait: () => stream.write('Another process converts to the same folder: waiting for it.\n'),
    close: () => progress?.close(),
  };
}

export const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
