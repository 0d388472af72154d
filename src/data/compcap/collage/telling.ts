import type { NameClaim } from '../claims.js';
import { numberWord } from '../words.js';
import type { Collage, CollagePicture } from './meta.js';

/** Pictures that are told together: a row from left to right, or a column from top to bottom. */
export interface Line {
  /** `top row`, `left column`, `third row`; nothing where it is the only one. */
  name: string;
  pictures: CollagePicture[];
  /** Where each picture lies in its line: `left`, `middle`, `right`. */
  places: string[];
}

/** The pictures in the order of telling: by columns where cells span rows or columns are aligned, else by rows. */
export function linesOf({ layout, pictures }: Collage): { by: 'rows' | 'columns'; lines: Line[] } {
  let groups: CollagePicture[][];
  let by: 'rows' | 'columns';
  if (layout.kind === 'grid') {
    const { cells } = layout;
    by = cells.some(({ rows }) => rows > 1) ? 'columns' : 'rows';
    const count = by === 'rows' ? layout.rows : layout.columns;
    groups = Array.from({ length: count }, (_, line) =>
      pictures.filter((_, i) => (by === 'rows' ? cells[i].row : cells[i].column) === line),
    );
  } else {
    by = layout.kind;
    let at = 0;
    groups = layout.lines.map(({ length }) => pictures.slice(at, (at += length)));
  }
  const noun = by === 'rows' ? 'row' : 'column';
  const names =
    groups.length === 1
      ? ['']
      : placeWords(groups.length, by === 'rows' ? 'down' : 'across').map((word) => `${word} ${noun}`);
  return {
    by,
    lines: groups.map((line, i) => ({
      name: names[i],
      pictures: line,
      places: line.length === 1 ? [''] : placeWords(line.length, by === 'rows' ? 'across' : 'down'),
    })),
  };
}

/** Where a picture lies in the whole collage: `top left`, `middle of the bottom row`, `right`. */
export function placeOf(collage: Collage, picture: CollagePicture): string {
  const { lines } = linesOf(collage);
  const line = lines.find(({ pictures }) => pictures.includes(picture))!;
  const place = line.places[line.pictures.indexOf(picture)];
  if (line.name === '') return place;
  return place === '' ? line.name : `${place} of the ${line.name}`;
}

function placeWords(count: number, way: 'across' | 'down'): string[] {
  const [first, last] = way === 'across' ? ['left', 'right'] : ['top', 'bottom'];
  if (count === 2) return [first, last];
  if (count === 3) return [first, 'middle', last];
  return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh'].slice(0, count);
}

/** `one picture`, `three pictures`. */
export function picturesWord(count: number): string {
  return count === 1 ? 'one picture' : `${numberWord(count)} pictures`;
}

/** The picture that is clearly larger than every other, if there is one. */
export function largestPicture({ pictures }: Collage): CollagePicture | undefined {
  const area = ({ box }: CollagePicture): number => box.width * box.height;
  const [first, second] = [...pictures].sort((a, b) => area(b) - area(a));
  return area(first) >= 1.3 * area(second) ? first : undefined;
}

/** The picture that is clearly smaller than every other, if there is one. */
export function smallestPicture({ pictures }: Collage): CollagePicture | undefined {
  const area = ({ box }: CollagePicture): number => box.width * box.height;
  const [first, second] = [...pictures].sort((a, b) => area(a) - area(b));
  return 1.3 * area(first) <= area(second) ? first : undefined;
}

/** The things that the captions of the pictures name. */
export function entityNames({ pictures }: Collage): NameClaim[] {
  const names = new Map<string, NameClaim>();
  for (const { name, plural } of pictures.flatMap(({ entities }) => entities))
    names.set(name, { name, required: true, ...(plural ? { aliases: [plural] } : {}) });
  return [...names.values()];
}

/** How many pictures show each entity, the commonest first. */
export function entityCounts({ pictures }: Collage): Map<string, CollagePicture[]> {
  const counts = new Map<string, CollagePicture[]>();
  for (const picture of pictures) {
    for (const name of new Set(picture.entities.map((entity) => entity.name)))
      counts.set(name, [...(counts.get(name) ?? []), picture]);
  }
  return new Map([...counts].sort((a, b) => b[1].length - a[1].length));
}

/** True where the background can be seen. */
export function showsBackground({ layout }: Collage): boolean {
  return layout.gap >= 4 || layout.padding >= 6;
}
