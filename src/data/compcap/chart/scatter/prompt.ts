import type { Random } from '../../../../base/random.js';
import { nearestColour } from '../../colours.js';
import { MARKER_WORDS } from '../marker.js';
import { measureText } from '../table.js';
import { promptOf } from '../tell/prompt.js';
import type { ScatterChart } from './meta.js';

/** Points of every group, axes, and looks. */
export function promptScatter(chart: ScatterChart, random: Random): string {
  const { clouds, style, scaleX, scaleY, axisX, axisY, look, things } = chart;
  return promptOf(
    {
      type: 'scatter plot',
      data: clouds.map(
        ({ name, points }) =>
          `${name || things} (${points.length} points): ${points.map(({ x, y }) => `(${x}, ${y})`).join(' ')}`,
      ),
      axes: [
        `x: {type: interval, range: about [${scaleX.low}, ${scaleX.high}], label: ${measureText(axisX)}}`,
        `y: {type: interval, range: about [${scaleY.low}, ${scaleY.high}], label: ${measureText(axisY)}}`,
      ],
      misc: [
        `Title: ${chart.title ?? 'none'}`,
        `One point is one of the ${things}`,
        `Points: ${clouds.map(({ name }, at) => `${name === '' ? '' : `${name} `}${style.tints[at].name} ${MARKER_WORDS[style.markers[at]]}`).join(', ')}`,
        `Lines of best fit: ${style.fit ? 'yes' : 'no'}`,
        `Background: ${nearestColour(look.page)}`,
      ],
      advice: [
        'Tell for every group how many points it has, where they lie and whether they rise or fall; do not list single points.',
      ],
      exact: false,
    },
    random,
  );
}
