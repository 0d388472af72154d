import type { Box } from '../../../picture/kind.js';
import { inkOn } from '../../colours.js';
import { lineHeight, textInk, textWidth, wrapText } from '../../fonts.js';
import { pageSpace, placeBeside, placeTitle, type Space, takeLegend } from '../frame.js';
import { placeLegend, planLegend } from '../legend.js';
import { printed } from '../number.js';
import { ticks } from '../scale.js';
import { type ChartMark, NoRoom, type Pen, Sheet, whole } from '../sheet.js';
import { type AtlasRegion, atlasOf, contains } from './atlas.js';
import { hasMissing, isMissing, type MapChart, type MapLegend, mapMeasure } from './meta.js';

export type MapPlan = Omit<MapChart, 'geometry'>;

/** Least area of a region in square pixels so that captions may speak of it. */
const VISIBLE = 90;

/**
 * Decides where the map, its legend and its texts go.
 *
 * @throws NoRoom
 */
export function layoutMap(plan: MapPlan): MapChart {
  const { look, style, scope, form } = plan;
  const sheet = new Sheet({ width: plan.width, height: plan.height });
  const space = pageSpace(look, sheet);
  placeTitle(plan.title, look, sheet, space);
  const atlas = atlasOf(scope, style.projection);
  const place = form === 'bar' ? barLegend(plan, space, sheet) : listLegend(plan, space, sheet);
  const width = space.right - space.left;
  const height = space.bottom - space.top;
  const zoom = Math.min(width / atlas.width, height / atlas.height);
  const map: Box = {
    x: Math.round(space.left + (width - atlas.width * zoom) / 2),
    y: Math.round(space.top + (height - atlas.height * zoom) / 2),
    width: atlas.width * zoom,
    height: atlas.height * zoom,
  };
  if (map.width < 260 || map.height < 150) throw new NoRoom();
  const legend = place(map);
  const shown = new Map(plan.regions.map((region) => [region.name, region]));
  const visible = atlas.regions.filter(({ area }) => area * zoom * zoom >= VISIBLE).map(({ name }) => name);
  const marks: ChartMark[] = atlas.regions.map((region) => {
    const { value = null } = shown.get(region.name) ?? {};
    return {
      kind: 'region',
      words: region.name,
      box: placed(region.box, map, zoom),
      category: region.name,
      ...(value === null ? {} : { value }),
    };
  });
  for (const { name, swatch } of legend.entries) marks.push({ kind: 'legend', words: name, box: swatch, series: name });
  if (legend.bar) marks.push({ kind: 'legend', words: 'colour bar', box: legend.bar });
  if (style.labels !== 'none') labelRegions(plan, atlas.regions, map, zoom, sheet);
  return { ...plan, geometry: { map, zoom, visible, legend, marks, texts: sheet.texts } };
}

function placed({ x, y, width, height }: Box, map: Box, zoom: number): Box {
  return whole({ x: map.x + x * zoom, y: map.y + y * zoom, width: width * zoom, height: height * zoom });
}

type Place = (map: Box) => MapLegend;

/** A legend of classes, with one entry for regions without data. */
function listLegend(plan: MapPlan, space: Space, sheet: Sheet): Place {
  const { look, classes, missing } = plan;
  const names = [...classes.map(({ text }) => text), ...(hasMissing(plan) ? [missing.text] : [])];
  const title = plan.form === 'bins' ? mapMeasure(plan) : look.legendTitle ? plan.measure : null;
  const legendPlan = takeLegend({ names, title }, look, space);
  return (map) => {
    const { box, entries } = placeBeside(legendPlan, map, space, look, sheet);
    return { bar: null, entries, frame: box };
  };
}

/** A colour bar with ticks, and a sample for regions without data. */
function barLegend(plan: MapPlan, space: Space, sheet: Sheet): Place {
  const { look, scale, missing } = plan;
  if (!scale) throw new NoRoom();
  const upright = look.legendPlace === 'left' || look.legendPlace === 'right';
  const texts = ticks(scale).map((tick) => printed(tick, look.numbers));
  const widest = Math.max(...texts.map((text) => textWidth(text, look.small)));
  const line = lineHeight(look.small, 1.3);
  const sample = hasMissing(plan) ? planLegend([missing.text], null, look, 200, 'column') : null;
  const pen: Pen = { font: look.small, ink: look.ink, ground: look.page };
  const height = space.bottom - space.top;
  if (upright) {
    const room =
      Math.max(16 + 8 + widest, sample?.width ?? 0, Math.min(110, textWidth(mapMeasure(plan), look.small))) + 8;
    const heading = wrapText(mapMeasure(plan), look.small, room);
    if (heading.length > 3 || heading.some((text) => textWidth(text, look.small) > room)) throw new NoRoom();
    const length = Math.round(height * 0.55);
    const whole = heading.length * line + 8 + length + (sample ? sample.height + 10 : 0) + 8;
    if (whole > height || length < texts.length * line * 0.9) throw new NoRoom();
    if (look.legendPlace === 'right') space.right -= room + 8;
    else space.left += room + 8;
    return (map) => {
      const x = Math.round(look.legendPlace === 'right' ? space.right + 8 : space.left - room - 8);
      const y = Math.max(
        space.top,
        Math.min(Math.round(map.y + (map.height - whole) / 2), Math.round(space.bottom - whole)),
      );
      heading.forEach((text, row) => {
        sheet.text('legend', text, { x, y: y + (row + 0.5) * line, across: 'left' }, pen);
      });
      const bar = { x, y: y + heading.length * line + 8, width: 16, height: length };
      texts.forEach((text, at) => {
        const middle = bar.y + bar.height * (1 - at / (texts.length - 1));
        sheet.text('tick', text, { x: x + 16 + 8, y: middle, across: 'left' }, pen);
      });
      const entries = sample ? placeLegend(sample, x - 8, bar.y + length + 10, look, sheet).entries : [];
      return { bar, entries, frame: { x, y, width: room, height: whole } };
    };
  }
  const length = Math.round((space.right - space.left) * 0.6);
  const whole = line + 14 + 6 + line;
  if (length < texts.length * (widest + 10) || length + (sample?.width ?? 0) * 2 > space.right - space.left)
    throw new NoRoom();
  if (look.legendPlace === 'top') space.top += whole + 6;
  else space.bottom -= whole + 6;
  return () => {
    const x = Math.round((space.left + space.right - length) / 2);
    const y = Math.round(look.legendPlace === 'top' ? space.top - whole - 6 : space.bottom + 6);
    sheet.text('legend', mapMeasure(plan), { x: x + length / 2, y: y + line / 2 }, pen);
    const bar = { x, y: y + line + 2, width: length, height: 14 };
    texts.forEach((text, at) => {
      sheet.text('tick', text, { x: x + (length * at) / (texts.length - 1), y: bar.y + 14 + 5, down: 'top' }, pen);
    });
    const entries = sample
      ? placeLegend(sample, x + length + 10, Math.round(bar.y + 7 - sample.height / 2), look, sheet).entries
      : [];
    return { bar, entries, frame: { x, y, width: length, height: whole } };
  };
}

/** Writes names or codes on the regions that hold them. */
function labelRegions(plan: MapPlan, regions: readonly AtlasRegion[], map: Box, zoom: number, sheet: Sheet): void {
  const { style, look, form } = plan;
  const colours = new Map(plan.regions.map((region) => [region.name, region]));
  const font = { family: look.small.family, px: look.small.px };
  for (const region of regions) {
    const text = style.labels === 'codes' ? region.code : region.name;
    const data = colours.get(region.name);
    if (text === null || !data) continue;
    const { above, below } = textInk(text, font);
    const size = { width: textWidth(text, font) + 2, height: above + below + 2 };
    const centre = { x: map.x + region.heart.x * zoom, y: map.y + region.heart.y * zoom };
    if (!holds(region, centre, size, map, zoom)) continue;
    const ground = isMissing(data, form) ? plan.missing.tint.hex : data.hex;
    sheet.tryText('label', text, centre, { font, ink: inkOn(ground), ground });
  }
}

function holds(
  region: AtlasRegion,
  { x, y }: { x: number; y: number },
  { width, height }: { width: number; height: number },
  map: Box,
  zoom: number,
): boolean {
  const steps = [-0.5, -0.25, 0, 0.25, 0.5];
  return steps.every((across) =>
    [-0.5, 0, 0.5].every((down) =>
      contains(region.rings, { x: (x + across * width - map.x) / zoom, y: (y + down * height - map.y) / zoom }),
    ),
  );
}
