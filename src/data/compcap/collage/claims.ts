import { factsOf } from '../caption-facts.js';
import { type Claims, NO_CLAIMS } from '../claims.js';
import type { Collage } from './meta.js';
import { entityCounts, largestPicture, linesOf } from './telling.js';

/** Position labels of the prompts, which captions must not print. */
const LABELS = [
  ...Array.from({ length: 5 }, (_, i) => [`(${i},`, `Row ${i}`, `Column ${i}`, `Image ${i}`]).flat(),
  '(:,',
];

/** Named, so that its colour is nothing else's. */
const GROUND = { name: 'background', required: false, aliases: ['border', 'gap'] };

/** Whatever the captions of the pictures say, numbers of pictures and lines, and the background. */
export function claimCollage(collage: Collage): Claims {
  const { pictures, background } = collage;
  const { lines } = linesOf(collage);
  const facts = pictures.map(({ caption, entities }) => factsOf(caption, entities));
  const counts = entityCounts(collage);
  const largest = largestPicture(collage);
  const names = new Map(facts.flatMap((fact) => fact.names.map((name) => [name.name, name] as const)));
  return {
    ...NO_CLAIMS,
    types: ['collage'],
    names: [...[...names.values()].map((name) => ({ ...name, required: true })), GROUND],
    numbers: [
      ...facts.flatMap(({ numbers }) => numbers),
      ...[pictures.length, lines.length, ...lines.map((line) => line.pictures.length)].map((value) => ({ value })),
      ...[...counts].map(([name, holders]) => ({ value: holders.length, of: [name] })),
    ],
    colours: [...facts.flatMap(({ colours }) => colours), { colour: background.colour, of: [GROUND.name] }],
    superlatives: largest ? [{ extreme: 'most', of: largest.entities.map(({ name }) => name) }] : [],
    gist: facts.map(({ gist }) => gist),
    words: facts.flatMap(({ words }) => words),
    forbidden: LABELS.filter((label) => !pictures.some(({ caption }) => caption.includes(label))),
  };
}
