import type { Random } from '../../../../base/random.js';
import type { Point } from '../../canvas.js';
import { drawLook, drawSize, drawTints } from '../look.js';
import { MARKERS } from '../marker.js';
import { NAME_SETS, PLACES } from '../names.js';
import { niceRange, tidy } from '../scale.js';
import { NoRoom } from '../sheet.js';
import { small } from '../table.js';
import { PAIRS, type Pair } from '../topics.js';
import { tryLayouts } from '../try-layouts.js';
import { drawSpan, type Span } from '../values.js';
import { layoutScatter, type ScatterPlan } from './layout.js';
import type { Cloud, ScatterChart } from './meta.js';

/** Draws the metadata of a scatter plot whose texts all have room and whose points can be counted. */
export function sampleScatter(random: Random): ScatterChart {
  return tryLayouts(() => layoutScatter(drawPlan(random)));
}

function drawPlan(random: Random): ScatterPlan {
  const size = drawSize(random);
  const look = drawLook(size, random);
  const pair = random.pick(PAIRS);
  const count = random.chance(0.35) ? 1 : random.integer(2, 4);
  const group = NAME_SETS[random.pick(pair.groups)];
  const names = count === 1 ? [''] : random.sample(group.names, count);
  const [x, y] = [drawSpan(pair.x, random), drawSpan(pair.y, random)];
  const dot = random.integer(7, 12);
  const clouds = drawClouds(names, pair, x, y, dot, random);
  const all = clouds.flatMap(({ points }) => points);
  const range = (axis: 'x' | 'y') => {
    const values = all.map((point) => point[axis]);
    const [least, largest] = [Math.min(...values), Math.max(...values)];
    const air = (largest - least) * 0.05;
    const zero = least < 0.35 * largest && random.chance(0.6);
    return { ...niceRange(zero ? 0 : Math.max(0, least - air), largest + air, random.integer(4, 7)), from: 0, to: 0 };
  };
  const [scaleX, scaleY] = [range('x'), range('y')];
  if (all.length < 6 || scaleX.step < 1 || scaleY.step < 1) throw new NoRoom();
  const title = random.chance(0.92) ? titleOf(pair, count === 1 ? null : group.label, random) : null;
  if (title === null || look.axisTitles === 'none') look.axisTitles = 'middle';
  const mixed = random.chance(0.5);
  const shapes = random.shuffle(MARKERS);
  return {
    ...size,
    title,
    things: pair.things,
    groupLabel: count === 1 ? null : group.label,
    axisX: { measure: pair.x.name, unit: pair.x.unit, decimals: pair.x.decimals },
    axisY: { measure: pair.y.name, unit: pair.y.unit, decimals: pair.y.decimals },
    clouds,
    style: {
      tints: drawTints(count, [look.plot], random),
      markers: names.map((_, at) => shapes[mixed ? at : 0]),
      size: dot,
      fit: random.chance(0.2),
    },
    look,
    scaleX,
    scaleY,
  };
}

/** Groups around lines that rise, fall or do neither; no two points overlap. */
function drawClouds(names: readonly string[], pair: Pair, x: Span, y: Span, dot: number, random: Random): Cloud[] {
  const apart = dot / 300;
  const taken: Point[] = [];
  return names.map((name) => {
    const slope = random.pick([pair.slope, pair.slope, -pair.slope, 0]);
    const noise = random.pick([0.04, 0.08, 0.15]);
    const [from, to] = names.length === 1 ? [0, 1] : spread(random);
    const height = names.length === 1 ? 0.5 : 0.25 + 0.5 * random.uniform();
    const wanted = random.integer(5, names.length === 1 ? 28 : 14);
    const points: Point[] = [];
    for (let tries = 0; points.length < wanted && tries < 40 * wanted; tries++) {
      const s = from + (to - from) * random.uniform();
      const t = height + slope * (s - (from + to) / 2) * 0.8 + (slope === 0 ? 2 : 1) * noise * random.normal();
      if (t < 0 || t > 1) continue;
      if (taken.some((other) => Math.hypot(other.x - s, (other.y - t) * 0.75) < apart)) continue;
      taken.push({ x: s, y: t });
      points.push({ x: value(x, s), y: value(y, t) });
    }
    if (points.length < 4) throw new NoRoom();
    return { name, points };
  });
}

function spread(random: Random): [number, number] {
  const from = 0.5 * random.uniform();
  return [from, Math.min(1, from + 0.3 + 0.4 * random.uniform())];
}

function value({ low, high, grain }: Span, share: number): number {
  return tidy(Math.max(1, Math.round((low + (high - low) * share) / grain)) * grain);
}

function titleOf({ x, y, things }: Pair, group: string | null, random: Random): string {
  const place = random.pick(PLACES);
  return random.pick([
    `${y.name} and ${small(x.name)} of ${things}`,
    `${x.name} against ${small(y.name)}`,
    `${place}: ${small(x.name)} and ${small(y.name)}`,
    `${y.name} by ${small(x.name)}`,
    `${y.name} of ${things} in ${place}`,
    ...(group === null ? [] : [`${y.name} and ${small(x.name)} by ${group}`]),
  ]);
}
