/** Code points of a TrueType file, read from its character map (formats 4 and 12), in order. */
export function coveredPoints(file: Buffer): number[] {
  const map = tableAt(file, 'cmap');
  const points = new Set<number>();
  for (let i = 0; i < file.readUInt16BE(map + 2); i++) {
    const platform = file.readUInt16BE(map + 4 + 8 * i);
    const at = map + file.readUInt32BE(map + 8 + 8 * i);
    if (platform !== 0 && platform !== 3) continue;
    const format = file.readUInt16BE(at);
    if (format === 12) readGroups(file, at, points);
    else if (format === 4) readSegments(file, at, points);
  }
  return [...points].sort((a, b) => a - b);
}

function tableAt(file: Buffer, tag: string): number {
  for (let at = 12; at < 12 + 16 * file.readUInt16BE(4); at += 16) {
    if (file.toString('latin1', at, at + 4) === tag) return file.readUInt32BE(at + 8);
  }
  throw new Error(`no table ${tag}`);
}

function readGroups(file: Buffer, at: number, points: Set<number>): void {
  for (let group = at + 16; group < at + 16 + 12 * file.readUInt32BE(at + 12); group += 12) {
    for (let point = file.readUInt32BE(group); point <= file.readUInt32BE(group + 4); point++) points.add(point);
  }
}

function readSegments(file: Buffer, at: number, points: Set<number>): void {
  const length = file.readUInt16BE(at + 6);
  for (let end = at + 14; end < at + 14 + length; end += 2) {
    const start = end + 2 + length;
    const [delta, offset] = [start + length, start + 2 * length];
    const range = file.readUInt16BE(offset);
    for (let point = file.readUInt16BE(start); point <= file.readUInt16BE(end) && point < 0xffff; point++) {
      const glyph =
        range === 0
          ? point + file.readInt16BE(delta)
          : file.readUInt16BE(offset + range + 2 * (point - file.readUInt16BE(start)));
      if ((glyph & 0xffff) !== 0) points.add(point);
    }
  }
}
