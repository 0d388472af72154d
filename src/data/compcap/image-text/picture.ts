import type { Random } from '../../../base/random.js';
import { withArticle } from '../../picture/words.js';
import type { Canvas } from '../canvas.js';
import { factsOf } from '../caption-facts.js';
import { type Claims, NO_CLAIMS } from '../claims.js';
import { NAMED_COLOURS } from '../colours.js';
import type { CompositeKind, CompositeQuestion } from '../kind.js';
import type { Sources } from '../sources.js';
import { sentenceCase } from '../words.js';
import { type PictureText, samplePictureText } from './picture-meta.js';

async function draw(
  { picture, pictureBox, box, set, textBox, text, ink, ground }: PictureText,
  canvas: Canvas,
  sources: Sources,
): Promise<void> {
  const { context } = canvas;
  await sources.paint(picture.id, canvas, pictureBox);
  canvas.element('picture', picture.phrase ?? picture.caption, pictureBox);
  if (box) {
    context.globalAlpha = box.opacity;
    canvas.roundedBox(box.place, box.radius, { fill: NAMED_COLOURS[box.colour] });
    context.globalAlpha = 1;
    canvas.element('box', `${box.colour} box`, box.place);
  }
  canvas.lines(set.lines, textBox, {
    font: set.font,
    ink: NAMED_COLOURS[ink],
    ground,
    align: set.align,
    spacing: set.spacing,
  });
  canvas.element('text', text, textBox);
}

const PLACES = { left: 'to the left of', right: 'to the right of', above: 'above', below: 'below' } as const;

function caption(meta: PictureText, random: Random): string {
  const { picture, side, text, ink, box } = meta;
  const shows = picture.phrase
    ? `The image shows ${picture.phrase}.`
    : `The image can be described like this: ${closed(picture.caption)}`;
  const letters = `${ink} letters`;
  const quoted = `"${text}"`;
  if (side !== 'over') {
    const place = PLACES[side];
    return random.pick([
      `${shows} In ${withArticle(`${box!.colour} box`)} ${place} the picture stands in ${letters}: ${quoted}`,
      `${shows} ${sentenceCase(place)} the picture there is ${withArticle(`${box!.colour} box`)} with a text in ${letters} that reads ${quoted}`,
      `${shows} ${sentenceCase(withArticle(`${box!.colour} box`))} ${place} it holds the words ${quoted}, written in ${letters}.`,
    ]);
  }
  const where = `${meta.part === 'middle' ? 'across the middle' : `near the ${meta.part}`} of the picture`;
  if (!box) {
    return random.pick([
      `${shows} The text ${quoted} is written in ${letters} ${where}.`,
      `${shows} ${sentenceCase(where)}, ${letters} read ${quoted}`,
      `${shows} Laid over it ${where} are the words ${quoted} in ${letters}.`,
    ]);
  }
  return random.pick([
    `${shows} ${sentenceCase(where)}, ${withArticle(`${box.colour} box`)} carries the text ${quoted} in ${letters}.`,
    `${shows} It is overlaid with ${withArticle(`${box.colour} box`)} ${where}, in which ${letters} read ${quoted}`,
    `${shows} In ${withArticle(`${box.colour} box`)} ${where} one can read ${quoted} in ${letters}.`,
  ]);
}

function closed(text: string): string {
  return /[.!?]["')]*$/.test(text) ? text : `${text}.`;
}

const EXAMPLE = [
  'Image: A man in a straw hat waters tomatoes in a small garden.',
  'Box: #fdf3c8',
  'Text: Good things grow slowly',
  'Caption: In the image, a man in a straw hat is watering tomatoes in a small garden. A pale box on the picture carries the words "Good things grow slowly".',
].join('\n');

/** Ink and font are looks; the caption may leave them out. */
function prompt({ picture, box, text }: PictureText): string {
  return [
    'Write one caption for a picture that a text was put on. You are given what the picture shows, the box behind the text, and the text itself.',
    `Example\n${EXAMPLE}`,
    `Image: ${picture.caption}\nBox: ${box ? NAMED_COLOURS[box.colour] : 'none'}\nText: ${text}`,
    'Instructions\n1. Say what the picture shows without adding anything.\n2. Quote the text exactly, in double quotation marks.\n3. If there is a box, say so, with a plain color word and no color code.\n4. Write one paragraph and nothing else.',
    'Caption:',
  ].join('\n\n');
}

/** Named, so that their colours are nothing else's. */
const BOX = { name: 'box', required: false, aliases: ['panel', 'banner', 'background'] };
const LETTERS = { name: 'letters', required: false, aliases: ['text', 'words', 'lettering', 'font'] };

function claims({ picture, text, ink, box, set }: PictureText): Claims {
  const facts = factsOf(picture.caption, picture.entities);
  return {
    ...NO_CLAIMS,
    names: [...facts.names, BOX, LETTERS],
    numbers: [...facts.numbers, { value: set.lines.length }],
    colours: [
      ...facts.colours,
      { colour: ink, of: [LETTERS.name] },
      ...(box ? [{ colour: box.colour, of: [BOX.name] }] : []),
    ],
    verbatim: [text],
    gist: [facts.gist],
    words: facts.words,
    forbidden: ['#'],
  };
}

function questions(meta: PictureText, random: Random): CompositeQuestion[] {
  const { text, textBox, ink, box, picture, side, set, pictureBox } = meta;
  const asked: CompositeQuestion[] = [
    {
      category: 'reading',
      question: random.pick([
        'What does the text say?',
        'What is written in the picture?',
        'Read the text in the image.',
      ]),
      answer: text,
      box: textBox,
    },
    {
      category: 'count',
      question: 'How many lines does the text have?',
      answer: String(set.lines.length),
      box: textBox,
    },
    { category: 'colour', question: 'What color are the letters?', answer: ink, box: textBox },
    { category: 'existence', question: 'Is there a box behind the text?', answer: box ? 'yes' : 'no', box: textBox },
    {
      category: 'structure',
      question: 'Where is the text in relation to the picture?',
      answer: side === 'over' ? 'over it' : `${side === 'left' || side === 'right' ? `to the ${side}` : side}`,
      box: textBox,
    },
    {
      category: 'reading',
      question: 'What is the first word of the text?',
      answer: text.split(' ')[0].replace(/[.,!?:]+$/, ''),
      box: textBox,
    },
  ];
  if (box)
    asked.push({
      category: 'colour',
      question: 'What color is the box behind the text?',
      answer: box.colour,
      box: box.place,
    });
  for (const { name } of picture.entities.slice(0, 1)) {
    if (picture.entities.length === 1 && !/^\p{Lu}/u.test(name))
      asked.push({ category: 'reading', question: 'What does the picture show?', answer: name, box: pictureBox });
  }
  return random.shuffle(asked);
}

/** A captioned picture with a sentence beside or over it (CompCap, A.2). */
export const pictureText: CompositeKind<PictureText> = {
  name: 'image-text.picture',
  type: 'image-text',
  sample: samplePictureText,
  draw,
  caption,
  prompt,
  claims,
  questions,
};
