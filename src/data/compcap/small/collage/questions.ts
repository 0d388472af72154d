import type { Random } from '../../../../base/random.js';
import { withArticle } from '../../../picture/words.js';
import { listed } from '../../../picture/working.js';
import { mentionsOf } from '../../check-parts.js';
import type { Collage, CollagePicture } from '../../collage/meta.js';
import { pictureAt } from '../../collage/relations.js';
import { entityNames, largestPicture, linesOf, placeOf } from '../../collage/telling.js';
import { DRAWING_NAMES, DRAWINGS } from '../../drawn-objects.js';
import type { CompositeQuestion } from '../../kind.js';
import { tokenise } from '../../tokens.js';
import { QuestionForm } from '../question-form.js';

/** What one picture shows: `two red boats`. */
interface Shown {
  picture: CollagePicture;
  place: string;
  name: string;
  plural: string;
  colour?: string;
  count: number;
}

/** Counts, build, what is where, colours, presence and sums of things. */
export function askSmallCollage(collage: Collage, random: Random): CompositeQuestion[] {
  const form = new QuestionForm(random);
  const shown = shownIn(collage);
  const { by, lines } = linesOf(collage);
  const names = shown.map(({ name }) => name);
  form.ask(
    'count',
    collage.pictures.length,
    ['How many pictures are there?', 'How many pictures are in the collage?'],
    {
      working: listed(names),
    },
  );
  const noun = by === 'rows' ? 'row' : 'column';
  form.ask('structure', lines.length, [`How many ${noun}s does the collage have?`]);
  const largest = largestPicture(collage);
  if (largest) form.ask('extremes', placeOf(collage, largest), ['Where is the largest picture?'], { box: largest.box });
  for (const { picture, place, name, plural, colour, count } of shown) {
    const { box } = picture;
    const where = pictureAt(place, 'picture').replace(/^only picture in the (\w+) (?:row|column)$/, '$1 picture');
    form.ask('reading', count === 1 ? name : plural, [`What is in the ${where}?`, `What does the ${where} show?`], {
      box,
    });
    if (colour !== undefined) form.ask('colour', colour, [`What color is the thing in the ${where}?`], { box });
    form.ask('count', count, [`How many things are in the ${where}?`], { box });
    if (names.filter((other) => other === name).length === 1)
      form.ask('reading', place, [`Where is the picture with ${withArticle(name)}?`], { box });
  }
  askPresence(shown, form, random);
  return form.questions;
}

function shownIn(collage: Collage): Shown[] {
  const names = entityNames(collage);
  return collage.pictures.flatMap((picture): Shown[] => {
    const [mention] = mentionsOf(tokenise(picture.caption, names)).filter(({ name }) => name !== undefined);
    const entity = picture.entities.find(({ name }) => name === mention?.name);
    if (!entity) return [];
    const { colour, count = 1 } = mention;
    const place = placeOf(collage, picture);
    const plural = entity.plural ?? entity.name;
    return [{ picture, place, name: entity.name, plural, ...(colour === undefined ? {} : { colour }), count }];
  });
}

/** Is there one, in how many pictures, how many in all, and more of one than of another. */
function askPresence(shown: readonly Shown[], form: QuestionForm, random: Random): void {
  const names = shown.map(({ name }) => name);
  const different = [...new Set(names)];
  const present = (name: string) => ({
    wordings: [`Is there ${withArticle(name)} in the collage?`],
    working: listed(names),
  });
  form.decide('existence', different.map(present), DRAWING_NAMES.filter((name) => !names.includes(name)).map(present));
  const name = random.pick(different);
  form.ask('count', names.filter((other) => other === name).length, [`How many pictures show ${withArticle(name)}?`], {
    working: listed(names.map((other) => `${other} ${other === name ? 'yes' : 'no'}`)),
  });
  const counts = (of: string): number[] => shown.flatMap((one) => (one.name === of ? [one.count] : []));
  const sum = (of: string): number => counts(of).reduce((total, count) => total + count, 0);
  const plural = (of: string): string => DRAWINGS[of as keyof typeof DRAWINGS]?.plural ?? of;
  form.ask('count', sum(name), [`How many ${plural(name)} are there in all?`], { working: counts(name).join(' + ') });
  const [more, less] = [...different].sort((a, b) => sum(b) - sum(a));
  if (less === undefined || sum(more) === sum(less)) return;
  const compare = (a: string, b: string) => ({
    wordings: [`Are there more ${plural(a)} than ${plural(b)}?`],
    working: `${plural(a)} ${sum(a)}, ${plural(b)} ${sum(b)}`,
  });
  form.decide('comparison', [compare(more, less)], [compare(less, more)]);
}
