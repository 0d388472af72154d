import { Random } from '../../../base/random.js';
import type { Canvas } from '../canvas.js';
import { type Claims, NO_CLAIMS } from '../claims.js';
import { NAMED_COLOURS } from '../colours.js';
import { capHeight, cssFont, lineHeight, textWidth } from '../fonts.js';
import type { CompositeKind, CompositeQuestion } from '../kind.js';
import type { Sources } from '../sources.js';
import { inkWord, type Page, paintBlurred, samplePage } from './page-meta.js';
import { paintPaper } from './paper.js';
import { drawPassage } from './passages.js';

async function draw(page: Page, canvas: Canvas, sources: Sources): Promise<void> {
  const { support, set, textBox, text, ink, ground } = page;
  const { context, size } = canvas;
  const bleeds = support.kind === 'paper' && support.paper.bleed;
  if (support.kind === 'plain') canvas.ground(NAMED_COLOURS[support.colour]);
  else if (support.kind === 'paper') paintPaper(context, size, support.paper, () => writeThrough(page, canvas));
  else {
    await paintBlurred(context, sources, support.picture, size);
    if (support.veil) {
      context.globalAlpha = support.veil.opacity;
      canvas.ground(support.veil.colour);
      context.globalAlpha = 1;
    }
  }
  context.save();
  if (bleeds) {
    context.shadowColor = ink;
    context.shadowBlur = 1.6;
  }
  const style = { font: set.font, ink, ground, align: set.align, spacing: set.spacing };
  if (page.hand === 'digital') canvas.lines(set.lines, textBox, style);
  else {
    const random = new Random(page.seed);
    set.lines.forEach((line, i) => {
      const start = startOf(page, i);
      canvas.handwritten(line, start, style, page.wobble, random);
    });
  }
  context.restore();
  canvas.element('text', text, textBox);
}

/** Where line `i` of a written page starts: the block is centred in its box. */
function startOf({ set, textBox }: Page, i: number): { x: number; y: number } {
  const { font, spacing, lines, align } = set;
  const height = capHeight(font) + (lines.length - 1) * lineHeight(font, spacing);
  const spare = textBox.width - textWidth(lines[i], font);
  const left = align === 'left' ? 0 : align === 'right' ? spare : spare / 2;
  return {
    x: Math.round(textBox.x + left),
    y: Math.round(textBox.y + (textBox.height - height) / 2) + capHeight(font) + i * lineHeight(font, spacing),
  };
}

/** What stands on the other side of the sheet: some other text in the same hand; it is not meant to be read. */
function writeThrough({ set, textBox, seed }: Page, { context }: Canvas): void {
  context.font = cssFont(set.font);
  context.fillStyle = '#000000';
  const words = drawPassage(new Random(seed + 1)).split(' ');
  for (let i = 0; i < set.lines.length; i++)
    context.fillText(
      words.slice(5 * i, 5 * i + 5).join(' '),
      textBox.x,
      textBox.y + (i + 1) * lineHeight(set.font, set.spacing),
    );
}

function caption({ text, hand }: Page, random: Random): string {
  const quoted = `"${text}"`;
  return random.pick([
    `The image shows a text reading: ${quoted}`,
    `The image shows a ${hand === 'digital' ? 'printed' : 'handwritten'} text that reads: ${quoted}`,
    `The image shows nothing but ${hand === 'digital' ? 'typed' : 'handwritten'} text. It says: ${quoted}`,
  ]);
}

function prompt({ text, hand }: Page): string {
  return [
    `Write one sentence that says that the image shows a ${hand === 'digital' ? 'printed' : 'handwritten'} text, and then quote the text exactly, in double quotation marks. Add nothing.`,
    `Text: ${text}`,
    'Caption:',
  ].join('\n\n');
}

function claims({ text, set, support, ink }: Page): Claims {
  const ground = support.kind === 'plain' ? [{ colour: support.colour }] : [];
  return {
    ...NO_CLAIMS,
    verbatim: [text],
    numbers: [{ value: set.lines.length }],
    colours: [{ colour: inkWord(ink) }, ...ground],
  };
}

function questions({ text, set, textBox, hand }: Page, random: Random): CompositeQuestion[] {
  const words = text.split(' ');
  const numbers = words.map((word) => word.replace(/[.,;:!?]+$/, '')).filter((word) => /^\d[\d:,-]*$/.test(word));
  const asked: CompositeQuestion[] = [
    {
      category: 'reading',
      question: random.pick(['What does the text say?', 'Read the text in the image.', 'What is written on the page?']),
      answer: text,
      box: textBox,
    },
    {
      category: 'count',
      question: 'How many lines of text are there?',
      answer: String(set.lines.length),
      box: textBox,
    },
    {
      category: 'structure',
      question: 'Is the text printed or handwritten?',
      answer: hand === 'digital' ? 'printed' : 'handwritten',
      box: textBox,
    },
    { category: 'reading', question: 'What is the first word of the text?', answer: bare(words[0]), box: textBox },
    {
      category: 'reading',
      question: 'What is the last word of the text?',
      answer: bare(words[words.length - 1]),
      box: textBox,
    },
  ];
  const line = random.integer(0, set.lines.length - 1);
  if (set.lines.length > 2)
    asked.push({
      category: 'reading',
      question: `What does line ${line + 1} of the text say?`,
      answer: set.lines[line],
      box: textBox,
    });
  if (numbers.length === 1)
    asked.push({ category: 'reading', question: 'Which number occurs in the text?', answer: numbers[0], box: textBox });
  return random.shuffle(asked);
}

function bare(word: string): string {
  return word.replace(/[.,;:!?]+$/, '');
}

/** Nothing but text, digital or handwritten, on paper, a blurred picture or a plain ground (CompCap, A.2). */
export const page: CompositeKind<Page> = {
  name: 'image-text.page',
  type: 'image-text',
  sample: samplePage,
  draw,
  caption,
  prompt,
  claims,
  questions,
};
