import type { Random } from '../../../base/random.js';
import { withArticle } from '../../picture/words.js';
import { backgroundWords } from '../background.js';
import { joinWords, numberWord, sentenceCase } from '../words.js';
import type { Collage, CollagePicture } from './meta.js';
import { relationSentences } from './relations.js';
import { entityCounts, type Line, linesOf, picturesWord, showsBackground } from './telling.js';

/** What captions grow to, in characters, as long as there is more to say: their mean comes to about the paper's 913. */
const LENGTH = { mean: 1040, deviation: 170 } as const;

/** Tells every picture in the order of the layout, without printing coordinates, and how the pictures are related. */
export function captionCollage(collage: Collage, random: Random): string {
  const { by, lines } = linesOf(collage);
  const sentences = [openingOf(collage, by, lines, random)];
  if (random.chance(0.7)) sentences.push(formatSentence(collage, random));
  for (const line of lines) sentences.push(...lineSentences(line, by, random));
  if (showsBackground(collage) && random.chance(0.7)) sentences.push(groundSentence(collage, random));
  const relation = relationOf(collage, random);
  const tail = relation ? [relation] : [];
  const target = LENGTH.mean + LENGTH.deviation * Math.max(-2, Math.min(2, random.normal()));
  let length = [...sentences, ...tail].join(' ').length;
  for (const fact of random.shuffle(relationSentences(collage, random))) {
    if (length + fact.length / 2 > target) continue;
    sentences.push(fact);
    length += fact.length + 1;
  }
  return [...sentences, ...tail].join(' ');
}

function openingOf({ pictures }: Collage, by: 'rows' | 'columns', lines: readonly Line[], random: Random): string {
  const count = picturesWord(pictures.length);
  const way =
    lines.length > 1 ? `${numberWord(lines.length)} ${by}` : by === 'rows' ? 'a single row' : 'a single column';
  return random.pick([
    `The image is a collage of ${count} arranged in ${way}.`,
    `The image is a collage that puts ${count} together in ${way}.`,
    `The image combines ${count} into a collage with ${way}.`,
  ]);
}

function lineSentences({ name, pictures, places }: Line, by: 'rows' | 'columns', random: Random): string[] {
  const order = by === 'rows' ? 'from left to right' : 'from top to bottom';
  const phrases = pictures.flatMap(({ phrase }) => (phrase === undefined ? [] : [phrase]));
  if (pictures.length > 1 && phrases.length === pictures.length && random.chance(0.4)) {
    const parts = [...phrases.slice(0, -1), `and ${phrases[phrases.length - 1]}`].join('; ');
    return [name === '' ? `It shows, ${order}: ${parts}.` : `The ${name} shows, ${order}: ${parts}.`];
  }
  const noun = random.pick(['picture', 'image', 'panel', 'frame'] as const);
  const told =
    pictures.length > 1 && name !== '' && random.chance(0.7)
      ? [`The ${name} holds ${picturesWord(pictures.length)}.`]
      : [];
  return [
    ...told,
    ...pictures.map((picture, i) => {
      const where = whereOf(name, places[i], pictures.length, noun);
      return picture.phrase
        ? `${sentenceCase(where)} ${random.pick(['shows', 'shows', 'presents', 'depicts'])} ${picture.phrase}.`
        : toldApart(where, picture, random);
    }),
  ];
}

/** Whether the whole is wide, tall or square. */
function formatSentence({ width, height }: Collage, random: Random): string {
  const ratio = width / height;
  const form =
    ratio > 1.15
      ? 'wider than it is tall'
      : ratio < 1 / 1.15
        ? 'taller than it is wide'
        : 'about as wide as it is tall';
  return random.pick([`As a whole it is ${form}.`, `The collage is ${form}.`]);
}

/** `the left picture of the top row`, `the only picture of the right column`. */
function whereOf(name: string, place: string, count: number, noun: string): string {
  if (name === '') return place === '' ? `the ${noun}` : `the ${place} ${noun}`;
  return count === 1 ? `the only ${noun} in the ${name}` : `the ${place} ${noun} in the ${name}`;
}

/** A caption that cannot follow `shows` stands by itself. */
function toldApart(where: string, { caption }: CollagePicture, random: Random): string {
  const closed = /[.!?]["')]*$/.test(caption) ? caption : `${caption}.`;
  return `${sentenceCase(where)} ${random.pick(['can be described like this', 'shows the following', 'is described as follows'])}: ${closed}`;
}

function groundSentence({ background, layout }: Collage, random: Random): string {
  const ground = backgroundWords(background);
  if (layout.gap < 4) return `The whole collage has a border that is ${ground}.`;
  return random.pick([
    `The pictures are set apart by ${layout.gap >= 12 ? 'wide' : 'narrow'} gaps on a background that is ${ground}.`,
    `Behind the pictures lies a background that is ${ground}.`,
  ]);
}

/** What several pictures have in common, when they do. */
function relationOf(collage: Collage, random: Random): string | undefined {
  const { pictures } = collage;
  const [commonest] = entityCounts(collage);
  if (!commonest || commonest[1].length < 2) return undefined;
  const [name, holders] = commonest;
  const { plural } = holders[0].entities.find((entity) => entity.name === name)!;
  const proper = /^\p{Lu}/u.test(name);
  const several = proper ? name : (plural ?? name);
  const single = proper ? name : withArticle(name);
  if (holders.length === pictures.length) {
    const all = pictures.length === 2 ? 'both pictures' : 'all of the pictures';
    return random.pick([`What ${all} have in common is ${several}.`, `${sentenceCase(all)} are about ${several}.`]);
  }
  return random.pick([
    `${sentenceCase(numberWord(holders.length))} of the ${picturesWord(pictures.length)} have ${single} or several of them in view.`,
    `${sentenceCase(joinWords([several]))} can be seen in ${numberWord(holders.length)} of the ${picturesWord(pictures.length)}.`,
  ]);
}
