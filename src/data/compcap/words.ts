/** Building blocks of plausible raw data. All words are covered by every shipped font; none of them is a colour or a type word. */

/** Things that are counted or sold, in the plural, by field. */
export const GOODS = {
  drinks: ['Tea', 'Coffee', 'Milk', 'Juice', 'Cocoa', 'Lemonade', 'Water', 'Cider', 'Smoothies', 'Soda'],
  fruit: ['Apples', 'Pears', 'Bananas', 'Grapes', 'Cherries', 'Mangoes', 'Figs', 'Melons', 'Kiwis', 'Apricots'],
  vegetables: [
    'Carrots',
    'Peas',
    'Beans',
    'Onions',
    'Potatoes',
    'Spinach',
    'Leeks',
    'Cabbages',
    'Pumpkins',
    'Radishes',
  ],
  bakery: ['Bread', 'Rolls', 'Muffins', 'Bagels', 'Pretzels', 'Scones', 'Cookies', 'Waffles', 'Pies', 'Tarts'],
  books: ['Novels', 'Poetry', 'Travel', 'Cooking', 'History', 'Science', 'Comics', 'Drama', 'Biography', 'Fantasy'],
  sports: ['Tennis', 'Football', 'Hockey', 'Rowing', 'Cycling', 'Swimming', 'Chess', 'Judo', 'Golf', 'Archery'],
  transport: ['Bus', 'Train', 'Tram', 'Bicycle', 'Car', 'Ferry', 'Walking', 'Metro', 'Scooter', 'Taxi'],
  energy: ['Wind', 'Solar', 'Hydro', 'Coal', 'Gas', 'Nuclear', 'Biomass', 'Oil', 'Geothermal', 'Tidal'],
  animals: ['Foxes', 'Owls', 'Deer', 'Otters', 'Herons', 'Bats', 'Hares', 'Seals', 'Beavers', 'Storks'],
  tools: ['Hammers', 'Saws', 'Drills', 'Ladders', 'Pliers', 'Wrenches', 'Shovels', 'Rakes', 'Axes', 'Screws'],
  crops: ['Wheat', 'Rice', 'Corn', 'Barley', 'Oats', 'Rye', 'Soybeans', 'Cotton', 'Sugar Beet', 'Sunflower'],
  devices: [
    'Phones',
    'Laptops',
    'Tablets',
    'Cameras',
    'Printers',
    'Monitors',
    'Speakers',
    'Routers',
    'Watches',
    'Headsets',
  ],
  departments: [
    'Sales',
    'Finance',
    'Design',
    'Support',
    'Research',
    'Legal',
    'Logistics',
    'Marketing',
    'Training',
    'Security',
  ],
  crafts: [
    'Pottery',
    'Weaving',
    'Painting',
    'Carving',
    'Knitting',
    'Printing',
    'Sewing',
    'Glassware',
    'Jewelry',
    'Baskets',
  ],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof GOODS;

export const FIELDS = Object.keys(GOODS) as Field[];

/** Invented place names, so that no number is read as a fact about the world. */
export const PLACES = [
  ...['Alder Bay', 'Birchwood', 'Clearwater', 'Dunmore', 'Eastport', 'Fairhaven', 'Glenrock', 'Harwick', 'Ironbridge'],
  ...['Juniper Hill', 'Kingsford', 'Larkfield', 'Millbrook', 'Northgate', 'Oakdale', 'Pinecrest', 'Quarry Point'],
  ...['Ridgeway', 'Stonefield', 'Thornbury', 'Upton', 'Valewood', 'Westbrook', 'Yarrow', 'Ashford', 'Brookside'],
  ...['Cedar Falls', 'Deepdale', 'Elmstead', 'Foxhill', 'Hazelton', 'Lindale', 'Maplewood', 'Norland', 'Redhurst'],
  ...['Selby', 'Tarnside', 'Wexley', 'Windham', 'Sandwell'],
] as const;

export const FIRST_NAMES = [
  ...[
    'Ada',
    'Ben',
    'Clara',
    'David',
    'Elena',
    'Felix',
    'Grace',
    'Hugo',
    'Iris',
    'Jonas',
    'Karin',
    'Leo',
    'Maya',
    'Nora',
  ],
  ...['Oscar', 'Paula', 'Quinn', 'Rosa', 'Simon', 'Tara', 'Uma', 'Victor', 'Wendy', 'Yusuf', 'Zoe', 'Amir', 'Bianca'],
  ...['Chen', 'Dora', 'Emil', 'Farah', 'Goran', 'Hana', 'Ivan', 'Jade', 'Kofi', 'Lena', 'Marco', 'Nina', 'Omar'],
] as const;

export const LAST_NAMES = [
  ...['Abbott', 'Berg', 'Costa', 'Dahl', 'Ekman', 'Fischer', 'Garcia', 'Holm', 'Ito', 'Jensen', 'Kovacs', 'Larsen'],
  ...['Moreau', 'Novak', 'Okafor', 'Petrov', 'Quist', 'Rossi', 'Sato', 'Torres', 'Ueda', 'Varga', 'Weber', 'Young'],
] as const;

/** Companies and teams: one of the first with one of the second. */
export const COMPANY_STEMS = [
  ...['Acorn', 'Beacon', 'Compass', 'Delta', 'Everest', 'Falcon', 'Granite', 'Harbor', 'Island', 'Juno', 'Kestrel'],
  ...['Lumen', 'Meridian', 'Nimbus', 'Orchard', 'Pioneer', 'Quartz', 'River', 'Summit', 'Tundra', 'Vertex', 'Willow'],
] as const;
export const COMPANY_ENDS = ['Group', 'Labs', 'Works', 'Foods', 'Media', 'Partners', 'Systems', 'Studio'] as const;

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const QUARTERS = ['Q1', 'Q2', 'Q3', 'Q4'] as const;
export const SEASONS = ['Spring', 'Summer', 'Autumn', 'Winter'] as const;

/** What is measured: `noun` reads after "the", for example "the revenue of Tea"; `unit` stands in titles and on axes. */
export interface Measure {
  noun: string;
  title: string;
  unit: string;
  /** Usual range of one value. */
  low: number;
  high: number;
  /** Decimals of its values. */
  decimals: number;
  /** Values of categories add up to something that makes sense. */
  additive: boolean;
}

export const MEASURES: readonly Measure[] = [
  { noun: 'number of orders', title: 'Orders', unit: 'orders', low: 20, high: 480, decimals: 0, additive: true },
  { noun: 'revenue', title: 'Revenue', unit: 'thousand dollars', low: 5, high: 95, decimals: 1, additive: true },
  { noun: 'number of visitors', title: 'Visitors', unit: 'visitors', low: 50, high: 950, decimals: 0, additive: true },
  {
    noun: 'average rating',
    title: 'Average rating',
    unit: 'points',
    low: 1.2,
    high: 4.9,
    decimals: 1,
    additive: false,
  },
  { noun: 'output', title: 'Output', unit: 'tonnes', low: 2, high: 60, decimals: 0, additive: true },
  { noun: 'cost', title: 'Cost', unit: 'euros', low: 10, high: 300, decimals: 0, additive: true },
  { noun: 'share of members', title: 'Share of members', unit: '%', low: 4, high: 62, decimals: 0, additive: false },
  { noun: 'number of hours', title: 'Hours', unit: 'hours', low: 2, high: 40, decimals: 0, additive: true },
  { noun: 'weight', title: 'Weight', unit: 'kg', low: 1.5, high: 48, decimals: 1, additive: true },
  {
    noun: 'number of units sold',
    title: 'Units sold',
    unit: 'units',
    low: 100,
    high: 2400,
    decimals: 0,
    additive: true,
  },
  { noun: 'energy use', title: 'Energy use', unit: 'MWh', low: 12, high: 220, decimals: 0, additive: true },
  { noun: 'waiting time', title: 'Waiting time', unit: 'minutes', low: 3, high: 55, decimals: 0, additive: false },
];

/** `a`, `a and b`, `a, b, and c`. */
export function joinWords(parts: readonly string[], last = 'and'): string {
  if (parts.length < 3) return parts.join(` ${last} `);
  return `${parts.slice(0, -1).join(', ')}, ${last} ${parts[parts.length - 1]}`;
}

const SMALL = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
] as const;

/** `three` up to twelve, digits above. */
export function numberWord(value: number): string {
  return SMALL[value] ?? String(value);
}

/** `first` to `tenth`, then `11th`. */
export function ordinalWord(place: number): string {
  const words = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];
  return (
    words[place - 1] ??
    `${place}${place % 10 === 1 && place % 100 !== 11 ? 'st' : place % 10 === 2 && place % 100 !== 12 ? 'nd' : place % 10 === 3 && place % 100 !== 13 ? 'rd' : 'th'}`
  );
}

/** A number with at most `decimals` decimals, trailing zeros cut: `12`, `3.5`. */
export function plainNumber(value: number, decimals = 1): string {
  return String(Number(value.toFixed(decimals)));
}

/** The text with a capital first letter. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
