/** The words by which the grammar of `check-caption.ts` recognises statements. All lower case. */

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Superlatives; `top` and `bottom` are places. */
export const MOST = set(
  'highest largest biggest greatest most maximum tallest longest widest heaviest strongest top-ranked',
);
export const LEAST = set('lowest smallest least fewest minimum shortest narrowest lightest weakest');

/** Comparatives that a `than` follows. */
export const MORE = set('higher larger bigger greater more taller longer wider heavier');
export const LESS = set('lower smaller fewer less shorter narrower lighter');

/** Verbs that compare by themselves: `Tea exceeds Milk`. */
export const EXCEEDS = set(
  'exceeds exceed exceeded exceeding surpasses surpass surpassed surpassing outperforms outsells outranks',
);
export const TRAILS = set('trails trail trailed trailing lags');

export const EQUAL = set('equal equals tied tie ties identical');

export const RISE = set(
  'rise rises rose rising risen increase increases increased increasing grow grows grew growing growth climb climbs climbed climbing upward upwards',
);
export const FALL = set(
  'fall falls fell falling fallen decrease decreases decreased decreasing decline declines declined declining drop drops dropped dropping shrink shrinks shrank downward downwards',
);

/** Numbers in words; `one` is left out, because it mostly is a pronoun. */
export const NUMBER_WORDS: ReadonlyMap<string, number> = new Map([
  ['zero', 0],
  ...'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, i): [string, number] => [word, i + 2]),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'
    .split(' ')
    .map((word, i): [string, number] => [word, 10 * (i + 2)]),
]);

/** Ratios in words. */
export const RATIO_WORDS: ReadonlyMap<string, number> = new Map([
  ['twice', 2],
  ['double', 2],
  ['doubled', 2],
  ['doubles', 2],
  ['triple', 3],
  ['tripled', 3],
  ['triples', 3],
  ['quadruple', 4],
  ['quadrupled', 4],
]);

/** What a written factor does to the number before it. */
export const FACTORS: ReadonlyMap<string, number> = new Map([
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
]);

export const ORDINALS: ReadonlyMap<string, number> = new Map(
  'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ').map((word, i) => [word, i + 1]),
);

/** Words that call a picture something; a caption may use only those that its claims allow. */
export const TYPE_WORDS: readonly string[] = [
  ...['stacked bar chart', 'grouped bar chart', 'bar chart', 'bar graph', 'column chart', 'line chart', 'line graph'],
  ...[
    'pie chart',
    'donut chart',
    'scatter plot',
    'area chart',
    'choropleth map',
    'choropleth',
    'histogram',
    'heat map',
  ],
  ...['flowchart', 'flow chart', 'class diagram', 'sequence diagram', 'entity-relationship diagram', 'state diagram'],
  ...['mind map', 'collage', 'screenshot'],
];

/** Colour words beyond the named colours of `colours.ts`, with the basic colour each is a shade of. */
export const SHADES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    red: 'crimson maroon scarlet ruby burgundy',
    orange: 'amber coral',
    yellow: 'golden gold mustard',
    green: 'olive lime emerald',
    teal: 'turquoise',
    cyan: 'aqua',
    blue: 'navy azure sky-blue',
    purple: 'violet indigo lavender',
    pink: 'magenta fuchsia',
    brown: 'beige',
    gray: 'grey silver',
  }).flatMap(([basic, words]) => words.split(' ').map((word): [string, string] => [word, basic])),
);

/** Words that come before a colour word and belong to it. */
export const TINTS = set('dark light pale bright deep');
