import type { Random } from '../../../base/random.js';
import type { Question } from '../kind.js';
import { coloursOn } from '../palette.js';
import { Questionnaire, type Wordings } from '../questionnaire.js';
import { plural, withArticle } from '../words.js';
import { nameOf } from './caption.js';
import { isLarger } from './larger.js';
import type { Collage, CollageObject } from './meta.js';
import { SHAPE_NAMES } from './shape.js';

/** All questions about a collage. */
export function askCollage(collage: Collage, random: Random): Question[] {
  const form = new Questionnaire(random);
  const scene = new Scene(collage);
  askCounts(scene, form, random);
  askExistence(scene, form);
  askUnique(scene, form);
  askPlaces(scene, form);
  askExtremes(scene, form);
  askComparisons(scene, form, random);
  return form.questions;
}

type Property = 'shape' | 'colour';

interface PlacedObject extends CollageObject {
  row: number;
  column: number;
  name: string;
}

/** A collage seen as a list of objects, with tallies. */
class Scene {
  readonly objects: PlacedObject[];

  constructor(readonly collage: Collage) {
    this.objects = collage.cells.flatMap((line, row) =>
      line.flatMap((cell, column) => (cell ? [{ ...cell, name: nameOf(cell), row: row + 1, column: column + 1 }] : [])),
    );
  }

  /** How often every present value of a property occurs. */
  tally(property: Property | 'name' | 'row' | 'column'): Map<string, number> {
    const counts = new Map<string, number>();
    for (const object of this.objects) {
      const value = String(object[property]);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  }

  /** All values of a property that this collage could show. */
  possible(property: Property): readonly string[] {
    return property === 'shape' ? SHAPE_NAMES : coloursOn(this.collage.theme);
  }
}

/** `stars` or `red objects`. */
function several(property: Property, value: string): string {
  return property === 'shape' ? plural(value) : `${value} objects`;
}

function askCounts(scene: Scene, form: Questionnaire, random: Random): void {
  const { cells } = scene.collage;
  form.ask('count', scene.objects.length, [
    'How many objects are there?',
    'How many objects does the picture show?',
    'What is the number of objects?',
  ]);
  form.ask('count', cells.length, ['How many rows are there?', 'How many rows does the grid have?']);
  form.ask('count', cells[0].length, ['How many columns are there?', 'How many columns does the grid have?']);
  const empty = cells.flat().filter((cell) => cell === null).length;
  form.ask('count', empty, ['How many cells are empty?', 'How many empty cells are there?']);
  for (const property of ['shape', 'colour'] as const) {
    const tally = scene.tally(property);
    const absent = random.pick(scene.possible(property).filter((value) => !tally.has(value)));
    // Most values occur once; asking about all of them would make "1" a good guess.
    const repeated = [...tally.keys()].filter((value) => tally.get(value)! > 1);
    const single = random.shuffle([...tally.keys()]).find((value) => tally.get(value) === 1);
    for (const value of [...repeated, absent, ...(single ? [single] : [])]) {
      const what = several(property, value);
      form.ask('count', tally.get(value) ?? 0, [
        `How many ${what} are there?`,
        `How many ${what} does the picture show?`,
        `What is the number of ${what}?`,
      ]);
    }
  }
  if (cells.length === 1) return;
  cells.forEach((line, row) => {
    form.ask('count', line.filter((cell) => cell !== null).length, [
      `How many objects are in row ${row + 1}?`,
      `How many objects does row ${row + 1} have?`,
    ]);
  });
}

/** Wrong statements are near misses where possible: a colour and a shape that are both there, but not together. */
function askExistence(scene: Scene, form: Questionnaire): void {
  const is = (what: string): Wordings => [
    `Is there ${withArticle(what)}?`,
    `Does the picture show ${withArticle(what)}?`,
    `Can you see ${withArticle(what)}?`,
  ];
  const names = scene.tally('name');
  const [shapes, colours] = [scene.tally('shape'), scene.tally('colour')];
  const crossed = [...colours.keys()].flatMap((colour) => [...shapes.keys()].map((shape) => `${colour} ${shape}`));
  const nearMisses = crossed.filter((name) => !names.has(name));
  const half = scene.possible('shape').flatMap((shape) => [...colours.keys()].map((colour) => `${colour} ${shape}`));
  const misses = nearMisses.length > 1 ? nearMisses : half.filter((name) => !names.has(name));
  form.decide('existence', [...names.keys()].map(is), misses.map(is));
  form.decide(
    'existence',
    [...shapes.keys()].map(is),
    scene
      .possible('shape')
      .filter((shape) => !shapes.has(shape))
      .map(is),
  );
  form.decide(
    'existence',
    [...colours.keys()].map((colour) => is(`${colour} object`)),
    scene
      .possible('colour')
      .filter((colour) => !colours.has(colour))
      .map((colour) => is(`${colour} object`)),
    1,
  );
}

/** Questions about the only object of a shape or colour. */
function askUnique(scene: Scene, form: Questionnaire): void {
  const [shapes, colours, names] = [scene.tally('shape'), scene.tally('colour'), scene.tally('name')];
  for (const { shape, colour, name, row, column } of scene.objects) {
    if (shapes.get(shape) === 1) {
      form.ask('colour', colour, [
        `What color is the ${shape}?`,
        `What colour is the ${shape}?`,
        `What is the color of the ${shape}?`,
      ]);
    }
    if (colours.get(colour) === 1) {
      form.ask('reading', shape, [
        `What shape is the ${colour} object?`,
        `What is the ${colour} object?`,
        `Which shape is ${colour}?`,
      ]);
    }
    if (names.get(name) === 1) {
      form.ask('reading', row, [`In which row is the ${name}?`, `Which row shows the ${name}?`]);
      form.ask('reading', column, [`In which column is the ${name}?`, `Which column shows the ${name}?`]);
    }
  }
}

function askPlaces({ collage }: Scene, form: Questionnaire): void {
  collage.cells.forEach((line, row) => {
    line.forEach((cell, column) => {
      const place = `row ${row + 1}, column ${column + 1}`;
      form.ask('reading', cell ? nameOf(cell) : 'nothing', [
        `What is in ${place}?`,
        `What does the cell in ${place} show?`,
        `Which object is in ${place}?`,
      ]);
      if (!cell) return;
      form.ask('colour', cell.colour, [
        `What color is the object in ${place}?`,
        `What colour is the object in ${place}?`,
        `What is the color in ${place}?`,
      ]);
      form.ask('reading', cell.shape, [`What shape is in ${place}?`, `Which shape does ${place} show?`]);
    });
  });
}

function askExtremes(scene: Scene, form: Questionnaire): void {
  for (const property of ['shape', 'colour'] as const) {
    const word = property === 'shape' ? 'shape' : 'color';
    const mode = leader(scene.tally(property));
    if (mode) {
      form.ask('extremes', mode, [
        `Which ${word} is the most common?`,
        `What is the most common ${word}?`,
        `Which ${word} appears most often?`,
      ]);
    }
  }
  if (scene.collage.cells.length > 1) {
    const fullest = leader(scene.tally('row'));
    if (fullest) form.ask('extremes', fullest, ['Which row has the most objects?', 'Which row is the fullest?']);
  }
  const { objects } = scene;
  if (objects.length < 2) return;
  const largest = objects.find((a) => objects.every((b) => a === b || isLarger(a, b)));
  const smallest = objects.find((a) => objects.every((b) => a === b || isLarger(b, a)));
  for (const [word, object] of [
    ['largest', largest],
    ['smallest', smallest],
  ] as const) {
    if (!object) continue;
    const { name, shape, colour } = object;
    form.ask('extremes', name, [`Which object is the ${word}?`, `What is the ${word} object?`]);
    form.ask('extremes', shape, [`What shape is the ${word} object?`, `What is the shape of the ${word} object?`]);
    form.ask('extremes', colour, [
      `What color is the ${word} object?`,
      `What colour is the ${word} object?`,
      `What is the color of the ${word} object?`,
    ]);
  }
}

/** The value that occurs more often than every other of at least two values, if there is one. */
function leader(tally: Map<string, number>): string | null {
  const [first, second] = [...tally].sort((a, b) => b[1] - a[1]);
  return first && second && first[1] > second[1] ? first[0] : null;
}

function askComparisons(scene: Scene, form: Questionnaire, random: Random): void {
  for (const property of ['shape', 'colour'] as const) {
    const tally = [...scene.tally(property)];
    const pairs = tally.flatMap(([a, n]) => tally.filter(([, m]) => m < n).map(([b]) => [a, b] as const));
    const more = (a: string, b: string): Wordings => [
      `Are there more ${several(property, a)} than ${several(property, b)}?`,
      `Does the picture show more ${several(property, a)} than ${several(property, b)}?`,
    ];
    form.decide(
      'comparison',
      pairs.map(([a, b]) => more(a, b)),
      pairs.map(([a, b]) => more(b, a)),
      1,
    );
    for (const [larger, smaller] of random.sample(pairs, 1)) {
      const [a, b] = random.shuffle([larger, smaller]);
      form.ask('comparison', larger, [
        `Which ${property === 'shape' ? 'shape' : 'color'} is more common, ${a} or ${b}?`,
        `Are there more ${several(property, a)} or ${several(property, b)}?`,
      ]);
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
    const same = ([a, b]: (typeof pairs)[number]): Wordings => [
      `Do the objects in ${place(a)} and ${place(b)} have the same ${word}?`,
      `Is the ${word} in ${place(a)} the same as in ${place(b)}?`,
    ];
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
  const larger = (a: PlacedObject, b: PlacedObject): Wordings => [
    `Is the ${a.name} larger than the ${b.name}?`,
    `Is the ${a.name} bigger than the ${b.name}?`,
  ];
  form.decide(
    'comparison',
    ordered.map(([a, b]) => larger(a, b)),
    ordered.map(([a, b]) => larger(b, a)),
    1,
  );
  for (const [large, small] of random.sample(ordered, 1)) {
    const [a, b] = random.shuffle([large, small]);
    form.ask('comparison', large.name, [
      `Which is larger, the ${a.name} or the ${b.name}?`,
      `Which object is bigger, the ${a.name} or the ${b.name}?`,
    ]);
  }
}
