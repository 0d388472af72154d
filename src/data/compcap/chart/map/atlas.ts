import { createRequire } from 'node:module';
import { Path2D } from '@napi-rs/canvas';
import {
  type GeoPermissibleObjects,
  type GeoProjection,
  geoAlbers,
  geoAlbersUsa,
  geoAzimuthalEqualArea,
  geoConicConformal,
  geoEqualEarth,
  geoEquirectangular,
  geoMercator,
  geoNaturalEarth1,
  geoPath,
} from 'd3-geo';
import { feature } from 'topojson-client';
import type { Box } from '../../../picture/kind.js';
import type { Point } from '../../canvas.js';
import { EUROPE_CODES, FULL_NAMES, PART_OF, STATE_CODES } from './region-names.js';

/** The maps that can be drawn. Boundaries are those of Natural Earth and of the United States census, as of 2019. */
export const SCOPES = ['world', 'europe', 'us-states'] as const;

export type Scope = (typeof SCOPES)[number];

/** Projections of each map. */
export const PROJECTIONS = {
  world: ['equal-earth', 'natural-earth', 'equirectangular', 'mercator'],
  europe: ['conic', 'azimuthal', 'mercator'],
  'us-states': ['albers-usa', 'albers', 'mercator'],
} as const satisfies Record<Scope, readonly string[]>;

/** A region in the units of its atlas. */
export interface AtlasRegion {
  name: string;
  /** Two letters; none on the map of the world. */
  code: string | null;
  /** Outlines and holes, x and y in turn. */
  rings: Float64Array[];
  box: Box;
  area: number;
  /** A point well inside its largest part. */
  heart: Point;
  path: Path2D;
}

/** Regions projected into a box `width` wide. */
export interface Atlas {
  scope: Scope;
  width: number;
  height: number;
  regions: AtlasRegion[];
}

const WIDTH = 1000;
/** Points nearer to the last one than this are left out. */
const GRAIN = 0.7;
const require = createRequire(import.meta.url);
const kept = new Map<string, Atlas>();

/** The projected regions of a map, made once per thread. */
export function atlasOf(scope: Scope, projection: string): Atlas {
  const key = `${scope} ${projection}`;
  const known = kept.get(key);
  if (known) return known;
  const made = makeAtlas(scope, projection);
  kept.set(key, made);
  return made;
}

interface Shape {
  type: 'Feature';
  properties: { name: string };
  geometry: GeoPermissibleObjects;
}

function makeAtlas(scope: Scope, name: string): Atlas {
  const shapes = shapesOf(scope, name);
  const all = { type: 'FeatureCollection', features: shapes } as unknown as GeoPermissibleObjects;
  const projection = projectionOf(scope, name, all);
  const [[, top], [, bottom]] =
    scope === 'europe'
      ? [
          [0, 0],
          [WIDTH, EUROPE_HEIGHT],
        ]
      : geoPath(projection).bounds(all);
  const byName = new Map<string, Float64Array[]>();
  for (const shape of shapes) {
    const rings = ringsOf(shape, projection, top);
    const whole = PART_OF[shape.properties.name] ?? FULL_NAMES[shape.properties.name] ?? shape.properties.name;
    byName.set(whole, [...(byName.get(whole) ?? []), ...rings]);
  }
  const codes = scope === 'europe' ? EUROPE_CODES : scope === 'us-states' ? STATE_CODES : {};
  const regions = [...byName]
    .filter(([, rings]) => rings.length > 0)
    .map(([region, rings]) => regionOf(region, codes[region] ?? null, rings))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { scope, width: WIDTH, height: bottom - top, regions };
}

/** Regions outside of the map's scope are left out, and so is Antarctica. */
function shapesOf(scope: Scope, projection: string): Shape[] {
  const file = {
    world: 'world-atlas/countries-110m.json',
    europe: 'world-atlas/countries-50m.json',
    'us-states': 'us-atlas/states-10m.json',
  }[scope];
  const topology = require(file);
  const objects = topology.objects[scope === 'us-states' ? 'states' : 'countries'];
  const shapes = (feature(topology, objects) as unknown as { features: Shape[] }).features;
  const far = projection === 'albers-usa' ? [] : ['Alaska', 'Hawaii'];
  return shapes.filter(({ properties: { name } }) => {
    if (scope === 'world') return name !== 'Antarctica' && name !== 'Fr. S. Antarctic Lands';
    if (scope === 'europe') return (FULL_NAMES[name] ?? name) in EUROPE_CODES;
    return name in STATE_CODES && !far.includes(name);
  });
}

const EUROPE_HEIGHT = 900;
/** What the map of Europe must show: from the Azores' side of Portugal and Iceland to the Urals' side of Ukraine. */
const EUROPE_FRAME = {
  type: 'MultiPoint',
  coordinates: [
    [-10, 36],
    [-24, 64],
    [40, 49],
    [31, 70.5],
    [26, 35],
    [5, 71],
  ],
} as GeoPermissibleObjects;

function projectionOf(scope: Scope, name: string, all: GeoPermissibleObjects): GeoProjection {
  const made: Record<string, () => GeoProjection> = {
    'equal-earth': geoEqualEarth,
    'natural-earth': geoNaturalEarth1,
    equirectangular: geoEquirectangular,
    mercator: geoMercator,
    conic: () => geoConicConformal().parallels([40, 62]).rotate([-13, 0]),
    azimuthal: () => geoAzimuthalEqualArea().rotate([-13, -52]),
    'albers-usa': () => geoAlbersUsa() as unknown as GeoProjection,
    albers: geoAlbers,
  };
  const projection = made[name]();
  if (scope !== 'europe') return projection.fitWidth(WIDTH, all);
  projection.fitExtent(
    [
      [12, 12],
      [WIDTH - 12, EUROPE_HEIGHT - 12],
    ],
    EUROPE_FRAME,
  );
  return projection.clipExtent([
    [0, 0],
    [WIDTH, EUROPE_HEIGHT],
  ]);
}

/** Outlines as lists of coordinates, without points that would not be seen. */
function ringsOf(shape: Shape, projection: GeoProjection, top: number): Float64Array[] {
  const rings: number[][] = [];
  let ring: number[] = [];
  const add = (x: number, y: number): void => {
    const [lastX, lastY] = ring.slice(-2);
    if (ring.length === 0 || Math.hypot(x - lastX, y - top - lastY) >= GRAIN) ring.push(x, y - top);
  };
  const close = (): void => {
    if (ring.length >= 6) rings.push(ring);
    ring = [];
  };
  const context = {
    beginPath() {},
    moveTo(x: number, y: number) {
      close();
      add(x, y);
    },
    lineTo: add,
    closePath: close,
    arc() {},
  };
  geoPath(projection, context)(shape as unknown as GeoPermissibleObjects);
  close();
  return rings.map((points) => Float64Array.from(points, (value) => Math.round(value * 100) / 100));
}

function regionOf(name: string, code: string | null, rings: Float64Array[]): AtlasRegion {
  const areas = rings.map(areaOf);
  const largest = rings[areas.indexOf(Math.max(...areas))];
  const path = new Path2D(rings.map(svgOf).join(''));
  return { name, code, rings, box: boxOf(rings), area: Math.max(...areas), heart: heartOf(largest), path };
}

function svgOf(ring: Float64Array): string {
  let text = `M${ring[0]} ${ring[1]}`;
  for (let at = 2; at < ring.length; at += 2) text += `L${ring[at]} ${ring[at + 1]}`;
  return `${text}Z`;
}

function areaOf(ring: Float64Array): number {
  let sum = 0;
  for (let at = 0, last = ring.length - 2; at < ring.length; last = at, at += 2) {
    sum += ring[last] * ring[at + 1] - ring[at] * ring[last + 1];
  }
  return Math.abs(sum) / 2;
}

function boxOf(rings: readonly Float64Array[]): Box {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let at = 0; at < ring.length; at += 2) {
      left = Math.min(left, ring[at]);
      right = Math.max(right, ring[at]);
      top = Math.min(top, ring[at + 1]);
      bottom = Math.max(bottom, ring[at + 1]);
    }
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The point of a grid over the ring that is farthest from its edges. */
function heartOf(ring: Float64Array): Point {
  const { x, y, width, height } = boxOf([ring]);
  const steps = 14;
  let best = { x: x + width / 2, y: y + height / 2 };
  let most = -1;
  for (let i = 1; i < steps; i++) {
    for (let j = 1; j < steps; j++) {
      const point = { x: x + (i / steps) * width, y: y + (j / steps) * height };
      if (!contains([ring], point)) continue;
      const room = edgeDistance(ring, point);
      if (room > most) [best, most] = [point, room];
    }
  }
  return best;
}

function edgeDistance(ring: Float64Array, { x, y }: Point): number {
  let least = Infinity;
  for (let at = 0, last = ring.length - 2; at < ring.length; last = at, at += 2) {
    const [ax, ay, bx, by] = [ring[last], ring[last + 1], ring[at], ring[at + 1]];
    const size = (bx - ax) ** 2 + (by - ay) ** 2 || 1;
    const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / size));
    least = Math.min(least, (x - ax - along * (bx - ax)) ** 2 + (y - ay - along * (by - ay)) ** 2);
  }
  return least;
}

/** True when a point lies inside the outlines (even-odd rule). */
export function contains(rings: readonly Float64Array[], { x, y }: Point): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let at = 0, last = ring.length - 2; at < ring.length; last = at, at += 2) {
      const [ax, ay, bx, by] = [ring[last], ring[last + 1], ring[at], ring[at + 1]];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}
