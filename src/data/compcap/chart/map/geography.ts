import { type Atlas, type AtlasRegion, atlasOf } from './atlas.js';
import type { MapChart, MapRegion } from './meta.js';
import { INLAND } from './region-names.js';

/** A region as the caption sees it: its data and its place. */
export interface PlacedRegion extends MapRegion {
  place: AtlasRegion;
  visible: boolean;
}

/** All regions with their places on the map. */
export function placedRegions(chart: MapChart): PlacedRegion[] {
  const { regions } = atlasOf(chart.scope, chart.style.projection);
  const byName = new Map(regions.map((region) => [region.name, region]));
  const visible = new Set(chart.geometry.visible);
  return chart.regions.flatMap((region) => {
    const place = byName.get(region.name);
    return place ? [{ ...region, place, visible: visible.has(region.name) }] : [];
  });
}

/** Where a region lies on its map: `north-west`, `south`, `centre`. */
export function compassOf({ heart }: AtlasRegion, { width, height }: Pick<Atlas, 'width' | 'height'>): string {
  const across = heart.x < width / 3 ? 'west' : heart.x > (2 * width) / 3 ? 'east' : '';
  const down = heart.y < height / 3 ? 'north' : heart.y > (2 * height) / 3 ? 'south' : '';
  if (across === '' && down === '') return 'centre';
  return across === '' || down === '' ? down + across : `${down}-${across}`;
}

/** Whether a region has a coast. */
export function coastOf(name: string): 'coastal' | 'inland' {
  return INLAND.has(name) ? 'inland' : 'coastal';
}

/** A difference of two halves of the map that can be seen. */
export interface Pattern {
  more: string;
  less: string;
}

/** Which of two halves, or of coast and inland, has clearly higher numbers on average. */
export function patternsOf(chart: MapChart): Pattern[] {
  const { scale } = chart;
  if (!scale) return [];
  const { width, height } = atlasOf(chart.scope, chart.style.projection);
  const regions = placedRegions(chart).filter(({ value, visible }) => value !== null && visible);
  const mean = (part: readonly PlacedRegion[]): number =>
    part.reduce((sum, { value }) => sum + (value ?? 0), 0) / part.length;
  const halves: [string, string, (region: PlacedRegion) => boolean][] = [
    ['north', 'south', ({ place }) => place.heart.y < height / 2],
    ['west', 'east', ({ place }) => place.heart.x < width / 2],
    ['interior', 'coast', ({ name }) => coastOf(name) === 'inland'],
  ];
  return halves.flatMap(([first, second, test]) => {
    const [a, b] = [regions.filter(test), regions.filter((region) => !test(region))];
    if (a.length < 4 || b.length < 4) return [];
    const difference = mean(a) - mean(b);
    if (Math.abs(difference) < 0.12 * (scale.high - scale.low)) return [];
    return [difference > 0 ? { more: first, less: second } : { more: second, less: first }];
  });
}
