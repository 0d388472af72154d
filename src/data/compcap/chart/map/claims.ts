import {
  type Claims,
  type ColourClaim,
  type ComparisonClaim,
  comparisonsOf,
  type NameClaim,
  type NumberClaim,
  type SuperlativeClaim,
  superlativesOf,
} from '../../claims.js';
import { nearestColour } from '../../colours.js';
import { ticks } from '../scale.js';
import { toleranceOf } from '../tell/reading.js';
import { type PlacedRegion, placedRegions } from './geography.js';
import { hasMissing, isMissing, type MapChart, mapMeasure } from './meta.js';
import { leastAndMost, readingOf } from './reading.js';
import { SCOPE_WORDS } from './topics.js';

/** All that may be said about a map; only regions that are large enough have names. */
export function claimsOfMap(chart: MapChart): Claims {
  const { scope, scale, classes, missing, look, form } = chart;
  const all = placedRegions(chart);
  const visible = all.filter((region) => region.visible);
  const { place, map } = SCOPE_WORDS[scope];
  const names: NameClaim[] = [
    ...visible.map(({ name }) => ({ name, required: false })),
    ...classes.map(({ text }) => ({ name: text, required: true })),
    ...(hasMissing(chart) ? [{ name: missing.text, required: true }] : []),
    ...(chart.title === null ? [] : [{ name: chart.title, required: true }]),
  ];
  const colours: ColourClaim[] = [
    { colour: nearestColour(look.page), of: ['background'] },
    ...visible.map(({ name, hex }) => ({ colour: nearestColour(hex), of: [name] })),
    ...classes.map(({ text, tint }, level) => ({
      colour: tint.name,
      of: [text, ...membersOf(visible, level)].slice(0, 1),
    })),
    ...(hasMissing(chart) ? [{ colour: missing.tint.name, of: [missing.text] }] : []),
    ...(scale?.ramp ?? []).map((hex) => ({ colour: nearestColour(hex), of: ['colour bar'] })),
  ];
  const counts = [all.length, visible.length, classes.length, all.filter((region) => isMissing(region, form)).length];
  const numbers: NumberClaim[] = [...counts, ...(scale ? ticks(scale) : [])].map((value) => ({ value }));
  return {
    types: ['choropleth map'],
    names,
    numbers: [...numbers, ...(form === 'bar' ? numberClaims(chart, visible) : classNumbers(chart, all))],
    colours,
    superlatives: superlativeClaims(chart, all, visible),
    comparisons: comparisonClaims(chart, all, visible),
    decimals: 0,
    words: [chart.measure, mapMeasure(chart), place, map, chart.unit ?? '', 'Two-letter'].filter((word) => word !== ''),
  };
}

function numberClaims(chart: MapChart, visible: readonly PlacedRegion[]): NumberClaim[] {
  const tolerance = toleranceOf(readingOf(chart));
  return visible.flatMap(({ name, value }) => (value === null ? [] : [{ value, tolerance, of: [name] }]));
}

function classNumbers({ classes }: MapChart, all: readonly PlacedRegion[]): NumberClaim[] {
  return classes.map(({ text }, level) => ({
    value: all.filter((region) => region.level === level).length,
    of: [text],
  }));
}

function superlativeClaims(
  chart: MapChart,
  all: readonly PlacedRegion[],
  visible: readonly PlacedRegion[],
): SuperlativeClaim[] {
  const { classes, form } = chart;
  if (form === 'bar') {
    const { least, most } = leastAndMost(chart);
    return [
      ...(most === null ? [] : [{ extreme: 'most', of: [most] } as const]),
      ...(least === null ? [] : [{ extreme: 'least', of: [least] } as const]),
    ];
  }
  const sizes = superlativesOf(
    classes.map(({ text }, level) => [text, all.filter((region) => region.level === level).length] as const),
  );
  if (form === 'classes') return sizes;
  const top = classes.length - 1;
  return [
    ...sizes,
    { extreme: 'most', of: [classes[top].text, ...membersOf(visible, top)] },
    { extreme: 'least', of: [classes[0].text, ...membersOf(visible, 0)] },
  ];
}

function comparisonClaims(
  chart: MapChart,
  all: readonly PlacedRegion[],
  visible: readonly PlacedRegion[],
): ComparisonClaim[] {
  const { classes, form } = chart;
  if (form === 'bar')
    return comparisonsOf(
      visible.filter(({ value }) => value !== null).map(({ name, value }) => [name, value ?? 0] as const),
    );
  const sizes = comparisonsOf(
    classes.map(({ text }, level) => [text, all.filter((region) => region.level === level).length] as const),
  );
  if (form === 'classes') return sizes;
  const levels = visible.filter(({ level }) => level !== null).map(({ name, level }) => [name, level ?? 0] as const);
  return [...sizes, ...comparisonsOf(levels)];
}

function membersOf(regions: readonly PlacedRegion[], level: number): string[] {
  return regions.filter((region) => region.level === level).map(({ name }) => name);
}
