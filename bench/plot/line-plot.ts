/** A line plot as SVG, legible on light and dark pages. */

export interface Line {
  name: string;
  points: readonly { x: number; y: number }[];
  /** Drawn dashed and without markers, as a reference. */
  dashed?: boolean;
}

export interface PlotOptions {
  title: string;
  xLabel: string;
  yLabel: string;
  lines: readonly Line[];
}

const [width, height] = [720, 420];
const margin = { left: 56, right: 130, top: 34, bottom: 46 };
/** Okabe and Ito's palette: told apart by colour-blind readers, and visible on white and on black. */
const colours = ['#E69F00', '#56B4E9', '#009E73', '#0072B2', '#D55E00', '#CC79A7', '#999999'];

/** Draws the plot; axes start at round numbers just outside the data. */
export function linePlot({ title, xLabel, yLabel, lines }: PlotOptions): string {
  const points = lines.flatMap((line) => line.points);
  const x = axis(
    points.map((p) => p.x),
    margin.left,
    width - margin.right,
  );
  const y = axis(
    points.map((p) => p.y),
    height - margin.bottom,
    margin.top,
  );
  const grid = [
    ...x.ticks.map((tick) => rule(x.at(tick), margin.top, x.at(tick), height - margin.bottom)),
    ...y.ticks.map((tick) => rule(margin.left, y.at(tick), width - margin.right, y.at(tick))),
    ...x.ticks.map((tick) => label(x.at(tick), height - margin.bottom + 16, String(tick), 'middle')),
    ...y.ticks.map((tick) => label(margin.left - 8, y.at(tick) + 4, String(tick), 'end')),
  ];
  const drawn = lines.flatMap((line, i) => {
    const colour = colours[i % colours.length];
    const path = line.points.map((p) => `${x.at(p.x).toFixed(1)},${y.at(p.y).toFixed(1)}`);
    const row = margin.top + 12 + i * 20;
    const dash = line.dashed ? ' stroke-dasharray="6 4"' : '';
    return [
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`,
      ...(line.dashed ? [] : path.map((at) => marker(at, colour))),
      `<line x1="${width - margin.right + 12}" y1="${row}" x2="${width - margin.right + 32}" y2="${row}" stroke="${colour}" stroke-width="2"${dash}/>`,
      label(width - margin.right + 38, row + 4, line.name, 'start'),
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    label((margin.left + width - margin.right) / 2, 18, title, 'middle'),
    ...grid,
    ...drawn,
    label((margin.left + width - margin.right) / 2, height - 8, xLabel, 'middle'),
    `<text x="14" y="${height / 2}" fill="#808080" text-anchor="middle" transform="rotate(-90 14 ${height / 2})">${yLabel}</text>`,
    '</svg>',
    '',
  ].join('\n');
}

/** A linear axis from data to pixels, with four to eight round ticks. */
function axis(values: readonly number[], from: number, to: number) {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const rough = (high - low || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step)];
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(6)));
  const at = (value: number) => from + ((value - first * step) / ((last - first) * step)) * (to - from);
  return { ticks, at };
}

function rule(x1: number, y1: number, x2: number, y2: number): string {
  const [a, b, c, d] = [x1, y1, x2, y2].map((v) => v.toFixed(1));
  return `<line x1="${a}" y1="${b}" x2="${c}" y2="${d}" stroke="#808080" stroke-opacity="0.25"/>`;
}

function label(x: number, y: number, text: string, anchor: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" fill="#808080" text-anchor="${anchor}">${text}</text>`;
}

function marker(at: string, colour: string): string {
  const [x, y] = at.split(',');
  return `<circle cx="${x}" cy="${y}" r="3" fill="${colour}"/>`;
}
