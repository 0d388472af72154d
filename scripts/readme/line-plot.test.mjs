import { describe, expect, it } from 'vitest';
import { axis } from '../../bench/plot/axis.mjs';
import { baselineColour, colours, linePlot, textColour } from '../../bench/plot/line-plot.mjs';

describe('axis', () => {
  it('has round ticks that enclose the data', () => {
    expect(axis([31.2, 64.9], [0, 100]).ticks).toEqual([30, 40, 50, 60, 70]);
    expect(axis([0, 1], [0, 100]).ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(axis([14, 280], [0, 100], 'log').ticks).toEqual([10, 20, 50, 100, 200, 500]);
  });

  it('puts the outer ticks on its ends, and equal factors at equal distances', () => {
    const { at, ticks } = axis([14, 280], [20, 700], 'log');
    expect([at(ticks[0]), at(ticks.at(-1))]).toEqual([20, 700]);
    expect(at(100) - at(50)).toBeCloseTo(at(20) - at(10), 9);
  });

  it('survives a single value, and refuses a logarithm of nothing', () => {
    const { ticks, at } = axis([5, 5], [0, 10]);
    expect(ticks.length).toBeGreaterThan(1);
    expect(at(5)).toBeGreaterThanOrEqual(0);
    expect(at(5)).toBeLessThanOrEqual(10);
    expect(axis([10, 10], [0, 10], 'log').ticks).toEqual([10, 20]);
    expect(() => axis([0, 5], [0, 10], 'log')).toThrow('above 0');
  });
});

describe('linePlot', () => {
  const svg = linePlot({
    title: 'A & B',
    x: { label: 'tokens', scale: 'log' },
    y: { label: 'right' },
    level: { name: 'full', y: 50, low: 45, high: 55 },
    lines: [
      {
        name: 'first',
        points: [
          { x: 100, y: 50 },
          { x: 10, y: 20 },
        ],
      },
      {
        name: 'blind',
        points: [
          { x: 100, y: 50 },
          { x: 10, y: 15 },
        ],
        baseline: true,
      },
    ],
  });

  it('names itself, its axes and its lines, with signs escaped', () => {
    expect(svg).toContain('<title id="title">A &amp; B</title>');
    for (const words of ['tokens', 'right', 'first', 'blind', 'full']) expect(svg).toContain(`>${words}</text>`);
  });

  it('puts larger values to the right and further up', () => {
    const [[, right, upper, left, lower]] = svg.matchAll(/points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"/g);
    expect(Number(right)).toBeGreaterThan(Number(left));
    expect(Number(upper)).toBeLessThan(Number(lower));
  });

  it('has every tag closed', () => {
    const opened = svg.match(/<[a-z]+(?![^>]*\/>)[^>]*>/g).length;
    expect(opened).toBe(svg.match(/<\/[a-z]+>/g).length);
  });
});

it('can be seen on white and on dark pages', () => {
  for (const page of ['#ffffff', '#0d1117']) {
    expect(contrast(textColour, page)).toBeGreaterThan(4.1);
    for (const colour of [...colours, baselineColour]) expect(contrast(colour, page), colour).toBeGreaterThan(3);
  }
});

/** Contrast of two colours after WCAG 2.2. */
function contrast(first, second) {
  const luminance = (colour) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dark, light] = [luminance(first), luminance(second)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
