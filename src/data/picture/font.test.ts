import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capHeight, FACES, FONT_FOLDER, lineHeight, reach, textWidth } from './font.js';

const manifest = JSON.parse(readFileSync(`${FONT_FOLDER}manifest.json`, 'utf8')) as {
  license: string;
  fonts: { file: string; sha256: string }[];
};

describe('fonts', () => {
  it('are the files of the manifest, with their licence', () => {
    expect(manifest.fonts.length).toBe(FACES.length);
    for (const { file, sha256 } of manifest.fonts) {
      expect(
        createHash('sha256')
          .update(readFileSync(FONT_FOLDER + file))
          .digest('hex'),
      ).toBe(sha256);
    }
    expect(existsSync(FONT_FOLDER + manifest.license)).toBe(true);
  });

  it('measure as the shipped faces do, not as fonts of the system', () => {
    // Advance widths of DejaVu Sans: 1255, 1300, 1300, 569, 1260 of 2048 units for a, p, p, l, e.
    expect(textWidth('apple', { face: 'regular', px: 2048 })).toBe(1255 + 1300 + 1300 + 569 + 1260);
    expect(textWidth('apple', { face: 'bold', px: 2048 })).toBe(1382 + 1466 + 1466 + 702 + 1389);
  });

  it('have lines that hold capitals and descenders', () => {
    for (const px of [11, 12, 13, 14, 15, 16]) {
      const { above, below } = reach({ face: 'bold', px });
      expect(above).toBeGreaterThan(capHeight({ face: 'bold', px }));
      expect(lineHeight({ face: 'bold', px })).toBeGreaterThanOrEqual(above + below);
    }
  });
});
