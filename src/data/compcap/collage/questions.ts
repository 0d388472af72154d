import type { Random } from '../../../base/random.js';
import { withArticle } from '../../picture/words.js';
import { factsOf } from '../caption-facts.js';
import { DRAWING_NAMES, DRAWINGS } from '../drawn-objects.js';
import type { CompositeQuestion } from '../kind.js';
import type { Collage } from './meta.js';
import { entityCounts, largestPicture, linesOf, placeOf } from './telling.js';

/** Counts of pictures, rows and entities; what is where; colours; comparisons of counts. */
export function askCollage(collage: Collage, random: Random): CompositeQuestion[] {
  const { pictures } = collage;
  const { by, lines } = linesOf(collage);
  const noun = by === 'rows' ? 'row' : 'column';
  const questions: CompositeQuestion[] = [
    {
      category: 'count',
      question: random.pick(['How many pictures are in the collage?', 'How many images does the collage consist of?']),
      answer: String(pictures.length),
    },
    { category: 'structure', question: `How many ${noun}s does the collage have?`, answer: String(lines.length) },
  ];
  for (const { name, pictures: line } of lines) {
    if (name !== '')
      questions.push({
        category: 'structure',
        question: `How many pictures are in the ${name}?`,
        answer: String(line.length),
      });
  }
  const fullest = [...lines].sort((a, b) => b.pictures.length - a.pictures.length);
  if (fullest.length > 1 && fullest[0].pictures.length > fullest[1].pictures.length) {
    questions.push({ category: 'extremes', question: `Which ${noun} has the most pictures?`, answer: fullest[0].name });
  }
  const largest = largestPicture(collage);
  if (largest)
    questions.push({
      category: 'extremes',
      question: 'Where is the largest picture?',
      answer: placeOf(collage, largest),
      box: largest.box,
    });
  askEntities(collage, random, questions);
  for (const picture of pictures) {
    const [entity] = picture.entities;
    const place = placeOf(collage, picture);
    if (picture.entities.length === 1) {
      questions.push({
        category: 'reading',
        question: `What does the picture at the ${place} show?`,
        answer: entity.name,
        box: picture.box,
      });
    }
    for (const { colour, of = [] } of factsOf(picture.caption, picture.entities).colours) {
      const [name] = of;
      const known = picture.entities.find((other) => other.name === name);
      if (!known) continue;
      questions.push({
        category: 'colour',
        question: `What color is the ${name} in the picture at the ${place}?`,
        answer: colour,
        box: picture.box,
      });
    }
  }
  return random.shuffle(questions).slice(0, MOST_QUESTIONS);
}

const MOST_QUESTIONS = 12;

function askEntities(collage: Collage, random: Random, questions: CompositeQuestion[]): void {
  const counts = [...entityCounts(collage)];
  const words = (name: string): string => (/^\p{Lu}/u.test(name) ? name : withArticle(name));
  for (const [name, holders] of random.sample(counts, 3)) {
    questions.push({
      category: 'existence',
      question: `Is there ${words(name)} in the collage?`,
      answer: 'yes',
      box: holders[0].box,
    });
    if (holders.length > 1)
      questions.push({
        category: 'count',
        question: `How many of the pictures show ${words(name)}?`,
        answer: String(holders.length),
      });
    else
      questions.push({
        category: 'reading',
        question: `Where is the picture with ${words(name)}?`,
        answer: placeOf(collage, holders[0]),
        box: holders[0].box,
      });
  }
  const [most, next] = counts;
  if (next && most[1].length > next[1].length) {
    questions.push({
      category: 'comparison',
      question: `Do more pictures show ${words(most[0])} than ${words(next[0])}?`,
      answer: 'yes',
    });
    questions.push({
      category: 'comparison',
      question: `Do more pictures show ${words(next[0])} than ${words(most[0])}?`,
      answer: 'no',
    });
  }
  // Only our own drawings are known completely: what a photograph's caption leaves out may still be there.
  if (!collage.pictures.every(({ id }) => id.startsWith('drawn-'))) return;
  const shown = new Set(counts.map(([name]) => name));
  for (const name of random.sample(
    DRAWING_NAMES.filter((drawing) => !shown.has(drawing)),
    3,
  )) {
    questions.push({ category: 'existence', question: `Is there ${withArticle(name)} in the collage?`, answer: 'no' });
    questions.push({
      category: 'count',
      question: `How many of the pictures show ${DRAWINGS[name].plural}?`,
      answer: '0',
    });
  }
}
