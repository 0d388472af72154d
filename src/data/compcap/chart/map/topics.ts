import type { Scope } from './atlas.js';

/** Something that a map shows in numbers. */
export interface MapMeasure {
  name: string;
  unit: string | null;
  low: number;
  high: number;
}

const measure = (name: string, unit: string | null, low: number, high: number): MapMeasure => ({
  name,
  unit,
  low,
  high,
});

/** Measures whose values are invented, as the paper's are for many maps. */
export const MAP_MEASURES: readonly MapMeasure[] = [
  measure('Library visits', 'per school', 40, 960),
  measure('Renewable electricity', '%', 2, 98),
  measure('Forest cover', '%', 3, 90),
  measure('Online shoppers', '%', 10, 95),
  measure('Bicycle use', '%', 1, 60),
  measure('Rainfall', 'mm', 50, 2400),
  measure('Mean commute', 'minutes', 10, 60),
  measure('Museum tickets', 'thousands', 20, 1900),
  measure('Street trees', 'per km', 4, 180),
  measure('Reading time', 'minutes per day', 5, 75),
  measure('Satisfaction score', 'points', 20, 100),
  measure('Recycling rate', '%', 5, 80),
  measure('Solar hours', 'hours per year', 900, 3600),
  measure('New companies', 'per district', 10, 140),
  measure('School size', 'pupils', 80, 1200),
  measure('Tea drinkers', '%', 4, 92),
  measure('Rail travel', 'km per person', 50, 2400),
  measure('Wheat yield', 'tonnes per square km', 80, 900),
];

/** Sets of classes that regions fall into. */
export const MAP_CLASSES: readonly { name: string; classes: readonly string[] }[] = [
  { name: 'Programme status', classes: ['Adopted', 'Planned', 'Rejected', 'Under review'] },
  { name: 'Preferred drink', classes: ['Coffee', 'Tea', 'Juice', 'Cocoa'] },
  { name: 'Main energy source', classes: ['Wind', 'Hydro', 'Solar', 'Gas', 'Nuclear'] },
  { name: 'Favourite sport', classes: ['Football', 'Tennis', 'Cycling', 'Swimming', 'Skiing'] },
  { name: 'Survey wave', classes: ['Spring wave', 'Summer wave', 'Autumn wave'] },
  { name: 'Membership', classes: ['Member', 'Candidate', 'Partner', 'Observer'] },
  { name: 'Dominant crop', classes: ['Wheat', 'Maize', 'Barley', 'Potatoes', 'Soybeans'] },
  { name: 'Favourite genre', classes: ['Comedy', 'Drama', 'Thriller', 'Romance'] },
  { name: 'Broadcast licence', classes: ['Public', 'Private', 'Mixed'] },
];

/** How titles and captions speak of a map's regions. */
export const SCOPE_WORDS: Record<Scope, { region: string; regions: string; place: string; map: string }> = {
  world: { region: 'country', regions: 'countries', place: 'the world', map: 'world map' },
  europe: { region: 'country', regions: 'countries', place: 'Europe', map: 'map of Europe' },
  'us-states': { region: 'state', regions: 'states', place: 'the United States', map: 'map of the United States' },
};
