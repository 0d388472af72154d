import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import { promptOf } from '../tell/prompt.js';
import { atlasOf } from './atlas.js';
import { coastOf, compassOf, placedRegions } from './geography.js';
import { hasMissing, isMissing, type MapChart, mapMeasure } from './meta.js';
import { SCOPE_WORDS } from './topics.js';

/** A Markdown table of the regions that are large enough to be seen, the legend, and scope and title. */
export function promptMap(chart: MapChart, random: Random): string {
  const { scope, form, scale, classes, missing, look } = chart;
  const atlas = atlasOf(scope, chart.style.projection);
  const rows = placedRegions(chart)
    .filter(({ visible }) => visible)
    .map((region) => {
      const shown = isMissing(region, form)
        ? missing.text
        : form === 'bar'
          ? `about ${region.value}`
          : classes[region.level ?? 0].text;
      return `| ${region.name} | ${shown} | ${nearestColour(region.hex)} | ${compassOf(region.place, atlas)} | ${coastOf(region.name)} |`;
    });
  const legend =
    form === 'bar' && scale
      ? [
          `Type: colour bar from ${scale.low} (${nearestColour(scale.ramp[0])}) to ${scale.high} (${nearestColour(scale.ramp[scale.ramp.length - 1])})`,
          `Title: ${mapMeasure(chart)}`,
        ]
      : [`Type: discrete, ${classes.length} classes`, ...classes.map(({ text, tint }) => `${text}: ${tint.name}`)];
  return promptOf(
    {
      type: 'choropleth map',
      data: [
        `the regions:\n\n| Region | ${form === 'classes' ? 'Category' : 'Value'} | Colour in map | Location | Geographical type |\n|---|---|---|---|---|\n${rows.join('\n')}\n`,
      ],
      axes: [
        'none; the legend takes their place',
        ...legend,
        ...(hasMissing(chart) ? [`${missing.text}: ${missing.tint.name}`] : []),
      ],
      misc: [
        `Scope: ${SCOPE_WORDS[scope].place}`,
        `Title: ${chart.title ?? 'none'}`,
        `Measure: ${mapMeasure(chart)}`,
        `Legend position: ${look.legendPlace}`,
      ],
      advice: [
        'Read the colours of the regions against the legend and tell the key information.',
        'Summarise a geographic pattern if there is one.',
        'Speak only of regions in the table.',
      ],
      exact: false,
    },
    random,
  );
}
