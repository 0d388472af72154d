import type { Random } from '../../../base/random.js';
import type { Question } from '../kind.js';
import { Questionnaire, type Statement } from '../questionnaire.js';
import { withArticle } from '../words.js';
import { listed, outdoing } from '../working.js';
import { nameOf } from './caption.js';
import { askComparisons } from './comparisons.js';
import { isLarger } from './larger.js';
import type { Collage, CollageObject } from './meta.js';
import { type Property, Scene, several } from './scene.js';

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

function askCounts(scene: Scene, form: Questionnaire, random: Random): void {
  const { cells } = scene.collage;
  form.ask(
    'count',
    scene.objects.length,
    ['How many objects are there?', 'How many objects does the picture show?', 'What is the number of objects?'],
    sumOfRows(scene, (cell) => cell !== null),
  );
  form.ask('count', cells.length, ['How many rows are there?', 'How many rows does the grid have?']);
  form.ask('count', cells[0].length, ['How many columns are there?', 'How many columns does the grid have?']);
  const empty = cells.flat().filter((cell) => cell === null).length;
  form.ask(
    'count',
    empty,
    ['How many cells are empty?', 'How many empty cells are there?'],
    sumOfRows(scene, (cell) => cell === null),
  );
  for (const property of ['shape', 'colour'] as const) {
    const tally = scene.tally(property);
    const absent = random.pick(scene.possible(property).filter((value) => !tally.has(value)));
    // Most values occur once; asking about all of them would make "1" a good guess.
    const repeated = [...tally.keys()].filter((value) => tally.get(value)! > 1);
    const single = random.shuffle([...tally.keys()]).find((value) => tally.get(value) === 1);
    for (const value of [...repeated, absent, ...(single ? [single] : [])]) {
      const what = several(property, value);
      form.ask(
        'count',
        tally.get(value) ?? 0,
        [`How many ${what} are there?`, `How many ${what} does the picture show?`, `What is the number of ${what}?`],
        sumOfRows(scene, (cell) => cell?.[property] === value),
      );
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

/** How many cells of each row fit, to be added up: `2 + 0 + 1`; nothing to add in a single row. */
function sumOfRows({ collage }: Scene, fits: (cell: CollageObject | null) => boolean): string | undefined {
  if (collage.cells.length === 1) return undefined;
  return collage.cells.map((line) => line.filter(fits).length).join(' + ');
}

/** Wrong statements are near misses where possible: a colour and a shape that are both there, but not together. */
function askExistence(scene: Scene, form: Questionnaire): void {
  const is = (what: string, property: Property, value: string): Statement => ({
    wordings: [
      `Is there ${withArticle(what)}?`,
      `Does the picture show ${withArticle(what)}?`,
      `Can you see ${withArticle(what)}?`,
    ],
    working: listed(new Set(scene.objects.filter((object) => object[property] === value).map(({ name }) => name))),
  });
  const named = (name: string): Statement => is(name, 'shape', name.split(' ')[1]);
  const shaped = (shape: string): Statement => is(shape, 'shape', shape);
  const coloured = (colour: string): Statement => is(`${colour} object`, 'colour', colour);
  const names = scene.tally('name');
  const [shapes, colours] = [scene.tally('shape'), scene.tally('colour')];
  const crossed = [...colours.keys()].flatMap((colour) => [...shapes.keys()].map((shape) => `${colour} ${shape}`));
  const nearMisses = crossed.filter((name) => !names.has(name));
  const half = scene.possible('shape').flatMap((shape) => [...colours.keys()].map((colour) => `${colour} ${shape}`));
  const misses = nearMisses.length > 1 ? nearMisses : half.filter((name) => !names.has(name));
  form.decide('existence', [...names.keys()].map(named), misses.map(named));
  form.decide(
    'existence',
    [...shapes.keys()].map(shaped),
    scene
      .possible('shape')
      .filter((shape) => !shapes.has(shape))
      .map(shaped),
  );
  form.decide(
    'existence',
    [...colours.keys()].map(coloured),
    scene
      .possible('colour')
      .filter((colour) => !colours.has(colour))
      .map(coloured),
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
    const tally = scene.tally(property);
    const mode = leader(tally);
    if (mode) {
      form.ask(
        'extremes',
        mode,
        [`Which ${word} is the most common?`, `What is the most common ${word}?`, `Which ${word} appears most often?`],
        outdoing(
          [...tally],
          ([value, count]) => `${value} ${count}`,
          ([, a], [, b]) => a > b,
        ),
      );
    }
  }
  if (scene.collage.cells.length > 1) {
    const fullest = leader(scene.tally('row'));
    const counts = scene.collage.cells.map((line) => line.filter((cell) => cell !== null).length);
    if (fullest) {
      form.ask(
        'extremes',
        fullest,
        ['Which row has the most objects?', 'Which row is the fullest?'],
        outdoing(
          [...counts.entries()],
          ([row, count]) => `row ${row + 1} ${count}`,
          ([, a], [, b]) => a > b,
        ),
      );
    }
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
    form.ask(
      'extremes',
      shape,
      [`What shape is the ${word} object?`, `What is the shape of the ${word} object?`],
      name,
    );
    form.ask(
      'extremes',
      colour,
      [
        `What color is the ${word} object?`,
        `What colour is the ${word} object?`,
        `What is the color of the ${word} object?`,
      ],
      name,
    );
  }
}

/** The value that occurs more often than every other of at least two values, if there is one. */
function leader(tally: Map<string, number>): string | null {
  const [first, second] = [...tally].sort((a, b) => b[1] - a[1]);
  return first && second && first[1] > second[1] ? first[0] : null;
}
