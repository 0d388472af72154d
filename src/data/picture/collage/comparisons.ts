import type { Random } from '../../../base/random.js';
import type { Questionnaire, Statement } from '../questionnaire.js';
import { listed } from '../working.js';
import { isLarger } from './larger.js';
import { sizeOf } from './meta.js';
import { type PlacedObject, type Scene, several } from './scene.js';

/** Which shape or colour there is more of, and what two objects have in common. */
export function askComparisons(scene: Scene, form: Questionnaire, random: Random): void {
  for (const property of ['shape', 'colour'] as const) {
    const counts = scene.tally(property);
    const tally = [...counts];
    const both = (a: string, b: string): string => `${a} ${counts.get(a)}, ${b} ${counts.get(b)}`;
    const pairs = tally.flatMap(([a, n]) => tally.filter(([, m]) => m < n).map(([b]) => [a, b] as const));
    const more = (a: string, b: string): Statement => ({
      wordings: [
        `Are there more ${several(property, a)} than ${several(property, b)}?`,
        `Does the picture show more ${several(property, a)} than ${several(property, b)}?`,
      ],
      working: both(a, b),
    });
    form.decide(
      'comparison',
      pairs.map(([a, b]) => more(a, b)),
      pairs.map(([a, b]) => more(b, a)),
      1,
    );
    for (const [larger, smaller] of random.sample(pairs, 1)) {
      const [a, b] = random.shuffle([larger, smaller]);
      form.ask(
        'comparison',
        larger,
        [
          `Which ${property === 'shape' ? 'shape' : 'color'} is more common, ${a} or ${b}?`,
          `Are there more ${several(property, a)} or ${several(property, b)}?`,
        ],
        both(a, b),
      );
    }
  }
  askPairs(scene, form, random);
}

/** Comparisons of two objects: the same colour or shape, and which is larger. */
function askPairs(scene: Scene, form: Questionnaire, random: Random): void {
  const { objects } = scene;
  const pairs = objects.flatMap((a, i) => objects.slice(i + 1).map((b) => [a, b] as const));
  const place = ({ row, column }: PlacedObject): string => `row ${row}, column ${column}`;
  for (const property of ['shape', 'colour'] as const) {
    const word = property === 'shape' ? 'shape' : 'color';
    const same = ([a, b]: (typeof pairs)[number]): Statement => ({
      wordings: [
        `Do the objects in ${place(a)} and ${place(b)} have the same ${word}?`,
        `Is the ${word} in ${place(a)} the same as in ${place(b)}?`,
      ],
      working: listed([a[property], b[property]]),
    });
    form.decide(
      'comparison',
      pairs.filter(([a, b]) => a[property] === b[property]).map(same),
      pairs.filter(([a, b]) => a[property] !== b[property]).map(same),
      1,
    );
  }
  const names = scene.tally('name');
  const unique = objects.filter((object) => names.get(object.name) === 1);
  const ordered = unique.flatMap((a) => unique.filter((b) => isLarger(a, b)).map((b) => [a, b] as const));
  const sizes = (...pair: PlacedObject[]): string => listed(pair.map(({ name, scale }) => `${name} ${sizeOf(scale)}`));
  const larger = (a: PlacedObject, b: PlacedObject): Statement => ({
    wordings: [`Is the ${a.name} larger than the ${b.name}?`, `Is the ${a.name} bigger than the ${b.name}?`],
    working: sizes(a, b),
  });
  form.decide(
    'comparison',
    ordered.map(([a, b]) => larger(a, b)),
    ordered.map(([a, b]) => larger(b, a)),
    1,
  );
  for (const [large, small] of random.sample(ordered, 1)) {
    const [a, b] = random.shuffle([large, small]);
    form.ask(
      'comparison',
      large.name,
      [`Which is larger, the ${a.name} or the ${b.name}?`, `Which object is bigger, the ${a.name} or the ${b.name}?`],
      sizes(a, b),
    );
  }
}
