import type { Random } from '../../../../base/random.js';
import { difference, mixColours, NAMED_COLOURS, nearestColour } from '../../colours.js';
import { drawLook, drawSize, drawTints, type Look, type Tint } from '../look.js';
import { FOREWORDS } from '../names.js';
import { printed } from '../number.js';
import { niceRange, tidy } from '../scale.js';
import { NoRoom } from '../sheet.js';
import { small } from '../table.js';
import { tryLayouts } from '../try-layouts.js';
import { type Atlas, atlasOf, PROJECTIONS, type Scope } from './atlas.js';
import { layoutMap, type MapPlan } from './layout.js';
import type { MapChart, MapForm, MapRegion, MapScale } from './meta.js';
import { MAP_CLASSES, MAP_MEASURES, SCOPE_WORDS } from './topics.js';

/** Draws the metadata of a map whose texts all have room. */
export function sampleMap(scope: Scope, random: Random): MapChart {
  return tryLayouts(() => layoutMap(drawPlan(scope, random)));
}

/** Colours from low to high; the light end first. */
const RAMPS: readonly (readonly string[])[] = [
  ['#fdf0d5', '#f0a45a', '#8b1a1a'],
  ['#e3eefb', '#6aa5e0', '#152a5c'],
  ['#eaf7e4', '#7cc27a', '#145a26'],
  ['#fff6c2', '#f59c2a', '#b3141b'],
  ['#f1e8fa', '#a97bd1', '#4a1580'],
  ['#e5f6f4', '#4fb3ac', '#0c4f4b'],
  ['#fde3ee', '#ee6fa8', '#8a0f53'],
  ['#f7f3c9', '#5cb57f', '#1b3f78'],
  ['#1f5fd8', '#f2f2f2', '#c9252b'],
  ['#7a4a1e', '#f3ead6', '#148a84'],
];

function drawPlan(scope: Scope, random: Random): MapPlan {
  const size = drawSize(random);
  if (scope !== 'europe' && size.width < size.height * 1.2) throw new NoRoom();
  const look = drawLook(size, random);
  look.margin = Math.min(look.margin, 16);
  const projection = random.pick(PROJECTIONS[scope] as readonly string[]);
  const atlas = atlasOf(scope, projection);
  const form = random.pick(['bar', 'bar', 'bins', 'bins', 'classes'] as const);
  const topic = form === 'classes' ? random.pick(MAP_CLASSES) : random.pick(MAP_MEASURES);
  const unit = 'unit' in topic ? topic.unit : null;
  const field = drawField(atlas, random);
  const dropout = random.chance(0.35) ? 0 : 0.04 + 0.16 * random.uniform();
  const dropped = atlas.regions.map(() => random.chance(dropout));
  const data =
    'unit' in topic
      ? numbersOf(atlas, field, dropped, form, topic.low, topic.high, look, random)
      : classesOf(atlas, field, dropped, topic.classes, look, random);
  const shades = data.scale && form === 'bar' ? shadesOf(data.scale.ramp) : data.classes.map(({ tint }) => tint.hex);
  const missing = missingTint([...shades, look.page], random);
  const regions = data.regions.map((region) => (region.hex === '' ? { ...region, hex: missing.tint.hex } : region));
  const pale = shades.some((hex) => difference(hex, look.page) < 14);
  const borders = [look.page, look.ink, '#ffffff', '#4a4a4e'].filter(
    (edge) => !pale || difference(edge, look.page) > 25,
  );
  return {
    ...size,
    scope,
    title: random.chance(0.93) ? titleOf(topic.name, scope, random) : null,
    measure: topic.name,
    unit,
    form,
    regions,
    scale: data.scale,
    classes: data.classes,
    missing,
    style: {
      border: random.pick(borders),
      thickness: random.pick([0.5, 0.7, 1]),
      labels:
        scope === 'world'
          ? random.pick(['none', 'none', 'names'] as const)
          : random.pick(['none', 'names', 'codes', 'codes'] as const),
      projection,
    },
    look,
  };
}

interface MapData {
  /** `hex` is empty for regions without data. */
  regions: MapRegion[];
  scale: MapScale | null;
  classes: MapChart['classes'];
}

/** A smooth field over the map with noise, 0 to 1: so that maps have geographic patterns. */
function drawField({ regions, width, height }: Atlas, random: Random): number[] {
  const angle = 2 * Math.PI * random.uniform();
  const slope = random.pick([0, 0.5, 1]);
  const noise = slope === 0 ? 1 : random.pick([0.15, 0.3]);
  const raw = regions.map(({ heart }) => {
    const x = heart.x / width - 0.5;
    const y = heart.y / height - 0.5;
    return slope * (x * Math.cos(angle) + y * Math.sin(angle)) + noise * (random.uniform() - 0.5);
  });
  const [least, most] = [Math.min(...raw), Math.max(...raw)];
  return raw.map((value) => (value - least) / (most - least));
}

function numbersOf(
  { regions }: Atlas,
  field: readonly number[],
  dropped: readonly boolean[],
  form: MapForm,
  low: number,
  high: number,
  look: Look,
  random: Random,
): MapData {
  const from = low + (high - low) * 0.3 * random.uniform();
  const to = from + (high - from) * (0.5 + 0.5 * random.uniform());
  const values = field.map((share) => Math.max(1, Math.round(from + (to - from) * share)));
  const range = niceRange(
    Math.min(...values),
    Math.max(...values),
    form === 'bins' ? random.integer(3, 6) : random.integer(4, 6),
  );
  const ramp = [...random.pick(RAMPS)];
  if (random.chance(0.2)) ramp.reverse();
  const scale: MapScale = { ...range, ramp };
  if (form === 'bar') {
    const made = regions.map(({ name }, at) => ({
      name,
      value: dropped[at] ? null : values[at],
      level: null,
      hex: dropped[at] ? '' : rampColour(ramp, (values[at] - range.low) / (range.high - range.low)),
    }));
    return { regions: made, scale, classes: [] };
  }
  const count = Math.round((range.high - range.low) / range.step);
  if (count < 3 || count > 7) throw new NoRoom();
  const tick = (value: number): string => printed(tidy(value), look.numbers);
  const classes = Array.from({ length: count }, (_, at) => {
    const hex = rampColour(ramp, at / (count - 1));
    return {
      text: `${tick(range.low + at * range.step)}–${tick(range.low + (at + 1) * range.step)}`,
      tint: { name: nearestColour(hex), hex },
    };
  });
  // Two classes whose colours have one name could not be told apart in words.
  if (new Set(classes.map(({ tint }) => tint.name)).size < count) throw new NoRoom();
  const made = regions.map(({ name }, at) => {
    const level = Math.min(count - 1, Math.floor((values[at] - range.low) / range.step));
    return {
      name,
      value: dropped[at] ? null : values[at],
      level: dropped[at] ? null : level,
      hex: dropped[at] ? '' : classes[level].tint.hex,
    };
  });
  return { regions: made, scale, classes: usedOnly(made, classes) };
}

function classesOf(
  { regions }: Atlas,
  field: readonly number[],
  dropped: readonly boolean[],
  all: readonly string[],
  look: Look,
  random: Random,
): MapData {
  const names = random.sample(all, random.integer(2, all.length));
  const tints: Tint[] = drawTints(names.length, [look.page], random);
  const classes = names.map((text, at) => ({ text, tint: tints[at] }));
  const made = regions.map(({ name }, at) => {
    const level = Math.min(names.length - 1, Math.floor(field[at] * names.length));
    return { name, value: null, level: dropped[at] ? null : level, hex: dropped[at] ? '' : tints[level].hex };
  });
  return { regions: made, scale: null, classes: usedOnly(made, classes) };
}

/** Every legend entry must occur on the map. */
function usedOnly(regions: readonly MapRegion[], classes: MapChart['classes']): MapChart['classes'] {
  if (classes.some((_, at) => regions.every(({ level }) => level !== at))) throw new NoRoom();
  return classes;
}

/** A colour between the stops of a ramp, `share` 0 to 1. */
function rampColour(ramp: readonly string[], share: number): string {
  const at = Math.min(0.999999, Math.max(0, share)) * (ramp.length - 1);
  const stop = Math.floor(at);
  return mixColours(ramp[stop], ramp[stop + 1], at - stop);
}

/** Colours all along a ramp. */
function shadesOf(ramp: readonly string[]): string[] {
  return Array.from({ length: 11 }, (_, at) => rampColour(ramp, at / 10));
}

/** The colour of regions without data: one that cannot be taken for another. */
function missingTint(others: readonly string[], random: Random): MapChart['missing'] {
  const candidates = [
    NAMED_COLOURS.gray,
    NAMED_COLOURS['light gray'],
    NAMED_COLOURS['dark gray'],
    NAMED_COLOURS.white,
    NAMED_COLOURS.black,
  ];
  const room = (hex: string): number => Math.min(...others.map((other) => difference(other, hex)));
  const clear = candidates.filter((candidate) => room(candidate) >= 20);
  if (clear.length === 0) throw new NoRoom();
  // Grays come first: black and white draw the eye to where nothing is.
  const hex =
    clear.find((candidate) => candidate !== NAMED_COLOURS.white && candidate !== NAMED_COLOURS.black) ?? clear[0];
  return { text: random.pick(['N/A', 'No data', 'Not available']), tint: { name: nearestColour(hex), hex } };
}

function titleOf(measure: string, scope: Scope, random: Random): string {
  const { region, regions, place } = SCOPE_WORDS[scope];
  const year = random.integer(2001, 2025);
  return random.pick([
    `${measure} by ${region}`,
    `${measure} by ${region}, ${year}`,
    `${measure} in ${place}`,
    `${measure} in ${place}, ${year}`,
    `${measure} across ${regions}`,
    `${random.pick(FOREWORDS)}: ${small(measure)} in ${place}`,
  ]);
}
