import { type Claims, comparisonsOf, type NumberClaim, superlativesOf } from '../../claims.js';
import { nearestColour } from '../../colours.js';
import { measureText } from '../table.js';
import { tickNumbers } from '../tell/opening.js';
import { toleranceOf } from '../tell/reading.js';
import { meanOf, type ScatterChart } from './meta.js';
import { readingX, readingY } from './reading.js';
import { trendOf } from './trend.js';

/** All that may be said about a scatter plot. */
export function claimsOfScatter(chart: ScatterChart): Claims {
  const { clouds, style, look, scaleX, scaleY, geometry, axisX, axisY } = chart;
  const [looseX, looseY] = [toleranceOf(readingX(chart)), toleranceOf(readingY(chart))];
  const of = (name: string): { of?: string[] } => (name === '' ? {} : { of: [name] });
  const numbers: NumberClaim[] = clouds.flatMap(({ name, points }) => [
    { value: points.length, ...of(name) },
    ...points.flatMap(({ x, y }) => [
      { value: x, tolerance: looseX, ...of(name) },
      { value: y, tolerance: looseY, ...of(name) },
    ]),
    { value: meanOf(points, 'x'), tolerance: looseX, ...of(name) },
    { value: meanOf(points, 'y'), tolerance: looseY, ...of(name) },
  ]);
  const total = clouds.reduce((sum, { points }) => sum + points.length, 0);
  const counts = [total, clouds.length, ...tickNumbers(scaleX, geometry.frame), ...tickNumbers(scaleY, geometry.frame)];
  const several = clouds.length > 1;
  const sizes = clouds.map(({ name, points }) => [name, points.length] as const);
  const means = (axis: 'x' | 'y') => clouds.map(({ name, points }) => [name, meanOf(points, axis)] as const);
  return {
    types: ['scatter plot'],
    names: [
      ...clouds.filter(({ name }) => name !== '').map(({ name }) => ({ name, required: true })),
      ...(chart.title === null ? [] : [{ name: chart.title, required: true }]),
    ],
    numbers: [...numbers, ...counts.map((value) => ({ value }))],
    colours: [
      { colour: nearestColour(look.page), of: ['background'] },
      { colour: nearestColour(look.plot), of: ['background'] },
      ...style.tints.map(({ name }, at) => ({
        colour: name,
        of: [clouds[at].name === '' ? 'points' : clouds[at].name],
      })),
    ],
    superlatives: several
      ? [...superlativesOf(sizes), ...superlativesOf(means('x')), ...superlativesOf(means('y'))]
      : [],
    comparisons: several ? [...comparisonsOf(sizes), ...comparisonsOf(means('x')), ...comparisonsOf(means('y'))] : [],
    trends: clouds.flatMap(({ name, points }) => {
      const trend = trendOf(points);
      return trend === 'rise' || trend === 'fall' ? [{ direction: trend, ...of(name) }] : [];
    }),
    decimals: 0,
    words: [
      axisX.measure,
      axisY.measure,
      measureText(axisX),
      measureText(axisY),
      chart.things,
      chart.groupLabel ?? '',
      axisX.unit ?? '',
      axisY.unit ?? '',
    ].filter((word) => word !== ''),
  };
}
