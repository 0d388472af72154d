import { describe, expect, it } from 'vitest';
import { COLOUR_NAMES, COLOURS, coloursOn, contrast, difference, THEME_NAMES, THEMES } from './palette.js';

describe('palette', () => {
  it('measures contrast and difference as published', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 6);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
    expect(difference('#000000', '#ffffff')).toBeCloseTo(100, 1);
    // CIE Lab of sRGB red (53.24, 80.09, 67.20) and green (87.73, -86.18, 83.18).
    expect(difference('#ff0000', '#00ff00')).toBeCloseTo(170.57, 0);
  });

  it('has colours that cannot be mistaken for each other', () => {
    COLOUR_NAMES.forEach((name, at) => {
      for (const other of COLOUR_NAMES.slice(at + 1)) {
        expect(difference(COLOURS[name], COLOURS[other]), `${name} ${other}`).toBeGreaterThan(25);
      }
    });
  });

  it('has themes whose text can be read everywhere and that show at least eight colours', () => {
    for (const name of THEME_NAMES) {
      const { fill, ink, stripe, header } = THEMES[name];
      for (const ground of [fill, stripe, header]) expect(contrast(ink, ground), name).toBeGreaterThanOrEqual(4.5);
      expect(coloursOn(name).length, name).toBeGreaterThanOrEqual(8);
    }
  });
});
