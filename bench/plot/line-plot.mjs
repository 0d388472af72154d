/**
 * A line plot as SVG without dependencies. Nothing is filled behind it: every colour has contrast on white and on dark
 * pages (`line-plot.test.mjs`), and lines differ in marker and dash too, so that no one has to tell colours apart.
 *
 * @typedef {{ x: number, y: number }} Point
 * @typedef {{ name: string, points: readonly Point[], baseline?: boolean }} Line joined in the order given; a `baseline` is grey and dashed
 * @typedef {{ name: string, y: number, low: number, high: number }} Level a horizontal line with a band around it
 * @typedef {{ label: string, scale?: 'linear' | 'log' }} AxisLabel
 */
import { axis } from './axis.mjs';

export const textColour = '#757c84';
export const baselineColour = '#808790';
/** After Okabe and Ito, the lighter ones darkened. */
export const colours = ['#0077bb', '#d55e00', '#009270', '#b8609a', '#a67c00', '#7d64d8'];

const [width, height] = [760, 440];
const plot = { left: 62, right: width - 226, top: 44, bottom: height - 52 };

/**
 * Draws lines, a legend and axes with round ticks.
 *
 * @param {{ title: string, x: AxisLabel, y: AxisLabel, lines: readonly Line[], level?: Level }} options
 * @returns {string} the file
 */
export function linePlot({ title, x: xAxis, y: yAxis, lines, level }) {
  const points = lines.flatMap((line) => line.points);
  const heights = [...points.map(({ y }) => y), ...(level ? [level.low, level.high] : [])];
  const x = axis(
    points.map((point) => point.x),
    [plot.left, plot.right],
    xAxis.scale,
  );
  const y = axis(heights, [plot.bottom, plot.top], yAxis.scale);
  const middle = (plot.top + plot.bottom) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="12.5" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title>`,
    text(plot.left, 24, title, 'start', ' font-size="15" font-weight="600"'),
    ...x.ticks.flatMap((tick) => [
      rule(x.at(tick), plot.top, x.at(tick), plot.bottom),
      text(x.at(tick), plot.bottom + 18, tick, 'middle'),
    ]),
    ...y.ticks.flatMap((tick) => [
      rule(plot.left, y.at(tick), plot.right, y.at(tick)),
      text(plot.left - 8, y.at(tick) + 4, tick, 'end'),
    ]),
    text((plot.left + plot.right) / 2, height - 12, xAxis.label, 'middle'),
    text(0, 0, yAxis.label, 'middle', ` transform="translate(18 ${middle}) rotate(-90)"`),
    ...(level ? drawLevel(level, y) : []),
    ...styled(lines).map((line) => drawLine(line, x, y)),
    ...drawLegend(styled(lines), level),
    '</svg>',
    '',
  ].join('\n');
}

/** Lines with colour, dash and marker: baselines grey, the others in the order of the palette. */
function styled(lines) {
  const dashes = ['6 4', '2 3', '8 3 2 3'];
  const count = { baseline: 0, line: 0 };
  return lines.map((line, i) => {
    const marker = markers[i % markers.length];
    if (line.baseline)
      return { ...line, marker, colour: baselineColour, dash: dashes[count.baseline++ % dashes.length] };
    return { ...line, marker, colour: colours[count.line++ % colours.length] };
  });
}

/** Outlines around 0, 0, about eight pixels across. */
const markers = [
  'M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z',
  'M-3.5 -3.5h7v7h-7z',
  'M0 -4.6L4.4 3.4H-4.4z',
  'M0 -5L4.4 0L0 5L-4.4 0z',
  'M0 4.6L4.4 -3.4H-4.4z',
  'M-4.5 -1.4h3.1v-3.1h2.8v3.1h3.1v2.8h-3.1v3.1h-2.8v-3.1h-3.1z',
  'M-5 0L-1.3 -1.3L0 -5L1.3 -1.3L5 0L1.3 1.3L0 5L-1.3 1.3z',
];

function drawLine({ name, points, marker, colour, dash }, x, y) {
  const places = points.map((point) => [fixed(x.at(point.x)), fixed(y.at(point.y))]);
  const line = stroke(
    `<polyline points="${places.map((place) => place.join(',')).join(' ')}" fill="none"`,
    colour,
    dash,
  );
  const marks = places.map(([left, top]) => `<path d="${marker}" transform="translate(${left} ${top})"/>`);
  return `<g><title>${escaped(name)}</title>${line}<g fill="${colour}">${marks.join('')}</g></g>`;
}

function drawLevel({ y: value, low, high }, y) {
  const [top, bottom] = [y.at(high), y.at(low)];
  const size = `y="${fixed(top)}" width="${plot.right - plot.left}" height="${fixed(bottom - top)}"`;
  const across = `x1="${plot.left}" x2="${plot.right}" y1="${fixed(y.at(value))}" y2="${fixed(y.at(value))}"`;
  return [
    `<rect x="${plot.left}" ${size} fill="${baselineColour}" fill-opacity="0.14"/>`,
    stroke(`<line ${across}`, baselineColour),
  ];
}

function drawLegend(lines, level) {
  const left = plot.right + 16;
  const row = (i) => plot.top + 10 + 22 * i;
  const entries = lines.map(({ name, marker, colour, dash }, i) => {
    const line = stroke(`<line x1="${left}" x2="${left + 28}" y1="${row(i)}" y2="${row(i)}"`, colour, dash);
    const mark = `<path d="${marker}" fill="${colour}" transform="translate(${left + 14} ${row(i)})"/>`;
    return line + mark + text(left + 35, row(i) + 4, name, 'start');
  });
  if (!level) return entries;
  const at = row(lines.length);
  const band = `<rect x="${left}" y="${at - 6}" width="28" height="12" fill="${baselineColour}" fill-opacity="0.14"/>`;
  const line = stroke(`<line x1="${left}" x2="${left + 28}" y1="${at}" y2="${at}"`, baselineColour);
  return [...entries, band + line + text(left + 35, at + 4, level.name, 'start')];
}

const fixed = (pixels) => Number(pixels.toFixed(1));

const escaped = (words) =>
  String(words).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

function text(x, y, words, anchor, more = '') {
  return `<text x="${fixed(x)}" y="${fixed(y)}" fill="${textColour}" text-anchor="${anchor}"${more}>${escaped(words)}</text>`;
}

function rule(x1, y1, x2, y2) {
  const ends = `x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}"`;
  return `<line ${ends} stroke="${baselineColour}" stroke-opacity="0.25"/>`;
}

/** Closes an open tag with a stroke of the usual width. */
function stroke(tag, colour, dash) {
  return `${tag} stroke="${colour}" stroke-width="1.8"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
}
