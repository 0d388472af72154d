import type { SKRSContext2D } from '@napi-rs/canvas';
import { Random } from '../../base/random.js';
import type { Box } from '../picture/kind.js';
import { withArticle } from '../picture/words.js';
import { type ColourName, difference, mixColours, NAMED_COLOURS } from './colours.js';
import { DRAWING_NAMES, DRAWINGS, type DrawingName, Pen, paintDrawing } from './drawn-objects.js';
import { numberWord } from './words.js';

/** Equal drawings side by side. */
export interface SceneGroup {
  name: DrawingName;
  colour: ColourName;
  count: number;
}

/** What a picture of the embedded source shows. */
export interface Scene {
  setting: SettingName;
  /** One or two, the second of another drawing. */
  groups: SceneGroup[];
  /** Where the second group is. */
  relation: 'beside' | 'above';
  /** The words mention what the first drawing has. */
  detailed: boolean;
  sun: boolean;
  clouds: number;
}

interface Setting {
  /** Follows the things: `in a green meadow`. */
  words: string;
  /** The same for what flies: `above a green meadow`. */
  above: string;
  /** Colours from the horizon up, and below it; `line` is the horizon as a share of the height. */
  sky: string;
  land: string;
  line: number;
  /** Sun and clouds can be seen. */
  open: boolean;
  places: readonly ('ground' | 'sky' | 'water' | 'any')[];
}

export const SETTINGS = {
  meadow: {
    words: 'in a green meadow',
    above: 'above a green meadow',
    sky: '#bfe3f7',
    land: '#8cc873',
    line: 0.55,
    open: true,
    places: ['ground', 'any', 'sky'],
  },
  beach: {
    words: 'on a sandy beach',
    above: 'above a sandy beach',
    sky: '#aee0f5',
    land: '#f0dca6',
    line: 0.5,
    open: true,
    places: ['ground', 'any', 'sky'],
  },
  snow: {
    words: 'in the snow',
    above: 'above a snowy field',
    sky: '#c4d4e6',
    land: '#f6f9fc',
    line: 0.5,
    open: true,
    places: ['ground', 'any', 'sky'],
  },
  desert: {
    words: 'in a desert',
    above: 'above a desert',
    sky: '#f8d8a8',
    land: '#d8a860',
    line: 0.58,
    open: true,
    places: ['ground', 'any', 'sky'],
  },
  night: {
    words: 'under a starry night sky',
    above: 'in a starry night sky',
    sky: '#1a2448',
    land: '#27384a',
    line: 0.62,
    open: false,
    places: ['ground', 'any', 'sky'],
  },
  lake: {
    words: 'on a calm lake',
    above: 'above a calm lake',
    sky: '#cfeaf8',
    land: '#4f9fd0',
    line: 0.42,
    open: true,
    places: ['water', 'sky'],
  },
  table: {
    words: 'on a wooden table',
    above: 'above a wooden table',
    sky: '#efe7da',
    land: '#b07c48',
    line: 0.62,
    open: false,
    places: ['any'],
  },
  room: {
    words: 'in a room with a wooden floor',
    above: 'in a room with a wooden floor',
    sky: '#dfe6e0',
    land: '#c49a68',
    line: 0.7,
    open: false,
    places: ['any'],
  },
  sky: {
    words: 'high in the sky',
    above: 'high in the sky',
    sky: '#8cc8f0',
    land: '#c8e6f8',
    line: 1,
    open: true,
    places: ['sky'],
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;

const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

/** Draws what a scene shows; every colour stands out from the ground behind it. */
export function drawScene(random: Random): Scene {
  const setting = random.pick(SETTING_NAMES);
  const { sky, land, open, places } = SETTINGS[setting];
  const fitting = DRAWING_NAMES.filter((name) => (places as readonly string[]).includes(DRAWINGS[name].place));
  const names = random.sample(fitting, random.chance(0.6) ? 2 : 1);
  const groups = names.map((name) => {
    const visible = DRAWINGS[name].colours.filter((colour) =>
      [sky, land].every((ground) => difference(NAMED_COLOURS[colour], ground) > 32),
    );
    return {
      name,
      colour: random.pick(visible.length > 0 ? visible : DRAWINGS[name].colours),
      count: random.pick([1, 1, 1, 2, 2, 3]),
    };
  });
  const [first, second] = groups;
  // What flies is above what stands; two of a sort are side by side.
  const above = second && DRAWINGS[first.name].place !== 'sky' && DRAWINGS[second.name].place === 'sky';
  if (second && DRAWINGS[first.name].place === 'sky' && DRAWINGS[second.name].place !== 'sky') groups.reverse();
  const relation = above || groups[0] !== first ? 'above' : 'beside';
  return {
    setting,
    groups,
    relation,
    detailed: random.chance(0.6),
    sun: open && random.chance(0.35),
    clouds: open ? random.pick([0, 0, 1, 2, 3]) : 0,
  };
}

/** The scene as words that can follow `shows`. */
export function sceneWords({ setting, groups, relation, detailed, sun, clouds }: Scene): string {
  const words = SETTINGS[setting][isFlying(groups) ? 'above' : 'words'];
  const things = groups.map(groupWords);
  const [{ name, count }] = groups;
  if (detailed) things[0] += ` with ${DRAWINGS[name].details[count === 1 ? 0 : 1]}`;
  const whole =
    things.length === 1
      ? `${things[0]} ${words}`
      : relation === 'above'
        ? `${things[0]} ${words}, with ${things[1]} in the air above`
        : `${things[0]} beside ${things[1]} ${words}`;
  const weather = [
    ...(sun ? ['a bright sun'] : []),
    ...(clouds > 0 ? [clouds === 1 ? 'a white cloud' : `${numberWord(clouds)} white clouds`] : []),
  ];
  return weather.length === 0
    ? whole
    : `${whole}, and ${weather.join(' and ')} in the ${setting === 'sky' ? 'background' : 'sky'}`;
}

/** True when nothing stands on the ground. */
function isFlying(groups: readonly SceneGroup[]): boolean {
  return groups.every(({ name }) => DRAWINGS[name].place === 'sky');
}

/** `a red boat`, `two green trees`. */
export function groupWords({ name, colour, count }: SceneGroup): string {
  return count === 1 ? withArticle(`${colour} ${name}`) : `${numberWord(count)} ${colour} ${DRAWINGS[name].plural}`;
}

/** Paints a scene into a box; `seed` places clouds and stars. */
export function paintScene(context: SKRSContext2D, scene: Scene, box: Box, seed: number): void {
  const { sky, land, line, open } = SETTINGS[scene.setting];
  const random = new Random(seed);
  const horizon = box.y + Math.round(line * box.height);
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  const shaded = (from: number, to: number, top: string, bottom: string): void => {
    const gradient = context.createLinearGradient(0, from, 0, to);
    gradient.addColorStop(0, top);
    gradient.addColorStop(1, bottom);
    context.fillStyle = gradient;
    context.fillRect(box.x, from, box.width, to - from);
  };
  shaded(box.y, horizon, mixColours(sky, open ? '#4a90c8' : '#000000', 0.12), sky);
  shaded(horizon, box.y + box.height, land, mixColours(land, '#000000', 0.12));
  if (scene.setting === 'beach') shaded(horizon - Math.round(0.09 * box.height), horizon, '#5fb4d8', '#8fd0e4');
  const unit = Math.min(box.width, box.height);
  const pen = new Pen(context);
  if (scene.setting === 'night') {
    for (let i = 0; i < 26; i++) {
      pen.oval(
        box.x + random.uniform() * box.width,
        box.y + random.uniform() * (horizon - box.y),
        0.006 * unit,
        0.006 * unit,
        '#f4f0d0',
      );
    }
  }
  if (scene.sun) pen.oval(box.x + 0.88 * box.width, box.y + 0.12 * box.height, 0.075 * unit, 0.075 * unit, '#ffd23f');
  for (let i = 0; i < scene.clouds; i++) {
    const x = box.x + box.width * ((i + 0.5) / (scene.clouds + 0.6) + 0.04 * (random.uniform() - 0.5));
    const y = box.y + box.height * (0.07 + 0.07 * random.uniform());
    for (const [dx, dy, r] of [
      [-0.06, 0.012, 0.04],
      [0, 0, 0.055],
      [0.065, 0.015, 0.038],
    ])
      pen.oval(x + dx * unit, y + dy * unit, r * unit * 1.2, r * unit * 0.8, '#ffffff');
  }
  paintGroups(context, scene, box, line);
  context.restore();
}

function paintGroups(context: SKRSContext2D, { groups, relation }: Scene, box: Box, line: number): void {
  const row = (parts: readonly SceneGroup[], feet: number, tallest: number): void => {
    const drawings = parts.flatMap(({ name, colour, count }) =>
      Array.from({ length: count }, () => ({ name, colour })),
    );
    const width = drawings.reduce((sum, { name }) => sum + DRAWINGS[name].ratio, 0);
    const height = Math.min(tallest * box.height, (0.86 * box.width) / (1.18 * width));
    const gap = (box.width - width * height) / (drawings.length + 1);
    let x = box.x + gap;
    for (const { name, colour } of drawings) {
      const own = DRAWINGS[name].ratio * height;
      paintDrawing(context, name, colour, { x: x + own / 2, y: box.y + feet * box.height }, height);
      x += own + gap;
    }
  };
  const low = line + 0.62 * (1 - line);
  if (groups.length === 2 && relation === 'above') {
    row([groups[1]], 0.46, 0.28);
    row([groups[0]], Math.max(low, 0.9), 0.4);
  } else {
    const flying = isFlying(groups);
    row(groups, flying ? Math.min(0.78, Math.max(0.52, line + 0.06)) : Math.max(low, 0.86), flying ? 0.36 : 0.56);
  }
}
