import type { Canvas } from '../canvas.js';
import { smallestText } from '../canvas.js';
import { mixColours } from '../colours.js';
import { cssFont } from '../fonts.js';
import type { Box } from '../kind.js';
import { type Highlighted, highlight } from './highlight.js';
import { type CodeLayout, codeFont, layoutCode } from './layout.js';
import { legible } from './legible.js';
import type { Code } from './meta.js';

/** Draws a window with highlighted code on its backdrop. */
export async function drawCode(code: Code, canvas: Canvas): Promise<void> {
  const { snippet, look } = code;
  const painted = await highlight(snippet.code, snippet.language, look.theme);
  const layout = layoutCode(snippet, look);
  canvas.ground(look.margin === 0 ? painted.ground : look.backdrop);
  if (look.shadow && look.margin > 0) drawShadow(layout.window, look.radius, canvas);
  const radius = look.margin === 0 ? 0 : look.radius;
  canvas.roundedBox(layout.window, radius, { fill: painted.ground });
  canvas.element('window', 'code window', layout.window);
  if (layout.bar) drawBar(code, layout.bar, painted, radius, canvas);
  drawLines(code, layout, painted, canvas);
}

function drawShadow(window: Box, radius: number, canvas: Canvas): void {
  const { context } = canvas;
  context.save();
  context.shadowColor = 'rgba(0, 0, 0, 0.45)';
  context.shadowBlur = 14;
  context.shadowOffsetY = 5;
  canvas.roundedBox(window, radius, { fill: '#000000' });
  context.restore();
}

/** Controls and title of the window. */
function drawBar({ look }: Code, bar: Box, { ground, ink }: Highlighted, radius: number, canvas: Canvas): void {
  const tone = look.chrome === 'dots' ? ground : mixColours(ground, ink, 0.1);
  const { context } = canvas;
  context.beginPath();
  context.roundRect(bar.x, bar.y, bar.width, bar.height, [radius, radius, 0, 0]);
  canvas.paint({ fill: tone });
  const middle = bar.y + bar.height / 2;
  if (look.chrome === 'dots') {
    const size = look.narrow ? 3 : 6;
    ['#ff5f56', '#ffbd2e', '#27c93f'].forEach((colour, at) => {
      context.beginPath();
      context.arc(bar.x + (3 + at * (10 / 3)) * size, middle, size, 0, 2 * Math.PI);
      canvas.paint({ fill: colour });
    });
  }
  if (look.chrome === 'buttons') drawButtons(bar, middle, legible(ink, tone), canvas);
  if (!look.title) return;
  const px = Math.max(look.narrow ? 10 : 13, smallestText(canvas.size));
  const font = { family: 'sans', px } as const;
  if (look.chrome === 'tab') {
    const tab = { x: bar.x + 12, y: bar.y + 6, width: bar.width - 180, height: bar.height - 6 };
    canvas.roundedBox({ ...tab, height: tab.height + 1 }, 4, { fill: ground });
    canvas.text(look.title, { ...tab, x: tab.x + 12 }, { font, ink: legible(ink, ground), ground });
  } else canvas.text(look.title, bar, { font, ink: legible(ink, tone), ground: tone, align: 'centre' });
}

/** Minimise, maximise, close. */
function drawButtons(bar: Box, middle: number, stroke: string, canvas: Canvas): void {
  const right = bar.x + bar.width - 18;
  const paint = { stroke, thickness: 1.5 };
  const [x, y] = [right - 64, middle];
  canvas.line(
    [
      { x, y },
      { x: x + 10, y },
    ],
    paint,
  );
  canvas.rectangle({ x: right - 37, y: middle - 5, width: 10, height: 10 }, paint);
  for (const sign of [-1, 1]) {
    canvas.line(
      [
        { x: right - 10, y: middle - 5 * sign },
        { x: right, y: middle + 5 * sign },
      ],
      paint,
    );
  }
}

/**
 * Draws every line once as a whole without ink, so that the canvas measures, checks and records it, and then its tokens in
 * their colours at the columns of the line.
 */
function drawLines(
  { snippet, look }: Code,
  layout: CodeLayout,
  { lines, ground, ink }: Highlighted,
  canvas: Canvas,
): void {
  const font = codeFont(look);
  const pale = legible(mixColours(ground, ink, 0.45), ground);
  const { context } = canvas;
  snippet.code.split('\n').forEach((line, at) => {
    const start = layout.at(at, 0);
    if (look.numbers) {
      const style = { font, ink: pale, ground, align: 'right' } as const;
      canvas.textAt(String(at + 1), { x: layout.numbersRight, y: start.y }, style, layout.window);
    }
    const text = line.trim();
    if (text === '') return;
    const first = layout.at(at, line.length - line.trimStart().length);
    context.globalAlpha = 0;
    canvas.textAt(text, first, { font, ink, ground }, layout.window);
    context.globalAlpha = 1;
    canvas.element('line', text, layout.line(at));
    context.font = cssFont(font);
    for (const token of lines[at]) {
      context.fillStyle = token.ink;
      context.fillText(token.text, layout.at(at, token.column).x, start.y);
    }
  });
}
