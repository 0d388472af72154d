import type { Random } from '../../../base/random.js';
import { legible } from '../code/legible.js';
import { contrast, mixColours } from '../colours.js';
import type { Family } from '../fonts.js';
import type { DiagramLook, NodePaint, Role } from './meta.js';

const PAGES = [
  '#ffffff',
  '#ffffff',
  '#ffffff',
  '#fdfaf2',
  '#f4f7fb',
  '#f2f2ee',
  '#eef5ef',
  '#1b1e24',
  '#12203a',
  '#26202c',
];
/** Sets of colours that go together; a role keeps its colour within a diagram. */
const PALETTES = [
  ['#4c78a8', '#f58518', '#54a24b', '#e45756', '#72b7b2'],
  ['#264653', '#2a9d8f', '#e9c46a', '#f4a261', '#e76f51'],
  ['#5f3dc4', '#1971c2', '#0ca678', '#f08c00', '#e03131'],
  ['#355070', '#6d597a', '#b56576', '#e56b6f', '#eaac8b'],
  ['#343a40', '#868e96', '#495057', '#adb5bd', '#212529'],
  ['#0b7285', '#c2255c', '#2b8a3e', '#e67700', '#364fc7'],
  ['#ececff', '#fff5ad', '#d5f5e3', '#fadbd8', '#d6eaf8'],
  ['#003f5c', '#58508d', '#bc5090', '#ff6361', '#ffa600'],
  ['#8d99ae', '#2b2d42', '#ef233c', '#d90429', '#edf2f4'],
  ['#606c38', '#283618', '#dda15e', '#bc6c25', '#a3b18a'],
];
const FAMILIES: readonly Family[] = [
  'sans',
  'humanist',
  'condensed',
  'serif',
  'slab',
  'mono',
  'sans',
  'humanist',
  'hand',
];
/** Roles that share one colour stand together. */
const GROUPS: readonly (readonly Role[])[] = [
  ['step', 'class', 'entity', 'state', 'participant', 'branch'],
  ['decision', 'leaf', 'actor'],
  ['start', 'end', 'initial', 'final', 'root'],
  ['data'],
];

/** Draws theme, fonts and lines: full, tinted or outlined nodes on a light or dark page. */
export function drawDiagramLook(random: Random): DiagramLook {
  const page = random.pick(PAGES);
  const palette = random.shuffle(random.pick(PALETTES));
  const far = contrast(page, '#ffffff') > contrast(page, '#000000') ? '#ffffff' : '#000000';
  const fillShare = random.pick([1, 1, 0.75, 0.3, 0.18, 0]);
  const paints: Partial<Record<Role, NodePaint>> = {};
  GROUPS.forEach((roles, at) => {
    const colour = palette[at];
    const fill = mixColours(page, colour, fillShare);
    const stroke = fillShare === 1 ? mixColours(colour, far, 0.35) : mixColours(colour, far, 0.15);
    const ink = legible(random.chance(0.5) ? mixColours(far, colour, 0.2) : far, fill);
    for (const role of roles) paints[role] = { fill, stroke, ink };
  });
  return {
    family: random.pick(FAMILIES),
    px: random.integer(12, 17),
    page,
    paints,
    edge: legible(mixColours(page, random.chance(0.6) ? far : palette[4], 0.55 + 0.35 * random.uniform()), page, 3),
    ink: legible(mixColours(page, far, 0.8), page),
    thickness: random.pick([1, 1.5, 1.5, 2]),
    curve: random.pick(['straight', 'round', 'round']),
    corner: random.pick([0, 4, 8, 14]),
    shadow: random.chance(0.2),
    direction: random.chance(0.7) ? 'TB' : 'LR',
    titled: random.chance(0.6),
    margin: random.integer(14, 36),
  };
}
