import type { NameSetName } from './names.js';

/** Something that is measured. */
export interface Measure {
  /** For example `Units sold`; it stands on an axis. */
  name: string;
  /** For example `thousand euros`; none where the name says it. */
  unit: string | null;
  low: number;
  high: number;
  decimals: 0 | 1;
  /** True when a sum of values means something, as for stacked bars and pies. */
  additive: boolean;
}

/** A field that charts are about: which names go with which measures. */
export interface Topic {
  categories: readonly NameSetName[];
  /** The series that the same categories can have. */
  groups: readonly NameSetName[];
  measures: readonly Measure[];
}

type Row = [name: string, unit: string | null, low: number, high: number, decimals?: 0 | 1, additive?: boolean];

const measures = (...rows: Row[]): Measure[] =>
  rows.map(([name, unit, low, high, decimals = 0, additive = true]) => ({ name, unit, low, high, decimals, additive }));

const topic = (categories: NameSetName[], groups: NameSetName[], ...rows: Row[]): Topic => ({
  categories,
  groups,
  measures: measures(...rows),
});

const MEAN = false;

export const TOPICS: readonly Topic[] = [
  topic(
    ['fruit', 'vegetable', 'drink', 'bakery', 'dish'],
    ['shop', 'town', 'weekday', 'season'],
    ['Units sold', null, 20, 480],
    ['Revenue', 'euros', 200, 9000],
    ['Weekly orders', null, 10, 240],
    ['Average price', 'euros', 2, 48, 1, MEAN],
    ['Waste', 'kg', 4, 95, 1],
    ['Customer rating', 'points', 20, 98, 0, MEAN],
    ['Stock', 'boxes', 15, 600],
  ),
  topic(
    ['crop', 'vegetable', 'fruit'],
    ['country', 'region', 'season'],
    ['Harvest', 'thousand tonnes', 12, 950],
    ['Farmland', 'hectares', 100, 7800],
    ['Exports', 'million dollars', 15, 640],
    ['Yield', 'tonnes per hectare', 3, 60, 1, MEAN],
    ['Water use', 'litres per square metre', 40, 780, 0, MEAN],
  ),
  topic(
    ['animal', 'bird', 'tree', 'habitat'],
    ['region', 'season', 'town'],
    ['Number counted', null, 12, 420],
    ['Sightings', null, 8, 190],
    ['Area', 'square km', 20, 870],
    ['Survival rate', '%', 22, 97, 0, MEAN],
  ),
  topic(
    ['subject', 'faculty', 'instrument'],
    ['school', 'audience', 'season'],
    ['Enrolled students', null, 30, 900],
    ['Mean test score', 'points', 35, 98, 1, MEAN],
    ['Lessons per week', null, 5, 60],
    ['Pass rate', '%', 40, 99, 0, MEAN],
    ['Hours of practice', 'hours', 6, 85, 1],
    ['Applications', null, 40, 1900],
  ),
  topic(
    ['sport', 'team'],
    ['audience', 'medal', 'school', 'country'],
    ['Members', null, 40, 1500],
    ['Points scored', null, 20, 180],
    ['Tickets sold', 'thousands', 5, 96, 1],
    ['Injuries', null, 12, 80],
    ['Training hours', 'hours', 10, 240],
  ),
  topic(
    ['transport'],
    ['town', 'weekday', 'audience', 'region'],
    ['Passengers', 'thousands', 12, 880],
    ['Mean delay', 'minutes', 2, 42, 1, MEAN],
    ['Trips per day', null, 40, 2400],
    ['Distance travelled', 'km', 30, 960],
    ['Running costs', 'million euros', 5, 120, 1],
  ),
  topic(
    ['energy'],
    ['country', 'region', 'season', 'company'],
    ['Electricity generated', 'GWh', 30, 4600],
    ['Installed capacity', 'MW', 50, 2900],
    ['Investment', 'million dollars', 10, 720],
    ['Jobs', 'thousands', 4, 88, 1],
    ['Output', 'TWh', 5, 95, 1],
  ),
  topic(
    ['department', 'company', 'channel'],
    ['season', 'region', 'employment', 'town'],
    ['Employees', null, 15, 640],
    ['Budget', 'thousand euros', 50, 4800],
    ['Turnover', 'million dollars', 12, 890],
    ['Sick days', 'days', 10, 160],
    ['Profit margin', '%', 3, 46, 1, MEAN],
    ['New customers', null, 25, 1800],
    ['Support requests', null, 30, 980],
  ),
  topic(
    ['device', 'browser', 'channel'],
    ['audience', 'country', 'weekday'],
    ['Users', 'millions', 4, 92, 1],
    ['Time spent', 'minutes per day', 10, 190, 0, MEAN],
    ['Downloads', 'thousands', 20, 1400],
    ['Sessions', 'thousands', 10, 520],
    ['Repair rate', '%', 2, 38, 1, MEAN],
  ),
  topic(
    ['genre', 'film'],
    ['audience', 'country', 'shop', 'language'],
    ['Copies sold', 'thousands', 8, 310],
    ['Loans', null, 40, 1700],
    ['Reviews', null, 25, 780],
    ['Mean length', 'pages', 80, 620, 0, MEAN],
    ['Visitors', 'thousands', 5, 87, 1],
  ),
  topic(
    ['material', 'room'],
    ['town', 'season', 'school'],
    ['Waste collected', 'tonnes', 20, 740],
    ['Recycling rate', '%', 12, 95, 0, MEAN],
    ['Cost of disposal', 'thousand euros', 5, 130, 1],
    ['Energy use', 'kWh', 40, 960],
  ),
  topic(
    ['expense', 'clothing'],
    ['audience', 'town', 'country', 'season'],
    ['Monthly spending', 'euros', 40, 1900],
    ['Items bought', null, 20, 360],
    ['Average cost', 'dollars', 15, 280, 0, MEAN],
    ['Complaints', null, 10, 95],
  ),
  topic(
    ['job', 'language', 'complaint'],
    ['region', 'town', 'employment', 'audience'],
    ['People', 'thousands', 6, 430],
    ['Vacancies', null, 20, 980],
    ['Survey answers', null, 24, 560],
    ['Working time', 'hours per week', 12, 58, 1, MEAN],
    ['Requests', null, 15, 340],
  ),
  topic(
    ['country', 'town', 'region'],
    ['answer', 'audience', 'season', 'transport', 'energy', 'language'],
    ['Households', 'thousands', 10, 760],
    ['Overnight stays', 'thousands', 15, 890],
    ['Rainfall', 'mm', 30, 680],
    ['Mean age', 'years', 21, 58, 1, MEAN],
    ['Flats built', null, 40, 2300],
    ['Library visits', null, 100, 9500],
  ),
];

/** Two measures of the same things, for scatter plots; `slope` is the usual direction of the trend. */
export interface Pair {
  x: Measure;
  y: Measure;
  slope: 1 | -1;
  groups: readonly NameSetName[];
  /** What one point is, plural. */
  things: string;
}

const pair = (things: string, x: Row, y: Row, slope: 1 | -1, groups: NameSetName[]): Pair => {
  const [first, second] = measures(x, y);
  return { x: first, y: second, slope, groups, things };
};

export const PAIRS: readonly Pair[] = [
  pair('trees', ['Age', 'years', 5, 120], ['Height', 'm', 3, 42, 1], 1, ['tree', 'region']),
  pair('students', ['Hours of study', null, 2, 60], ['Test score', 'points', 30, 100], 1, ['school', 'subject']),
  pair('cars', ['Speed', 'km/h', 30, 180], ['Range', 'km', 120, 640], -1, ['company', 'season']),
  pair('flats', ['Floor area', 'square metres', 20, 160], ['Rent', 'euros', 300, 2400], 1, ['town', 'region']),
  pair('days', ['Temperature', 'degrees', 4, 38], ['Ice creams sold', null, 20, 600], 1, ['shop', 'weekday']),
  pair('days', ['Rainfall', 'mm', 2, 60], ['Visitors', null, 40, 1800], -1, ['habitat', 'season']),
  pair('animals', ['Body weight', 'kg', 5, 400], ['Heart rate', 'beats per minute', 30, 220], -1, [
    'animal',
    'habitat',
  ]),
  pair('companies', ['Advertising', 'thousand euros', 5, 200], ['Sales', 'thousand euros', 50, 2400], 1, [
    'region',
    'channel',
  ]),
  pair('machines', ['Age', 'months', 3, 120], ['Output', 'parts per hour', 40, 320], -1, ['company', 'department']),
  pair('runners', ['Training', 'hours per month', 4, 80], ['Finish time', 'minutes', 150, 320], -1, ['team', 'sport']),
  pair('books', ['Pages', null, 60, 800], ['Price', 'euros', 4, 60, 1], 1, ['genre', 'language']),
  pair('fields', ['Fertiliser', 'kg per hectare', 10, 180], ['Yield', 'tonnes per hectare', 10, 90, 1], 1, [
    'crop',
    'region',
  ]),
  pair('journeys', ['Distance', 'km', 5, 480], ['Duration', 'minutes', 10, 420], 1, ['transport', 'weekday']),
  pair('households', ['Income', 'thousand dollars', 20, 180], ['Saving rate', '%', 2, 40, 1], 1, ['town', 'country']),
];
