import type { Random } from '../../../base/random.js';
import { mentionsOf, shows } from '../check-parts.js';
import type { PartClaim } from '../claims.js';
import type { Box } from '../kind.js';
import { type Token, tokenise } from '../tokens.js';
import { numberWord, sentenceCase } from '../words.js';
import type { Collage, CollagePicture } from './meta.js';
import { entityCounts, entityNames, largestPicture, placeOf, smallestPicture } from './telling.js';

/** A thing of one picture in the words of its caption: `two red boats`. */
export interface Thing {
  picture: CollagePicture;
  name: string;
  colour: string;
  count: number;
  words: string;
}

/** True sentences about several pictures at once: neighbours, colours that return, the same thing in other colours, sums. */
export function relationSentences(collage: Collage, random: Random): string[] {
  const { pictures } = collage;
  const things = thingsOf(collage);
  const where = (picture: CollagePicture): string => `the ${pictureAt(placeOf(collage, picture), 'picture')}`;
  return [
    ...neighbourSentences(collage, things, random),
    ...colourSentences(things, where, random),
    ...contrastSentences(things, where, random),
    ...sizeSentences(collage, random),
    ...(pictures.every(({ id }) => id.startsWith('drawn-')) ? sumSentences(collage, things, random) : []),
  ];
}

/** `left picture in the top row`, `left picture`. */
export function pictureAt(place: string, noun: string): string {
  const [, first, line] = /^(?:(.*) of the )?(.*)$/.exec(place)!;
  if (first !== undefined) return `${first} ${noun} in the ${line}`;
  return / (?:row|column)$/.test(line) ? `only ${noun} in the ${line}` : line === '' ? noun : `${line} ${noun}`;
}

/** Which pictures touch but for a gap, along at least this share of the shorter side. */
export function neighboursOf({ pictures, layout }: Collage, share: number): NonNullable<PartClaim['neighbours']>[] {
  const common = (a: number, la: number, b: number, lb: number): boolean =>
    Math.min(a + la, b + lb) - Math.max(a, b) >= share * Math.min(la, lb);
  const above = (a: Box, b: Box): boolean =>
    Math.abs(b.y - a.y - a.height - layout.gap) <= 2 && common(a.x, a.width, b.x, b.width);
  const left = (a: Box, b: Box): boolean =>
    Math.abs(b.x - a.x - a.width - layout.gap) <= 2 && common(a.y, a.height, b.y, b.height);
  return pictures.map(({ box }) =>
    pictures.flatMap(({ box: other }, part) => [
      ...(above(box, other) ? [{ side: 'above', part } as const] : []),
      ...(above(other, box) ? [{ side: 'below', part } as const] : []),
      ...(left(box, other) ? [{ side: 'left', part } as const] : []),
      ...(left(other, box) ? [{ side: 'right', part } as const] : []),
    ]),
  );
}

/** All things of which the captions say colour and count. */
export function thingsOf(collage: Collage): Thing[] {
  const names = entityNames(collage);
  return collage.pictures.flatMap((picture) => {
    const tokens = tokenise(picture.caption, names);
    return tokens.flatMap((token, at): Thing[] => {
      const [article, colour] = [tokens[at - 2], tokens[at - 1]];
      if (token.kind !== 'name' || colour?.kind !== 'colour') return [];
      const counted = countOf(article);
      if (!counted) return [];
      const { count, said } = counted;
      return [{ picture, name: token.name, colour: colour.text, count, words: `${said} ${colour.text} ${token.text}` }];
    });
  });
}

/** The count that a word or an article means, and how it is said. */
function countOf(token: Token | undefined): { count: number; said: string } | undefined {
  if (token?.kind === 'word' && /^an?$/.test(token.lower)) return { count: 1, said: token.lower };
  if (token?.kind !== 'number') return undefined;
  const [count] = token.values;
  return { count, said: count === 1 ? token.text.toLowerCase() : numberWord(count) };
}

const SIDES = {
  above: 'directly above',
  below: 'directly below',
  left: 'directly to the left of',
  right: 'directly to the right of',
};

const OPPOSITE = { above: 'below', below: 'above', left: 'right', right: 'left' } as const;

function neighbourSentences(collage: Collage, things: readonly Thing[], random: Random): string[] {
  const names = entityNames(collage);
  const all = collage.pictures.map(({ caption }) => mentionsOf(tokenise(caption, names)));
  // Only what no other picture shows can stand for a picture.
  const unique = ({ name, colour, count }: Thing): boolean =>
    all.filter((mentions) => shows(mentions, { name, colour, count })).length === 1;
  const keys = collage.pictures.map((picture) => things.filter((thing) => thing.picture === picture && unique(thing)));
  return neighboursOf(collage, 0.8).flatMap((neighbours, at) =>
    neighbours.flatMap(({ side, part }) => {
      // Every pair is told once, from either of its ends.
      if (part < at || keys[at].length === 0 || keys[part].length === 0) return [];
      const [a, b] = [random.pick(keys[at]), random.pick(keys[part])];
      const verb = random.pick(['lies', 'is placed', 'can be found']);
      return random.chance(0.5)
        ? [`The picture with ${a.words} ${verb} ${SIDES[side]} the one with ${b.words}.`]
        : [`The picture with ${b.words} ${verb} ${SIDES[OPPOSITE[side]]} the one with ${a.words}.`];
    }),
  );
}

function colourSentences(
  things: readonly Thing[],
  where: (picture: CollagePicture) => string,
  random: Random,
): string[] {
  return [...new Set(things.map(({ colour }) => colour))].flatMap((colour) => {
    const same = things.filter((thing) => thing.colour === colour);
    const [a, b] = random.shuffle(same);
    if (b === undefined || a.picture === b.picture) return [];
    const [first, second] = [`${a.words} in ${where(a.picture)}`, `${b.words} in ${where(b.picture)}`];
    return [
      random.pick([
        `The colour ${colour} returns, with ${first} and ${second}.`,
        `Something ${colour} links pictures of this collage, namely ${first} and ${second}.`,
        `${sentenceCase(first)} ${a.count === 1 ? 'shares its' : 'share their'} colour with ${second}.`,
      ]),
    ];
  });
}

/** The same thing in two pictures, but in different colours or numbers. */
function contrastSentences(
  things: readonly Thing[],
  where: (picture: CollagePicture) => string,
  random: Random,
): string[] {
  return [...new Set(things.map(({ name }) => name))].flatMap((name) => {
    const [a, b] = random.shuffle(things.filter((thing) => thing.name === name));
    if (b === undefined || a.picture === b.picture || (a.colour === b.colour && a.count === b.count)) return [];
    return [
      random.pick([
        `There ${a.count === 1 ? 'is' : 'are'} ${a.words} in ${where(a.picture)}, but ${b.words} in ${where(b.picture)}.`,
        `While ${where(a.picture)} has ${a.words}, ${where(b.picture)} has ${b.words}.`,
      ]),
    ];
  });
}

function sizeSentences(collage: Collage, random: Random): string[] {
  const sentences: string[] = [];
  for (const [word, picture] of [
    ['largest', largestPicture(collage)],
    ['smallest', smallestPicture(collage)],
  ] as const) {
    if (!picture?.phrase) continue;
    sentences.push(
      random.pick([
        `The ${word} picture is the one that shows ${picture.phrase}.`,
        `In size, the ${word} picture stands out; it shows ${picture.phrase}.`,
      ]),
    );
  }
  return sentences;
}

/** How many of a thing there are in all; only our own drawings are known completely. */
function sumSentences(collage: Collage, things: readonly Thing[], random: Random): string[] {
  return [...entityCounts(collage)].flatMap(([name, holders]) => {
    const own = things.filter((thing) => thing.name === name);
    if (own.length !== holders.length || own.length < 2) return [];
    const { plural } = holders[0].entities.find((entity) => entity.name === name)!;
    const sum = numberWord(own.reduce((total, { count }) => total + count, 0));
    return [
      random.pick([
        `Counted over the whole collage, there are ${sum} ${plural ?? name}.`,
        `All pictures together have ${sum} ${plural ?? name}.`,
      ]),
    ];
  });
}
