import { mixSeed, Random } from '../../../base/random.js';
import { drawScene, type Scene } from '../drawn-scene.js';
import { type DrawnPicture, pictureOf, sourceOf } from '../drawn-source.js';
import type { Sources } from '../sources.js';

const HOW_MANY = 1200;

let source: Sources | undefined;

/** Scenes of one sort of drawing before a setting, without weather, so that few words tell all of them. */
export function smallSource(): Sources {
  return (source ??= sourceOf(Array.from({ length: HOW_MANY }, (_, index) => plainPicture(index))));
}

function plainPicture(index: number): DrawnPicture {
  const random = new Random(mixSeed(0x5a11, index));
  const scene: Scene = { ...drawScene(random), detailed: false, sun: false, clouds: 0 };
  return pictureOf(`drawn-plain-${index}`, { ...scene, groups: scene.groups.slice(0, 1) }, random);
}
