/** Serves folders on this machine only. */
export function serveFolders(
  folders: Record<string, string>,
  options?: { port?: number; isolated?: boolean },
): Promise<{ url: string; close(): void }>;
