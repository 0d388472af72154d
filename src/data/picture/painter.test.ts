import { describe, expect, it } from 'vitest';
import type { Picture } from '../../image/picture.js';
import { reach } from './font.js';
import type { Box } from './kind.js';
import { type Painter, TEXT_GRID } from './painter.js';
import { paintPicture } from './surface.js';

const STYLE = { font: { face: 'regular', px: 12 }, ink: '#000000', ground: '#ffffff' } as const;
const PICTURE = { width: 60, height: 40 };

function paint(draw: (painter: Painter) => void): Picture {
  return paintPicture(PICTURE, (painter) => {
    painter.ground('#ffffff');
    draw(painter);
  }).picture;
}

describe('Painter', () => {
  it('rejects text that is too wide, too high or outside the picture', () => {
    const boxes: Box[] = [
      { x: 0, y: 0, width: 20, height: 16 },
      { x: 0, y: 0, width: 60, height: 8 },
      { x: 20, y: 0, width: 44, height: 16 },
      { x: 0, y: -4, width: 60, height: 16 },
    ];
    for (const box of boxes) expect(() => paint((painter) => painter.text('apple', box, STYLE))).toThrow(/"apple"/);
  });

  it('puts text on the grid and ink only into the box that it reports', () => {
    const picture = paint((painter) => {
      painter.text('apple', { x: 4, y: 8, width: 52, height: 16 }, STYLE);
      const [{ x, y, height }] = painter.texts;
      expect(x % TEXT_GRID).toBe(0);
      expect((y + reach(STYLE.font).above) % TEXT_GRID).toBe(0);
      expect(y + height).toBeLessThanOrEqual(24);
    });
    const inked = [...picture.data.keys()].filter((i) => i % 3 === 0 && picture.data[i] < 200).map((i) => i / 3);
    expect(inked.length).toBeGreaterThan(40);
    for (const at of inked) {
      expect(at % PICTURE.width).toBeGreaterThanOrEqual(4);
      expect(at % PICTURE.width).toBeLessThan(56);
      expect(Math.floor(at / PICTURE.width)).toBeGreaterThanOrEqual(8);
      expect(Math.floor(at / PICTURE.width)).toBeLessThan(24);
    }
  });

  it('frames a box inwards', () => {
    const { data } = paint((painter) => painter.frame({ x: 10, y: 10, width: 20, height: 10 }, '#ff0000'));
    const red = [...data.keys()].filter((i) => i % 3 === 1 && data[i] === 0).length;
    expect(red).toBe(2 * 20 + 2 * 10 - 4);
  });
});
