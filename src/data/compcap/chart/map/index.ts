import type { CompositeKind } from '../../kind.js';
import { SCOPES } from './atlas.js';
import { captionMap } from './caption.js';
import { claimsOfMap } from './claims.js';
import { drawMap } from './draw.js';
import type { MapChart } from './meta.js';
import { promptMap } from './prompt.js';
import { questionsOfMap } from './questions.js';
import { sampleMap } from './sample.js';

/** Choropleth maps of the world, of Europe and of the United States. */
export const MAP_KINDS: readonly CompositeKind<MapChart>[] = SCOPES.map((scope) => ({
  name: `chart.map.${scope}`,
  type: 'chart',
  sample: (random) => sampleMap(scope, random),
  draw: drawMap,
  caption: captionMap,
  prompt: promptMap,
  claims: claimsOfMap,
  questions: questionsOfMap,
}));
