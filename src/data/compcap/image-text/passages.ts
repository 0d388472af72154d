/** Texts of pages: notes, notices, recipes, letters, and articles about invented places, so that nothing false is taught. */
import type { Random } from '../../../base/random.js';
import { COMPANY_ENDS, COMPANY_STEMS, FIELDS, FIRST_NAMES, GOODS, joinWords, LAST_NAMES, PLACES } from '../words.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
] as const;

type Write = (random: Random) => string;

const person = (random: Random): string => random.pick(FIRST_NAMES);
const time = (random: Random): string =>
  `${random.integer(1, 12)}:${random.pick(['00', '15', '30', '45'])} ${random.pick(['am', 'pm'])}`;
const goods = (random: Random, count: number): string =>
  joinWords(random.sample(GOODS[random.pick(FIELDS)], count).map((word) => word.toLowerCase()));

const article: Write = (random) => {
  const place = random.pick(PLACES);
  const other = random.pick(PLACES.filter((name) => name !== place));
  const founded = random.integer(1120, 1890);
  return [
    `${place} is a ${random.pick(['town', 'village', 'small harbor', 'market town', 'district'])} ${random.pick(['north', 'south', 'east', 'west'])} of ${other}.`,
    random.pick([
      `It was first mentioned in ${founded}, when a ${random.pick(['bridge', 'mill', 'market', 'lighthouse', 'chapel'])} was built there.`,
      `Its ${random.pick(['old hall', 'stone bridge', 'water tower', 'railway station'])} dates from ${founded}.`,
    ]),
    random.pick([
      `About ${random.integer(2, 90)},${random.integer(100, 999)} people live there today.`,
      `The area is known for its ${goods(random, 2)}.`,
      `Every ${random.pick(MONTH_NAMES)} a fair draws visitors from ${random.pick(PLACES)}.`,
    ]),
    ...(random.chance(0.5)
      ? [
          `A ${random.pick(['river', 'canal', 'railway', 'footpath'])} of ${random.integer(3, 80)} km links it with ${other}.`,
        ]
      : []),
  ].join(' ');
};

const note: Write = (random) =>
  random.pick<Write>([
    (r) =>
      `${person(r)}, please remember to buy ${goods(r, 3)} before ${r.pick(DAYS)}. ${r.pick(['Thanks!', 'See you later.', 'The list is on the table.'])}`,
    (r) =>
      `Dear ${person(r)}, thank you for the ${r.pick(['lovely evening', 'kind letter', 'useful advice', 'beautiful present'])}. We arrived in ${r.pick(PLACES)} on ${r.pick(DAYS)} and will stay until the ${r.integer(11, 13)}th. Yours, ${person(r)}`,
    (r) =>
      `Meeting on ${r.pick(DAYS)} at ${time(r)} in room ${r.integer(101, 499)}. Please bring the ${r.pick(['notes', 'drawings', 'budget', 'new plan'])}. ${person(r)} will take the minutes.`,
    (r) =>
      `Call ${person(r)} ${r.pick(LAST_NAMES)} at ${r.integer(200, 999)}-${r.integer(1000, 9999)} about the ${r.pick(['delivery', 'invoice', 'garden', 'tickets'])}. It is ${r.pick(['urgent', 'not urgent', 'important'])}.`,
  ])(random);

const notice: Write = (random) =>
  random.pick<Write>([
    (r) =>
      `The library will be closed from ${r.pick(DAYS)} until ${r.pick(DAYS)} for ${r.pick(['repairs', 'a staff day', 'an inventory'])}. Books can be returned at the ${r.pick(['north', 'south'])} entrance.`,
    (r) =>
      `${r.pick(COMPANY_STEMS)} ${r.pick(COMPANY_ENDS)} invites you to an open day on ${r.pick(DAYS)}, ${r.pick(MONTH_NAMES)} ${r.integer(2, 28)}. Doors open at ${time(r)}. Admission is free.`,
    (r) =>
      `Lost: a ${r.pick(['gray scarf', 'small key', 'leather wallet', 'silver watch'])} near the ${r.pick(['station', 'bakery', 'park', 'museum'])}. If found, please contact ${person(r)} ${r.pick(LAST_NAMES)}. Reward: ${r.integer(10, 90)} dollars.`,
    (r) =>
      `Please keep this door closed. Deliveries for ${r.pick(COMPANY_STEMS)} ${r.pick(COMPANY_ENDS)} go to gate ${r.integer(2, 19)}.`,
  ])(random);

const recipe: Write = (random) => {
  const minutes = random.integer(10, 55);
  return random.pick([
    `Mix ${random.integer(150, 500)} g of flour with ${random.integer(2, 5)} eggs and a pinch of salt. Let it rest for ${minutes} minutes, then bake at ${random.integer(16, 23)}0 degrees until golden.`,
    `Chop ${random.integer(2, 6)} onions and fry them slowly in butter. Add ${random.integer(2, 9)} tomatoes, simmer for ${minutes} minutes, and serve with fresh bread.`,
    `Boil ${random.integer(2, 5)} cups of water, add ${random.integer(3, 8)} spoons of ${random.pick(['rice', 'oats', 'barley'])}, and stir for ${minutes} minutes. Sweeten with honey.`,
  ]);
};

const thought: Write = (random) =>
  random.pick([
    `A good ${random.pick(['teacher', 'neighbor', 'gardener', 'captain'])} knows when to ${random.pick(['wait', 'listen', 'begin', 'let go'])}, and when to ${random.pick(['speak', 'hurry', 'rest', 'laugh'])}.`,
    `We walked along the ${random.pick(['river', 'old wall', 'harbor', 'ridge'])} until the ${random.pick(['lamps were lit', 'rain stopped', 'sun went down', 'bells rang'])}. ${person(random)} told the story of the ${random.pick(['lost ship', 'two brothers', 'stone bird', 'winter fair'])} again.`,
    `Nothing is as ${random.pick(['quiet', 'bright', 'slow', 'long'])} as a ${random.pick(['morning', 'street', 'garden', 'journey'])} after the ${random.pick(['first snow', 'last guest', 'storm', 'holidays'])}.`,
  ]);

const WRITERS: readonly Write[] = [article, article, note, note, notice, recipe, thought];

/** One text of 50 to 330 characters, plain ASCII. */
export function drawPassage(random: Random): string {
  return random.pick(WRITERS)(random);
}
