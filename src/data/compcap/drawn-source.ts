import { mixSeed, Random } from '../../base/random.js';
import { COLOUR_NAMES } from './colours.js';
import { DRAWING_NAMES, DRAWINGS } from './drawn-objects.js';
import { drawScene, paintScene, type Scene, SETTINGS, sceneWords } from './drawn-scene.js';
import { pictureList, type SourcePicture, type Sources, unitVector } from './sources.js';
import { sentenceCase } from './words.js';

/** A picture of the embedded source with what is drawn on it. */
export interface DrawnPicture extends SourcePicture {
  scene: Scene;
}

const HOW_MANY = 3000;
const SETTING_NAMES = Object.keys(SETTINGS);

let source: Sources | undefined;

/** The embedded source: 3,000 scenes of our own drawings, drawn again for every use at the size that is needed. */
export function drawnSource(): Sources {
  return (source ??= sourceOf(Array.from({ length: HOW_MANY }, (_, index) => drawnPicture(index))));
}

/** A source of drawn pictures; the place of a picture decides where its clouds and stars are. */
export function sourceOf(pictures: readonly DrawnPicture[]): Sources {
  const list = pictureList(
    pictures,
    pictures.map(({ scene }) => lookVector(scene)),
    'the embedded source',
  );
  return {
    ...list,
    async paint(id, { context }, box) {
      const place = list.placeOf(id);
      paintScene(context, pictures[place].scene, box, mixSeed(place));
    },
  };
}

function drawnPicture(index: number): DrawnPicture {
  const random = new Random(mixSeed(0x5ce4e, index));
  return pictureOf(`drawn-${index}`, drawScene(random), random);
}

/** A scene as a picture of a drawn ratio, between half and twice as wide as tall. */
export function pictureOf(id: string, scene: Scene, random: Random): DrawnPicture {
  const phrase = sceneWords(scene);
  const ratio = Math.exp((2 * random.uniform() - 1) * Math.log(2));
  const height = Math.round(480 / Math.sqrt(ratio));
  return {
    id,
    width: Math.round(ratio * height),
    height,
    caption: `${sentenceCase(phrase)}.`,
    phrase,
    licence: 'Apache-2.0',
    entities: scene.groups.map(({ name }) => ({ name, plural: DRAWINGS[name].plural })),
    scene,
  };
}

/** Which setting, drawings and colours a scene has, as a vector of zeros and ones. */
function lookVector({ setting, groups }: Scene): Float32Array {
  const vector = new Float32Array(SETTING_NAMES.length + DRAWING_NAMES.length + COLOUR_NAMES.length);
  vector[SETTING_NAMES.indexOf(setting)] = 1;
  for (const { name, colour } of groups) {
    vector[SETTING_NAMES.length + DRAWING_NAMES.indexOf(name)] = 1;
    vector[SETTING_NAMES.length + DRAWING_NAMES.length + COLOUR_NAMES.indexOf(colour)] = 1;
  }
  return unitVector(vector);
}
