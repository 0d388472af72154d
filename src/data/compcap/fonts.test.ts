import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FONT_FOLDER } from '../picture/font.js';
import { coveredPoints } from './font-file.testing.js';
import {
  FAMILIES,
  fitSize,
  fontFiles,
  lineHeight,
  pointsOf,
  requireCoverage,
  textWidth,
  uncovered,
  wrapText,
} from './fonts.js';

describe('shipped fonts', () => {
  it('are the files of the manifest, with licences, for every family', () => {
    const files = fontFiles();
    for (const { file, sha256, licenceFile, licence } of files) {
      expect(
        createHash('sha256')
          .update(readFileSync(FONT_FOLDER + file))
          .digest('hex'),
        file,
      ).toBe(sha256);
      expect(existsSync(FONT_FOLDER + licenceFile), licenceFile).toBe(true);
      expect(licence).toMatch(/^(OFL-1\.1|Apache-2\.0|Bitstream-Vera)$/);
    }
    for (const family of FAMILIES)
      expect(files.some((font) => font.family === family && font.style === 'regular')).toBe(true);
  });

  it('declare the code points that their character maps hold', () => {
    for (const { file, coverage } of fontFiles()) {
      const points = coveredPoints(readFileSync(FONT_FOLDER + file)).filter(
        (point) => point >= 32 && !(point >= 127 && point < 160),
      );
      expect(
        [...pointsOf(coverage)].sort((a, b) => a - b),
        file,
      ).toEqual(points);
    }
  });

  it('refuse what they have no glyph for', () => {
    expect(uncovered('Tea 5 €', { family: 'serif', px: 12 })).toEqual([]);
    expect(uncovered('Чай', { family: 'serif', px: 12 })).toEqual(['Ч', 'а', 'й']);
    expect(uncovered('Чай', { family: 'sans', px: 12 })).toEqual([]);
    expect(() => requireCoverage('a\tb\u202e', { family: 'mono', px: 12 })).toThrow('U+0009, U+202E');
  });
});

describe('measuring', () => {
  it('follows the shipped faces', () => {
    // Advance widths of DejaVu Sans: 1255, 1300, 1300, 569, 1260 of 2048 units for a, p, p, l, e.
    expect(textWidth('apple', { family: 'sans', px: 2048 })).toBe(1255 + 1300 + 1300 + 569 + 1260);
    const mono = (text: string) => textWidth(text, { family: 'mono', px: 20 });
    expect(mono('iiii')).toBe(mono('WWWW'));
  });

  it('wraps without losing words and fits sizes', () => {
    const font = { family: 'condensed', px: 18 } as const;
    const text = 'The quick brown fox jumps over the lazy dog and runs away';
    const lines = wrapText(text, font, 150);
    expect(lines.join(' ')).toBe(text);
    for (const line of lines) expect(textWidth(line, font)).toBeLessThanOrEqual(150);
    const px = fitSize(text, { family: 'serif' }, 300, 40, 6)!;
    expect(textWidth(text, { family: 'serif', px })).toBeLessThanOrEqual(300);
    expect(textWidth(text, { family: 'serif', px: px + 1 })).toBeGreaterThan(300);
    expect(fitSize(text, { family: 'serif' }, 20, 40, 10)).toBeUndefined();
    expect(lineHeight(font)).toBe(24);
  });
});
