import { factsOf } from '../caption-facts.js';
import { mentionsOf } from '../check-parts.js';
import { type Claims, NO_CLAIMS, type PartClaim, type SuperlativeClaim } from '../claims.js';
import { tokenise } from '../tokens.js';
import type { Collage, CollagePicture } from './meta.js';
import { neighboursOf, pictureAt } from './relations.js';
import { entityCounts, entityNames, largestPicture, linesOf, placeOf, smallestPicture } from './telling.js';

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
  return {
    ...NO_CLAIMS,
    types: ['collage'],
    names: [...entityNames(collage), GROUND],
    numbers: [
      ...facts.flatMap(({ numbers }) => numbers),
      ...[pictures.length, lines.length, ...lines.map((line) => line.pictures.length)].map((value) => ({ value })),
      ...[...counts].map(([name, holders]) => ({ value: holders.length, of: [name] })),
      ...[...counts].map(([name]) => ({ value: sumOf(collage, name), of: [name] })),
    ],
    colours: [...facts.flatMap(({ colours }) => colours), { colour: background.colour, of: [GROUND.name] }],
    superlatives: [extremeOf('most', largestPicture(collage)), extremeOf('least', smallestPicture(collage))].flat(),
    parts: partsOf(collage),
    gist: facts.map(({ gist }) => gist),
    words: facts.flatMap(({ words }) => words),
    forbidden: LABELS.filter((label) => !pictures.some(({ caption }) => caption.includes(label))),
  };
}

function extremeOf(extreme: 'most' | 'least', picture: CollagePicture | undefined): SuperlativeClaim[] {
  return picture ? [{ extreme, of: picture.entities.map(({ name }) => name) }] : [];
}

/** How many of a thing the captions count in all. */
function sumOf(collage: Collage, name: string): number {
  const names = entityNames(collage);
  const mentions = collage.pictures.flatMap(({ caption }) => mentionsOf(tokenise(caption, names)));
  return mentions.reduce((sum, mention) => sum + (mention.name === name ? (mention.count ?? 0) : 0), 0);
}

/** Every picture with the phrases that point to it; phrases that a caption holds itself point to nothing. */
function partsOf(collage: Collage): PartClaim[] {
  const { pictures } = collage;
  const { lines } = linesOf(collage);
  const neighbours = neighboursOf(collage, 0.3);
  const sizes = new Map([
    [largestPicture(collage), 'largest picture'],
    [smallestPicture(collage), 'smallest picture'],
  ]);
  const said = pictures.map(({ caption }) => caption.toLowerCase()).join('\n');
  return pictures.map((picture, part) => {
    const place = placeOf(collage, picture);
    const line = lines.find((one) => one.pictures.includes(picture))!.name;
    const size = sizes.get(picture);
    const places = [
      ...NOUNS.map((noun) => pictureAt(place, noun)),
      ...NOUNS.map((noun) => pictureAt(place, noun).replace(' in the ', ' of the ')),
      ...[line, place, size ?? ''],
    ].filter((phrase) => phrase.includes(' ') && !said.includes(phrase));
    return { places: [...new Set(places)], text: picture.caption, neighbours: neighbours[part] };
  });
}

const NOUNS = ['picture', 'image', 'panel', 'frame', 'photo'] as const;
