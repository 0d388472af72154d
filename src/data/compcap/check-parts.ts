/**
 * Compares what is said of single pictures of a collage with those pictures. A sentence is cut where it points to a picture
 * (`the left picture in the top row`); counts, colours and things up to the next such place must be those of that picture.
 */
import type { Claims, PartClaim } from './claims.js';
import { type Token, tokenise } from './tokens.js';

interface Report {
  statements: number;
  errors: string[];
}

/** A thing of a picture as captions say it: `two red boats`; colours and counts that stand before no thing have no name. */
export interface Mention {
  name?: string;
  /** The word that follows instead of a name: `meadow` in `a green meadow`. */
  head?: string;
  colour?: string;
  count?: number;
}

/** A part of a sentence about one picture, or about one of several. */
interface Zone {
  tokens: Token[];
  /** Places in the list of parts; none where the text does not say which. */
  of?: readonly number[];
}

/** Notes everything that is said of a picture but belongs to another one. */
export function checkParts(sentences: readonly Token[][], claims: Claims, report: Report): void {
  const { parts } = claims;
  if (!parts || parts.length === 0) return;
  const known = parts.map(({ text }) => mentionsOf(tokenise(text, claims.names)));
  const places = placesOf(parts);
  for (const sentence of sentences) {
    for (const zone of zonesOf(sentence, places, parts)) checkZone(zone, known, report);
    checkNeighbours(sentence, parts, known, report);
  }
}

/** What a text says of things: each with the count and the colour directly before it. */
export function mentionsOf(tokens: readonly Token[]): Mention[] {
  const mentions: Mention[] = [];
  let mention: Mention = {};
  tokens.forEach((token, at) => {
    if (token.kind === 'number') mention.count = token.values[0];
    else if (token.kind === 'colour') {
      if (mention.colour !== undefined) mentions.push({ colour: mention.colour });
      mention.colour = token.text;
    } else {
      if (token.kind === 'name') mention.name = token.name;
      if (token.kind === 'word') mention.head = token.lower;
      if (token.kind === 'word' && /^an?$/.test(token.lower)) {
        mention = { count: 1 };
        return;
      }
      // `a` counts only what it stands before: `a red boat`, not `a round blue thing`.
      const before = tokens[at - 1];
      if (token.kind === 'name' && before?.kind === 'word' && !/^an?$/.test(before.lower)) delete mention.count;
      if (token.kind === 'name' || mention.colour !== undefined) mentions.push(mention);
      mention = {};
    }
  });
  if (mention.colour !== undefined) mentions.push({ colour: mention.colour });
  return mentions;
}

/** True where a picture shows what is said of it. */
export function shows(all: readonly Mention[], { name, head, colour, count }: Mention): boolean {
  if (name === undefined) {
    if (colour === undefined) return true;
    const same = all.filter((other) => other.head === head && head !== undefined && other.colour !== undefined);
    return (same.length > 0 ? same : all).some((other) => alike(other.colour, colour));
  }
  return all.some(
    (other) =>
      other.name === name &&
      (colour === undefined || other.colour === undefined || alike(other.colour, colour)) &&
      (count === undefined || other.count === undefined || other.count === count),
  );
}

function alike(a: string | undefined, b: string): boolean {
  const last = (text: string): string => text.replaceAll('grey', 'gray').split(' ').at(-1)!;
  return a === b || (a !== undefined && last(a) === last(b) && (!a.includes(' ') || !b.includes(' ')));
}

/** Every phrase that points to a part, as words, the longest first. */
function placesOf(parts: readonly PartClaim[]): [words: string[], of: number[]][] {
  const found = new Map<string, number[]>();
  parts.forEach(({ places }, part) => {
    for (const place of places) found.set(place, [...(found.get(place) ?? []), part]);
  });
  return [...found]
    .map(([place, of]): [string[], number[]] => [place.split(' '), of])
    .sort((a, b) => b[0].length - a[0].length);
}

const textOf = (token: Token | undefined): string =>
  token === undefined || token.kind === 'break' ? '' : token.text.toLowerCase();

/**
 * Cuts a sentence at the places it points to. A place after `in` belongs to what stands before it (`a red boat in the left
 * picture`), any other to what follows. After a colon, what semicolons part belongs to the pictures of the place in their order.
 */
function zonesOf(
  sentence: readonly Token[],
  places: readonly [string[], number[]][],
  parts: readonly PartClaim[],
): Zone[] {
  const zones: Zone[] = [{ tokens: [] }];
  let opened = false;
  for (let at = 0; at < sentence.length; at++) {
    const zone = zones[zones.length - 1];
    const place = places.find(([words]) => words.every((word, i) => textOf(sentence[at + i]) === word));
    if (!place) {
      zone.tokens.push(sentence[at]);
      continue;
    }
    at += place[0].length - 1;
    const before = zone.tokens.filter((token) => textOf(token) !== 'the').at(-1);
    if (!opened && /^(?:in|of|on)$/.test(textOf(before)) && mentionsOf(zone.tokens).length > 0) {
      zone.of = place[1];
      zones.push({ tokens: [] });
    } else {
      opened = true;
      zones.push({ tokens: [], of: place[1] });
    }
  }
  return zones.flatMap((zone) => inOrder(zone, parts));
}

function inOrder(zone: Zone, parts: readonly PartClaim[]): Zone[] {
  const { tokens, of = parts.map((_, part) => part) } = zone;
  const colon = tokens.findIndex((token) => token.kind === 'break' && token.mark === ':');
  const items: Token[][] = [[]];
  for (const token of tokens.slice(colon + 1)) {
    if (token.kind === 'break' && token.mark === ';') items.push([]);
    else items[items.length - 1].push(token);
  }
  if (colon < 0 || items.length === 1 || items.length !== of.length) return [zone];
  return items.map((item, i) => ({ tokens: item, of: [of[i]] }));
}

function checkZone({ tokens, of }: Zone, known: readonly (readonly Mention[])[], report: Report): void {
  const candidates = of?.map((part) => known[part]) ?? known;
  const names = new Set(known.flat().flatMap(({ name }) => (name === undefined ? [] : [name])));
  for (const mention of mentionsOf(tokens)) {
    const { name, colour, count } = mention;
    // What is nothing of any picture, such as the background, is no matter of pictures; and without a place only things are.
    if (name === undefined ? of === undefined : !names.has(name)) continue;
    if (name !== undefined && of === undefined && colour === undefined) continue;
    report.statements++;
    const asked = of === undefined ? { ...mention, count: undefined } : mention;
    if (candidates.some((all) => shows(all, asked))) continue;
    const what = [count, colour, name ?? mention.head].filter((word) => word !== undefined).join(' ');
    report.errors.push(of === undefined ? `No picture shows "${what}".` : `"${what}" is not in that picture.`);
  }
}

/** `The picture with a red boat lies directly above the one with two kites`. */
function checkNeighbours(
  sentence: readonly Token[],
  parts: readonly PartClaim[],
  known: readonly (readonly Mention[])[],
  report: Report,
): void {
  const references = sentence.flatMap((token, at) =>
    textOf(token) === 'with' && /^(?:picture|image|panel|frame|one)$/.test(textOf(sentence[at - 1])) ? [at] : [],
  );
  if (references.length !== 2) return;
  const [first, second] = references;
  const between = sentence.slice(first + 1, second).map(textOf);
  const directly = between.indexOf('directly');
  const side = ['above', 'below', 'left', 'right'].find((word) => between.slice(directly).includes(word));
  if (directly < 0 || side === undefined) return;
  const holders = (tokens: readonly Token[]): number[] => {
    const mentions = mentionsOf(tokens);
    return known.flatMap((all, part) => (mentions.every((mention) => shows(all, mention)) ? [part] : []));
  };
  const to = holders(sentence.slice(second + 1));
  const from = holders(sentence.slice(first + 1, first + 1 + directly));
  report.statements++;
  const holds = from.some((part) =>
    parts[part].neighbours?.some((next) => next.side === side && to.includes(next.part)),
  );
  if (!holds) report.errors.push(`The pictures do not lie like that: "${side}".`);
}
