/** Tar archives (POSIX ustar) of plain files with short names, the same bytes for the same files. */

export interface TarFile {
  /** At most 99 bytes. */
  name: string;
  bytes: Uint8Array;
}

const BLOCK = 512;

/** An archive: for each file a header block and its content, padded; two empty blocks at the end. */
export function writeTar(files: readonly TarFile[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const { name, bytes } of files) {
    const header = Buffer.alloc(BLOCK);
    header.write(name, 0, 99);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    parts.push(header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
  }
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}
