import { coloursOn } from '../palette.js';
import { plural } from '../words.js';
import { nameOf } from './caption.js';
import type { Collage, CollageObject } from './meta.js';
import { SHAPE_NAMES } from './shape.js';

export type Property = 'shape' | 'colour';

/** An object with its place, counted from 1, and its name, for example `red star`. */
export interface PlacedObject extends CollageObject {
  row: number;
  column: number;
  name: string;
}

/** A collage seen as a list of objects, with tallies. */
export class Scene {
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
export function several(property: Property, value: string): string {
  return property === 'shape' ? plural(value) : `${value} objects`;
}
