import { readFileSync } from 'node:fs';

/** Memory of a process as Linux counts it, in bytes. */
export interface ProcessMemory {
  /** Most that was resident at once, mapped files counted. */
  peak: number;
  /** Resident now, not from a file. */
  anonymous: number;
  /** Resident now, mapped from files: the system may drop it at any time. */
  mapped: number;
}

/** Memory of this process, where the system says (Linux). */
export const ownMemory = (): ProcessMemory => parseStatus(readFileSync('/proc/self/status', 'utf8'));

/** Reads `/proc/self/status`. @throws Error where a line is missing */
export function parseStatus(status: string): ProcessMemory {
  const bytes = (field: string) => {
    const found = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status);
    if (!found) throw new Error(`expected ${field} in /proc/self/status; measure on Linux`);
    return Number(found[1]) * 1024;
  };
  return { peak: bytes('VmHWM'), anonymous: bytes('RssAnon'), mapped: bytes('RssFile') };
}
